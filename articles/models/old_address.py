"""Addresses that a story, a page, or a list of stories had at the site that it came from. They lead to it for ever."""

from django.db import models
from django.db.models.functions import NullIf
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from ..old_paths import LONGEST
from .article import Article
from .reference import Author, Reference, Section, Topic

_LED_TO = (*map(models.F, ("article", "section", "author", "topic")), NullIf("path", models.Value("")))


class OldAddress(models.Model):
    """`key` is as in `old_paths`. It speaks of the story, not of what readers have of it: so it leads there from the
    moment on in which it is published, by whatever door. `path` is that of a page of ours which is no story, the front
    for a whole site (`old_paths.site_of`); the list of a section, an author or a topic is led to in one `language`,
    once readers have seen it."""

    key = models.CharField(max_length=LONGEST, unique=True)
    article = models.ForeignKey(Article, null=True, on_delete=models.CASCADE, related_name="old_addresses")
    path = models.CharField(max_length=400, blank=True, default="")
    section = models.ForeignKey(Section, null=True, on_delete=models.CASCADE, related_name="+")
    author = models.ForeignKey(Author, null=True, on_delete=models.CASCADE, related_name="+")
    topic = models.ForeignKey(Topic, null=True, on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=12, blank=True, default="")

    class Meta:
        verbose_name = _("address at the former site")
        verbose_name_plural = _("addresses at the former site")
        constraints = [
            models.CheckConstraint(
                condition=Exact(models.Func(*_LED_TO, function="num_nonnulls", output_field=models.IntegerField()), 1),
                name="old_address_leads_to_one",
            ),
            models.CheckConstraint(
                condition=models.Q(section=None, author=None, topic=None) | ~models.Q(language=""),
                name="old_address_of_a_list_has_a_language",
            ),
        ]

    def __str__(self):
        return self.key

    @property
    def record(self) -> Reference | None:
        """Whose list it was."""
        return self.section or self.author or self.topic

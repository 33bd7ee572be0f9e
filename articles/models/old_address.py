"""Addresses that a story, or a page, had at the site that it came from. They lead to it for ever."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..old_paths import LONGEST
from .article import Article


class OldAddress(models.Model):
    """`key` is as in `old_paths`. It speaks of the story, not of what readers have of it: so it leads there from the
    moment on in which it is published, by whatever door. `path` is that of a page of ours which is no story."""

    key = models.CharField(max_length=LONGEST, unique=True)
    article = models.ForeignKey(Article, null=True, on_delete=models.CASCADE, related_name="old_addresses")
    path = models.CharField(max_length=400, blank=True, default="")

    class Meta:
        verbose_name = _("address at the former site")
        verbose_name_plural = _("addresses at the former site")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(article__isnull=False, path="") | models.Q(article=None) & ~models.Q(path=""),
                name="old_address_leads_to_one",
            )
        ]

    def __str__(self):
        return self.key

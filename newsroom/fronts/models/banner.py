"""The line above every page for what has just happened."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from articles.languages import in_language
from articles.models import Article

LONGEST_TEXT = 160


class BannerQuerySet(models.QuerySet):
    def running(self):
        """What readers see now, by the database's clock."""
        return self.filter(ended_at=None, ends_at__gt=Now())

    def running_at(self, moment):
        """What readers had at a moment, or will have as far as is known now."""
        begun = self.filter(at__lte=moment, ends_at__gt=moment)
        return begun.filter(Q(ended_at=None) | Q(ended_at__gt=moment))


class Banner(models.Model):
    """What it says stands on every page of each language that it has a text in, until `ends_at` or until somebody
    ends it. Nothing of it but that end ever changes."""

    texts = models.JSONField(_("texts"))  # by language
    article = models.ForeignKey(Article, null=True, on_delete=models.PROTECT, related_name="+")  # where it leads
    ends_at = models.DateTimeField(_("ends at"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)

    objects = BannerQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = _("breaking banner")
        verbose_name_plural = _("breaking banners")
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("at")), name="banner_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="banner_is_ended_by_somebody",
            ),
        ]

    def __str__(self):
        return in_language(self.texts)

"""What somebody typed into a story's form and nobody saved: private to whoever typed it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Article


class KeptKind(models.TextChoices):
    AUTOSAVE = "autosave", _("Kept while typing")
    REFUSED = "refused", _("Not saved: somebody was first, or it was not the moment")


class KeptTextQuerySet(models.QuerySet):
    def of(self, user, *, article: Article | None):
        """What a person typed into a story's form, or into forms of stories that do not exist yet."""
        return self.filter(typed_by=user, article=article)

    def open(self):
        """What nobody has saved, gone on from or thrown away yet."""
        return self.filter(settled_at=None)


class KeptText(models.Model):
    """The fields of a form as they were posted, by name, each a list of values.

    `window` names the open form that they come from: each has one row that follows its typing, so that no window
    ever overwrites another's text. A refused save is a row of its own, which nothing changes.
    """

    typed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    article = models.ForeignKey(Article, null=True, on_delete=models.PROTECT, related_name="kept_texts")
    kind = models.CharField(max_length=8, choices=KeptKind)
    window = models.CharField(max_length=64, blank=True)
    sequence = models.PositiveBigIntegerField(default=0)  # how far the window's typing had come
    started_from = models.PositiveIntegerField(default=0)  # the number of the revision; 0 if there was none
    typed = models.JSONField()
    kept_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True)

    objects = KeptTextQuerySet.as_manager()

    class Meta:
        ordering = ["-kept_at", "-id"]
        verbose_name = _("kept text")
        verbose_name_plural = _("kept texts")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=KeptKind.values), name="kept_text_kind_is_known"),
            models.UniqueConstraint(
                fields=["typed_by", "article", "window"],
                condition=Q(kind="autosave"),
                nulls_distinct=False,
                name="kept_text_once_a_window",
            ),
        ]
        indexes = [models.Index(fields=["typed_by", "article", "-kept_at"], name="kept_text_newest")]

    def __str__(self):
        return str(self.get_kind_display())

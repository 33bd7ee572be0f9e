"""What came in: the sources, and one row for each record that they sent."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from articles.rights import Source as SourceRights


class Source(models.Model):
    """A wire, a feed or an archive. It may only file, unless a chief marked it as one that may publish."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    credit_line = models.CharField(_("credit line"), max_length=300, blank=True)
    trusted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("may publish, said by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self):
        return self.name

    @property
    def rights(self) -> SourceRights:
        return SourceRights(name=self.name, trusted_by_id=self.trusted_by_id)


class WireItemStatus(models.TextChoices):
    FILED = "filed", _("Filed")
    FAILED = "failed", _("Failed")


class WireItem(models.Model):
    """One record of one source, whether it became a story or could not be read."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="items")
    format = models.CharField(max_length=20)
    external_id = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)  # of the record's meaning, or of its bytes where it failed
    status = models.CharField(_("status"), max_length=10, choices=WireItemStatus)
    article = models.ForeignKey(Article, null=True, on_delete=models.SET_NULL, related_name="wire_items")
    path = models.CharField(_("file"), max_length=1000)
    number = models.PositiveIntegerField(_("record"))
    line = models.PositiveIntegerField(_("line"), default=0)
    reason = models.TextField(_("reason"), blank=True)  # why it failed, or what an editor should know
    language = models.CharField(max_length=12, blank=True)
    local_time = models.CharField(_("time as printed"), max_length=200, blank=True)
    published_at = models.DateTimeField(_("published at its source"), null=True)
    source_text = models.TextField(_("text as it came"))
    shingles = ArrayField(models.BigIntegerField(), default=list)  # see articles sharing one: "same story?"
    same_story_as = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")
    received_at = models.DateTimeField(_("received"), auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-received_at", "-id"]
        verbose_name = _("wire item")
        verbose_name_plural = _("wire items")
        constraints = [
            models.UniqueConstraint(fields=["source", "format", "external_id"], name="wire_item_once"),
            models.CheckConstraint(
                condition=models.Q(status__in=WireItemStatus.values), name="wire_item_status_is_known"
            ),
        ]
        indexes = [
            GinIndex(fields=["shingles"], name="wire_item_shingles"),
            models.Index(fields=["received_at"], condition=models.Q(status="failed"), name="wire_item_failed"),
        ]

    def __str__(self):
        return f"{self.path} ({self.number})"

"""What came in: one row for each record that a source sent."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models import Article

from ..likeness import FOUND_BY
from ..stories import Standing
from .source import Source


class WireItemStatus(models.TextChoices):
    FILED = "filed", _("Filed")
    FAILED = "failed", _("Failed")
    AWAITED = "awaited", _("Killed before it came")
    NOTICE = "notice", _("Takes back what it names")
    SETTLED = "settled", _("Failed, and seen to")


class WireItem(models.Model):
    """One record of one source, in its newest version, whether it became a story or could not be read."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="items")
    format = models.CharField(max_length=20)
    external_id = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)  # of the record's meaning, or of its bytes where it failed
    version = models.BigIntegerField(_("version"), null=True)  # as its source counts them
    version_at = models.DateTimeField(_("version of"), null=True)  # when its source made this version
    exported_at = models.DateTimeField(null=True)  # when its source wrote the export that it stood in
    standing = models.CharField(_("its source says"), max_length=10, default=Standing.USABLE.value)
    desk_note = models.TextField(_("note to editors"), blank=True)  # of the source, never for readers
    old_addresses = ArrayField(models.CharField(max_length=2000), default=list, blank=True)
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
    keyword = models.CharField(max_length=200, blank=True)  # by which a notice may name it, of wires without ids
    cleared_at = models.DateTimeField(_("cleared away"), null=True)  # as nobody had touched its story
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
            models.CheckConstraint(
                condition=models.Q(standing__in=[standing.value for standing in Standing]),
                name="wire_item_standing_is_known",
            ),
        ]
        indexes = [
            GinIndex(models.F(f"shingles__0_{FOUND_BY}"), name="wire_item_found_by", fastupdate=False),
            models.Index(fields=["received_at"], condition=models.Q(status="failed"), name="wire_item_failed"),
            models.Index(
                fields=["source"], condition=models.Q(status__in=["awaited", "notice"]), name="wire_item_recalling"
            ),
            models.Index(fields=["id"], condition=~models.Q(standing="usable"), name="wire_item_not_usable"),
            models.Index(fields=["source", "keyword"], condition=~models.Q(keyword=""), name="wire_item_keyword"),
            models.Index(fields=["cleared_at"], condition=models.Q(cleared_at__isnull=False), name="wire_item_cleared"),
        ]

    def __str__(self):
        return f"{self.path} ({self.number})"


class ProposedUpdateQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(decided_at=None)

    def replaced(self):
        """Those that a newer one took the place of before anybody had decided."""
        return self.filter(decided_at__isnull=False, decided_by=None)

    def not_replaced(self):
        return self.exclude(decided_at__isnull=False, decided_by=None)


class ProposedUpdate(models.Model):
    """A newer version of a story that the desk has in hand: it stands beside the desk's text until somebody decides.
    Of several only the newest waits; one that it replaced is decided by nobody."""

    item = models.ForeignKey(WireItem, on_delete=models.CASCADE, related_name="proposals")
    digest = models.CharField(max_length=64)
    version = models.BigIntegerField(_("version"), null=True)
    values = models.JSONField()  # fields and lists of a story, as they would be filed
    notes = models.TextField(_("notes"), blank=True)
    received_at = models.DateTimeField(_("received"), auto_now_add=True)
    decided_at = models.DateTimeField(_("decided"), null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("decided by")
    )
    is_taken = models.BooleanField(default=False)

    objects = ProposedUpdateQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-id"]
        verbose_name = _("proposed update")
        verbose_name_plural = _("proposed updates")
        constraints = [
            models.UniqueConstraint(
                fields=["item"], condition=models.Q(decided_at=None), name="wire_proposal_one_waits_for_an_item"
            )
        ]

    def __str__(self):
        return str(self.item)

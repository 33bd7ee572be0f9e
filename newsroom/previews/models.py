"""Links that show one revision of a story to somebody without an account, and what was answered through them."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Revision

LASTS_AT_MOST = timedelta(days=7)
LONGEST_LABEL, LONGEST_NAME, LONGEST_TEXT = 100, 100, 4000


class PreviewLink(models.Model):
    """One link to one revision. Its token is known to nobody but whoever was given it: only a hash is here.

    A trigger lets nothing change but its end (`revoked_*`) and the count of its uses.
    """

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="preview_links")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    label = models.CharField(_("for whom"), max_length=LONGEST_LABEL, blank=True)
    token_hash = models.CharField(max_length=64, unique=True)  # SHA-256, in hexadecimal digits
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    lasts = models.DurationField(_("lasts"))
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField(null=True)
    opened_count = models.PositiveIntegerField(default=0)
    last_opened_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at", "-id"]
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        constraints = [
            models.CheckConstraint(
                condition=Q(lasts__gt=timedelta(0), lasts__lte=LASTS_AT_MOST), name="preview_link_lasts_a_week_at_most"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by=None) | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="preview_link_revoked_by_somebody",
            ),
        ]

    def __str__(self):
        return _("Preview link %(number)s") % {"number": self.pk}

    @property
    def expires_at(self):
        return self.made_at + self.lasts


class ReplyKind(models.TextChoices):
    APPROVAL = "approval", _("Approval")
    COMMENT = "comment", _("Comment")


class PreviewReply(models.Model):
    """What somebody left through a link, under a name that they typed themselves: word of mouth, and never a move.

    A trigger refuses UPDATE and DELETE.
    """

    link = models.ForeignKey(PreviewLink, on_delete=models.PROTECT, related_name="replies")
    kind = models.CharField(_("kind"), max_length=10, choices=ReplyKind)
    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    text = models.TextField(_("text"), blank=True, max_length=LONGEST_TEXT)
    left_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-left_at", "-id"]
        verbose_name = _("reply by link")
        verbose_name_plural = _("replies by link")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ReplyKind.values), name="preview_reply_kind_is_known"),
            models.CheckConstraint(condition=~Q(name=""), name="preview_reply_has_a_name"),
            models.CheckConstraint(
                condition=Q(kind="approval") | ~Q(text=""), name="preview_reply_comment_says_something"
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.name}"

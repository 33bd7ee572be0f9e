"""What the desk answered a reader by mail. It waits here until the mail server has taken it, and is kept."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .letter import Letter

LONGEST_REPLY = 5000


class ReplyStatus(models.TextChoices):
    WAITING = "waiting", _("Waiting for the mail server")
    SENT = "sent", _("Sent")
    REFUSED = "refused", _("Refused by the mail server")


class ReplyQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(status=ReplyStatus.WAITING).order_by("pk")


class Reply(models.Model):
    """To the address of its letter; erased with it."""

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="replies")
    text = models.TextField(_("text"), max_length=LONGEST_REPLY)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    status = models.CharField(max_length=10, choices=ReplyStatus, default=ReplyStatus.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)  # that the server refused for the mail's own sake
    error = models.TextField(blank=True)
    sent_at = models.DateTimeField(null=True)

    objects = ReplyQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        verbose_name = _("reply to a letter")
        verbose_name_plural = _("replies to letters")
        constraints = [
            models.CheckConstraint(condition=Q(status__in=ReplyStatus.values), name="letter_reply_status_is_known"),
            models.CheckConstraint(condition=~Q(text=""), name="letter_reply_says_something"),
            models.CheckConstraint(
                condition=Q(status="sent", sent_at__isnull=False) | ~Q(status="sent") & Q(sent_at=None),
                name="letter_reply_sent_says_when",
            ),
        ]
        indexes = [models.Index(fields=["id"], condition=Q(status="waiting"), name="letter_reply_waiting")]

    def __str__(self):
        return f"{self.letter_id}: {self.get_status_display()}"

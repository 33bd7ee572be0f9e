"""What was decided about letters, and by whom: the record stays when the letter is gone."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Publication

LONGEST_REASON = 500


class DecisionAction(models.TextChoices):
    APPROVE = "approve", _("Approved")
    REJECT = "reject", _("Rejected")
    BLOCK = "block", _("Rejected, and the sender blocked")
    UNDO = "undo", _("Put back among the waiting")
    LOOK = "look", _("Opened")
    SHORTEN = "shorten", _("Shortened")
    REPLY = "reply", _("Answered by mail")
    CLOSE = "close", _("Letters on a story closed")
    OPEN = "open", _("Letters on a story opened")
    BY_AGE = "by_age", _("Letters on a story left to close by themselves")
    BAN = "ban", _("Added to the block list")
    UNBAN = "unban", _("Taken from the block list")
    EXPORT = "export", _("A reader's letters given out")
    ERASE = "erase", _("A reader's letters erased")
    EXPIRE = "expire", _("Old letters deleted")


class Decision(models.Model):
    """Append-only. `letter_number` is a number and no relation: a letter may be erased and its decisions stay.

    A trigger refuses DELETE, and every UPDATE but one that empties `reason`: it may speak of the reader, so erasing
    their letter empties it. `source` says which command did it where nobody at the desk did.
    """

    action = models.CharField(max_length=10, choices=DecisionAction)
    letter_number = models.BigIntegerField(null=True)
    publication = models.ForeignKey(Publication, null=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField(default=timezone.now)
    reason = models.TextField(blank=True, max_length=LONGEST_REASON)
    details = models.JSONField(default=dict)  # counts and numbers; never a reader's words or address

    class Meta:
        ordering = ["-id"]
        verbose_name = _("decision on a letter")
        verbose_name_plural = _("decisions on letters")
        constraints = [
            models.CheckConstraint(condition=Q(action__in=DecisionAction.values), name="decision_action_is_known"),
            models.CheckConstraint(condition=Q(by__isnull=False) | ~Q(source=""), name="decision_is_by_somebody"),
        ]
        indexes = [
            models.Index(fields=["letter_number", "-id"], name="decision_of_letter"),
            models.Index(fields=["publication", "-id"], name="decision_of_story"),
        ]

    def __str__(self):
        return self.get_action_display()

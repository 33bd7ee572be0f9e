"""The block list: senders and words from whom and with which no letter is taken."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .decision import LONGEST_REASON
from .letter import Letter

LONGEST_WORDS = 100


class BanKind(models.TextChoices):
    MAIL = "mail", _("E-mail address")
    PLACE = "place", _("Network")
    WORDS = "words", _("Words")


class BanQuerySet(models.QuerySet):
    def in_force(self):
        """Those that are neither ended nor over."""
        return self.filter(Q(until=None) | Q(until__gt=timezone.now()), ended_at=None)


class Ban(models.Model):
    """`value` is an address in lower case, a network as letters have it (hashed), or words as they are compared."""

    kind = models.CharField(_("kind"), max_length=5, choices=BanKind)
    value = models.CharField(max_length=254)
    reason = models.TextField(_("reason"), max_length=LONGEST_REASON)
    letter = models.ForeignKey(Letter, null=True, on_delete=models.SET_NULL, related_name="bans")  # what led to it
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(_("until"), null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    objects = BanQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = _("entry of the block list")
        verbose_name_plural = _("entries of the block list")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=BanKind.values), name="ban_kind_is_known"),
            models.CheckConstraint(condition=~Q(value="") & ~Q(reason=""), name="ban_says_what_and_why"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="ban_is_ended_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["kind", "value"], condition=Q(ended_at=None), name="ban_by_value")]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.value}"

"""How each person wants to be told."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .inbox import Kind

# Whoever has chosen nothing has everything in the inbox and these as mail, too.
MAILED = [kind for kind in Kind.values if kind not in (Kind.NOTE, Kind.EMBARGO)]


def every_kind() -> list[str]:
    return list(Kind.values)


def mailed_kinds() -> list[str]:
    return list(MAILED)


def _kinds():
    return models.CharField(max_length=14, choices=Kind)


class Choices(models.Model):
    """One row for each person who has chosen: the kinds that come to the inbox, those that come as mail, those that
    there were to choose from, and the language of the mail (empty: the newsroom's)."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.PROTECT, related_name="inbox_choices"
    )
    inbox = ArrayField(_kinds(), default=every_kind, blank=True)
    mail = ArrayField(_kinds(), default=mailed_kinds, blank=True)
    known = ArrayField(models.CharField(max_length=14), default=every_kind)
    language = models.CharField(_("language of the mail"), max_length=12, blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("choices")
        verbose_name_plural = _("choices")
        constraints = [
            models.CheckConstraint(
                condition=Q(inbox__contained_by=Kind.values) & Q(mail__contained_by=Kind.values),
                name="choices_are_of_known_kinds",
            ),
        ]

    def __str__(self):
        return str(self.person)

    @property
    def listed(self) -> set[str]:
        """The kinds that come to the inbox. Of a kind that is newer than the choice the person is told."""
        return {*self.inbox, *(kind for kind in Kind.values if kind not in self.known)}

    @property
    def mailed(self) -> set[str]:
        """Those that come as mail."""
        return {*self.mail, *(kind for kind in MAILED if kind not in self.known)}

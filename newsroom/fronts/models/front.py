"""A page that editors arrange, and each way in which it was arranged."""

from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from articles.models import Section

from ..slots import MOST_ON_FRONT_PAGE, MOST_ON_SECTION_FRONT, Slot, read, usual


@dataclass(frozen=True)
class Place:
    """The front page (no section) or a section's front, in one language, whether or not it was ever arranged."""

    language: str
    section: Section | None = None

    @property
    def section_ids(self) -> frozenset[int]:
        return self.section.family_ids() if self.section else frozenset()

    @property
    def most_slots(self) -> int:
        return MOST_ON_SECTION_FRONT if self.section else MOST_ON_FRONT_PAGE

    @property
    def usual_slots(self) -> tuple[Slot, ...]:
        return usual(is_front_page=self.section is None)


class Front(models.Model):
    """One row for each front that was ever arranged. `number` is that of the arrangement that is in force."""

    section = models.ForeignKey(Section, null=True, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=12)
    number = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("front")
        verbose_name_plural = _("fronts")
        constraints = [models.UniqueConstraint(fields=["section", "language"], name="front_once", nulls_distinct=False)]

    def __str__(self):
        return f"{self.section or _('Front page')} · {self.language}"

    @property
    def place(self) -> Place:
        return Place(self.language, self.section)


class ArrangementQuerySet(models.QuerySet):
    def in_force(self):
        """The one that each front has now."""
        return self.filter(number=F("front__number"))

    def of(self, place: Place):
        section = place.section.pk if place.section else None
        return self.filter(Q(front__section=section), front__language=place.language)


class Arrangement(models.Model):
    """The slots of a front as somebody saved them. A trigger refuses UPDATE and DELETE.

    `restores` is the number of the earlier one that this one equals because somebody went back to it: 0 for the front
    that nobody had arranged.
    """

    front = models.ForeignKey(Front, on_delete=models.PROTECT, related_name="arrangements")
    number = models.PositiveIntegerField()
    slots = models.JSONField()  # as `slots.written` writes them
    digest = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())  # by the clock that timed changes go by
    note = models.CharField(_("note"), max_length=300, blank=True)
    restores = models.PositiveIntegerField(null=True)

    objects = ArrangementQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        verbose_name = _("arrangement")
        verbose_name_plural = _("arrangements")
        constraints = [models.UniqueConstraint(fields=["front", "number"], name="arrangement_numbered_once")]

    def __str__(self):
        return _("Version %(number)s") % {"number": self.number}

    @cached_property
    def places(self) -> tuple[Slot, ...]:
        return read(self.slots)

"""What waits for its moment on a front, and what did not come at it, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.utils import timezone

from articles.admin.step_times import fold_choices
from articles.admin.zones import zone_name
from articles.models.timed_change import LATE_AFTER
from articles.phrases import moment, newsroom_zone
from articles.rights import Person
from newsroom.fronts.models import Place, TimedArrangement
from newsroom.fronts.slots import Slot

from . import history
from .typed import local_of


@dataclass(frozen=True, kw_only=True)
class OtherMoment:
    """The moment that was typed for a change that waits, while it cannot be had."""

    change: int
    run_at: str
    fold: str


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """A change in the list under the form. `told` says what it does to what readers have by then; `run_at` is what
    the field for another moment has, `folds` asks which of a doubled hour is meant."""

    change: TimedArrangement
    when: str
    local: str
    zone: str
    run_at: str
    told: list[str]
    is_behind: bool
    is_late: bool
    folds: list[tuple[str, str]] = field(default_factory=list)


def waiting_on(
    place: Place, *, version: int, in_force: Sequence[Slot], person: Person, other: OtherMoment | None = None
) -> list[Waiting]:
    """In the order in which they will come."""
    rows = list(TimedArrangement.objects.of(place).waiting().select_related("scheduled_by"))
    told = history.told_in_turn(in_force, [row.places for row in rows], person=person) if rows else []
    return [
        _waiting(row, version=version, told=sentences, other=other if other and other.change == row.pk else None)
        for row, sentences in zip(rows, told, strict=True)
    ]


def failed_on(place: Place) -> list[TimedArrangement]:
    """What did not come, until somebody has seen to the front, the newest first."""
    changes = TimedArrangement.objects.of(place).failed() & TimedArrangement.objects.in_trouble()
    return list(changes.select_related("scheduled_by").order_by("-run_at", "-pk"))


def _waiting(change: TimedArrangement, *, version: int, told: list[str], other: OtherMoment | None) -> Waiting:
    is_own, now = change.zone == settings.NEWSROOM_ZONE, timezone.now()
    zone = newsroom_zone() if is_own else zone_name(change.zone, at=change.run_at)
    return Waiting(
        change=change,
        when=moment(change.run_at, now=now),
        local="" if is_own else f"{change.local_time.replace('T', ' ')} {zone}",
        zone=zone,
        run_at=other.run_at if other else local_of(change.run_at, change.zone),
        told=told,
        is_behind=change.started_from != version,
        is_late=change.run_at < now - LATE_AFTER,
        folds=fold_choices(other.run_at, zone=change.zone) if other else [],
    )

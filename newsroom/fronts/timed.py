"""An arrangement that takes effect at a moment: schedule it, give it another moment, cancel it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from articles import moments
from articles.clock import database_now
from articles.models.timed_change import TimedChangeStatus
from articles.timed import read_moment
from articles.workflow import MoveIncomplete, MoveNotAllowed

from . import checking, slots
from .allowed import check_may_arrange
from .arranging import check_is_newest, in_force, locked
from .models import Front, Place, TimedArrangement
from .slots import Slot
from .waking import wake_for


class Minute(NamedTuple):
    """When a change comes: the instant, and the local time in a zone that it was typed as."""

    at: datetime
    local: str
    zone: str


def schedule(
    place: Place,
    *,
    filled: Iterable[Slot],
    by,
    started_from: int,
    run_at: datetime | str,
    zone: str = "",
    fold: int | None = None,
    note: str = "",
    instead_of: int | None = None,
) -> TimedArrangement:
    """Lets these slots wait for their moment; then they replace whatever the front has.

    `run_at` is read as `articles.timed.read_moment` reads it: an hour that does not exist, or that occurs twice and
    has no `fold`, raises `MoveIncomplete`, as does a moment that has passed. `instead_of` is a change that waits and
    is cancelled for this one, in the same step.
    """
    minute = _minute(run_at, zone=zone, fold=fold)
    with transaction.atomic():
        front = locked(place)
        check_may_arrange(by, place)
        check_is_newest(front, started_from)
        if instead_of is not None:
            _take_back(front, instead_of, by=by)
        return _wait(front, minute, filled=filled, by=by, started_from=started_from, note=note)


def move(
    key: int, *, place: Place, by, run_at: datetime | str, zone: str = "", fold: int | None = None
) -> TimedArrangement:
    """Gives a change that waits another moment, its slots and note as they are.

    The one that waited is cancelled and a new one waits, whose right is the mover's: who planned what, and when,
    stays on record. Raises like `schedule`, and `MoveNotAllowed` for what does not wait any more.
    """
    minute = _minute(run_at, zone=zone, fold=fold)
    with transaction.atomic():
        front = locked(place)
        check_may_arrange(by, place)
        earlier = _take_back(front, key, by=by)
        kept = {"started_from": earlier.started_from, "note": earlier.note}
        return _wait(front, minute, filled=earlier.places, by=by, **kept)


def cancel(key: int, *, place: Place, by) -> TimedArrangement:
    """Takes back a change that waits. Raises `MoveNotAllowed` for one that does not wait any more."""
    with transaction.atomic():
        front = locked(place)
        check_may_arrange(by, place)
        return _take_back(front, key, by=by)


def expected(place: Place, *, at: datetime) -> TimedArrangement | None:
    """The change that waits now and will be the one in force at a moment; None if none comes before."""
    return TimedArrangement.objects.of(place).waiting().filter(run_at__lte=at).order_by("run_at", "pk").last()


def _minute(run_at: datetime | str, *, zone: str, fold: int | None) -> Minute:
    at, local = read_moment(run_at, zone=zone, fold=fold)
    return Minute(at, local, zone or settings.NEWSROOM_ZONE)


def _wait(front: Front, minute: Minute, *, filled: Iterable[Slot], by, started_from: int, note: str):
    """Keeps a change of a locked front for its moment."""
    if minute.at <= database_now():
        raise MoveIncomplete(_("That moment has passed: %(moment)s.") % {"moment": minute.local})
    cleaned = checking.clean(filled, place=front.place, at=minute.at, before=in_force(front))
    _check_is_alone(front, minute.at)
    planned = TimedArrangement.objects.create(
        front=front,
        slots=slots.written(cleaned),
        note=checking.clean_note(note),
        started_from=started_from,
        run_at=minute.at,
        zone=minute.zone,
        local_time=minute.local,
        fold=moments.fold_of(minute.at, minute.zone),
        scheduled_by=by,
    )
    wake_for([minute.at])
    return planned


def _take_back(front: Front, key: int, *, by) -> TimedArrangement:
    planned = front.timed.waiting().filter(pk=key).first()
    if not planned:
        raise MoveNotAllowed(_("No such change is waiting on this front."))
    planned.status, planned.finished_at = TimedChangeStatus.CANCELLED, database_now()
    planned.cancelled_by = by
    planned.save()
    return planned


def _check_is_alone(front: Front, at: datetime) -> None:
    """Of two for one moment nobody could say which readers get."""
    if front.timed.waiting().filter(run_at=at).exists():
        raise MoveIncomplete(
            _("Another change of this front waits for this very moment: cancel it first, or choose another minute.")
        )

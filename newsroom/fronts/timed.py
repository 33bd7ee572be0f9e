"""An arrangement that takes effect at a moment: schedule it, cancel it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

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
) -> TimedArrangement:
    """Lets these slots wait for their moment; then they replace whatever the front has.

    `run_at` is read as `articles.timed.read_moment` reads it: an hour that does not exist, or that occurs twice and
    has no `fold`, raises `MoveIncomplete`, as does a moment that has passed.
    """
    at, local_time = read_moment(run_at, zone=zone, fold=fold)
    zone = zone or settings.NEWSROOM_ZONE
    with transaction.atomic():
        front = locked(place)
        check_may_arrange(by, place)
        check_is_newest(front, started_from)
        if at <= database_now():
            raise MoveIncomplete(_("That moment has passed: %(moment)s.") % {"moment": local_time})
        cleaned = checking.clean(filled, place=place, at=at, before=in_force(front))
        _check_is_alone(front, at)
        planned = TimedArrangement.objects.create(
            front=front,
            slots=slots.written(cleaned),
            note=checking.clean_note(note),
            started_from=started_from,
            run_at=at,
            zone=zone,
            local_time=local_time,
            fold=moments.fold_of(at, zone),
            scheduled_by=by,
        )
        wake_for([at])
    return planned


def cancel(key: int, *, place: Place, by) -> TimedArrangement:
    """Takes back a change that waits. Raises `MoveNotAllowed` for one that does not wait any more."""
    with transaction.atomic():
        front = locked(place)
        check_may_arrange(by, place)
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


def expected(place: Place, *, at: datetime) -> TimedArrangement | None:
    """The change that waits now and will be the one in force at a moment; None if none comes before."""
    front = {"front__section": place.section.pk if place.section else None, "front__language": place.language}
    return TimedArrangement.objects.waiting().filter(**front, run_at__lte=at).order_by("run_at", "pk").last()

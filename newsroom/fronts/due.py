"""What happens to fronts at its minute, exactly once: arrangements that waited, and pins and banners that end."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app as jobs

from articles.clock import database_now
from articles.due import MOST_ATTEMPTS
from articles.models import Edition
from articles.models.timed_change import LATE_AFTER, TimedChangeStatus
from articles.workflow import MoveNotAllowed

from . import slots
from .allowed import check_may_arrange
from .arranging import record
from .models import Arrangement, Banner, Front, TimedArrangement, Watch

AFTER_FAILED_FRONT = "newsroom.desk.jobs.after_failed_front"
log = logging.getLogger(__name__)


def run_due() -> list[TimedArrangement]:
    """Puts every arrangement whose moment has come into force, in order, and lets what has ended reach readers.

    Any number of processes may do this at once: each change runs once. One that fails stops no other. Returns what
    ran here.
    """
    due = TimedArrangement.objects.waiting().filter(run_at__lte=Now())
    ran = [_run_or_give_up(*keys) for keys in list(due.values_list("pk", "front_id"))]
    bump_for_ends()
    return [change for change in ran if change]


def _run_or_give_up(key: int, front_id: int) -> TimedArrangement | None:
    try:
        return _run(key, front_id=front_id)
    except Exception as problem:  # whatever it is, the others still have to run
        log.exception("Timed arrangement %s could not run", key)
        return _give_up(key, problem)


@transaction.atomic
def _run(key: int, *, front_id: int) -> TimedArrangement | None:
    """Runs one change with the right that its scheduler has now, unless another process has."""
    front = Front.objects.select_for_update(of=["self"], no_key=True).select_related("section__parent").get(pk=front_id)
    due = TimedArrangement.objects.waiting().filter(pk=key, run_at__lte=Now())
    change = due.select_related("scheduled_by").first()
    if not change:
        return None
    change.attempts, change.finished_at = change.attempts + 1, database_now()
    try:
        check_may_arrange(change.scheduled_by, front.place)
        _check_not_overtaken(change, front)
    except MoveNotAllowed as refusal:
        _fail(change, str(refusal))
        log.warning("Timed arrangement %s was refused: %s", key, refusal)
        return change
    change.status = TimedChangeStatus.DONE
    change.became = record(front, change.places, by=change.scheduled_by, note=change.note)
    change.save()
    Edition.bump()
    return change


def _check_not_overtaken(change: TimedArrangement, front: Front) -> None:
    """A change that is late undoes nothing newer: neither a later change nor what somebody did by hand instead."""
    later = front.timed.filter(status=TimedChangeStatus.DONE, run_at__gt=change.run_at)
    by_hand = front.arrangements.filter(timed=None, at__gt=change.run_at + LATE_AFTER)
    if later.exists() or by_hand.exists():
        raise MoveNotAllowed(
            _("It was late, and the front had been arranged anew by then (version %(number)s).")
            % {"number": front.number}
        )


def _give_up(key: int, problem: Exception) -> TimedArrangement | None:
    """Counts an attempt that a fault ended; after the last one the change has failed."""
    with transaction.atomic():
        change = TimedArrangement.objects.waiting().select_for_update().filter(pk=key).first()
        if not change:
            return None
        change.attempts, change.error = change.attempts + 1, f"{type(problem).__name__}: {problem}"[:1000]
        if change.attempts >= MOST_ATTEMPTS:
            change.finished_at = database_now()
            _fail(change, change.error)
        else:
            change.save()
        return change


def _fail(change: TimedArrangement, why: str) -> None:
    """Keeps why a change did not come, and has people told in the same transaction."""
    change.status, change.error = TimedChangeStatus.FAILED, why
    change.save()
    jobs.configure_task(AFTER_FAILED_FRONT).defer(change_id=change.pk)


@transaction.atomic
def bump_for_ends() -> bool:
    """A new edition if a pin or a banner has ended since the last one that was made for an end; says whether."""
    Watch.objects.get_or_create(pk=1)
    watch = Watch.objects.select_for_update().get(pk=1)
    now = database_now()
    if not _ended(after=watch.bumped_until, until=now):
        return False
    watch.bumped_until = now
    watch.save()
    Edition.bump()
    return True


def lateness() -> str:
    """What did not happen at its minute, as a sentence for the log; "" if all did."""
    if late := TimedArrangement.objects.late().count():
        return f"{late} changes of fronts are late: is the worker running?"
    watch = Watch.objects.filter(pk=1).first() or Watch()
    if _ended(after=watch.bumped_until, until=database_now() - LATE_AFTER):
        return "a pin or a banner has ended and is still before readers: is the worker running?"
    return ""


def _ended(*, after: datetime, until: datetime) -> bool:
    if Banner.objects.filter(ended_at=None, ends_at__gt=after, ends_at__lte=until).exists():
        return True
    in_force = Arrangement.objects.in_force().values_list("slots", flat=True)
    return any(after < end <= until for rows in in_force for end in slots.ends(slots.read(rows)))

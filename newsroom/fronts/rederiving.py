"""What waits on a front keeps the local time that was typed: when a zone's rules change, its instant follows."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import transaction

from articles import moments

from .models import TimedArrangement
from .waking import wake_for

log = logging.getLogger(__name__)


def rederive() -> list[TimedArrangement]:
    """Gives every waiting arrangement the instant that its local time names by the zone database of now; returns those
    that moved."""
    waiting = list(TimedArrangement.objects.waiting())
    return [change for change in waiting if _instant_of(change) != change.run_at and _move(change.pk)]


def _instant_of(change: TimedArrangement) -> datetime:
    try:
        return moments.rederived(change.run_at, typed=change.local_time, zone=change.zone, fold=change.fold)
    except ValueError as problem:
        log.warning("Timed arrangement %s keeps its instant: %s", change.pk, problem)
        return change.run_at


@transaction.atomic
def _move(key: int) -> bool:
    """Moves one, unless it has run or was cancelled meanwhile."""
    change = TimedArrangement.objects.waiting().select_for_update().filter(pk=key).first()
    if not change:
        return False
    change.run_at = _instant_of(change)
    change.save(update_fields=["run_at"])
    wake_for([change.run_at])
    return True

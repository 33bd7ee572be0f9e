"""What waits keeps the local time that was typed: when a zone's rules change, its instant follows."""

from __future__ import annotations

import logging
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from . import moments, suspension
from .models import Article, Publication, TimedChange
from .moves import Moving, run_at_its_moment
from .rights import Source
from .workflow import RETIMED_MOVES, Action

log = logging.getLogger(__name__)


def rederive() -> list[TimedChange]:
    """Gives every open change the instant that its local time names by the zone database of now; returns those that
    moved, each with an audit row. A zone that is no longer known leaves its changes as they are."""
    ZoneInfo.clear_cache()  # this process may have read the rules before they changed
    moved = [
        change
        for change in TimedChange.objects.open().iterator()
        if _instant_of(change) != change.run_at  # most are as they were, and cost no lock
    ]
    return [change for change in (_move(change.pk, article_id=change.article_id) for change in moved) if change]


def _instant_of(change: TimedChange) -> datetime:
    try:
        return moments.rederived(change.run_at, typed=change.local_time, zone=change.zone, fold=change.fold or 0)
    except ValueError as problem:
        log.warning("Timed change %s keeps its instant: %s", change.pk, problem)
        return change.run_at


@transaction.atomic
def _move(key: int, *, article_id: int) -> TimedChange | None:
    """Moves one change, unless it has run or was moved meanwhile."""
    article = Article.objects.locked().get(pk=article_id)
    change = TimedChange.objects.open().select_related("revision").filter(pk=key).first()
    if not change or (instant := _instant_of(change)) == change.run_at:
        return None
    before = suspension.listed([change])
    change.run_at = instant
    change.save(update_fields=["run_at"])
    _note(article, change, before=before)
    run_at_its_moment(change)
    return change


def _note(article: Article, change: TimedChange, *, before: list[dict]) -> None:
    """The audit row. No person made this move, and no right allows it: governments do as they like."""
    publication = Publication.objects.filter(article=article).first()
    reason = _("The rules of the zone %(zone)s changed: it stays at %(time)s there, which is another moment now.")
    move = Moving(
        row=RETIMED_MOVES[Action(change.action)],
        article=article,
        publication=publication,
        by=Source(_("Time zone rules")),
        reason=reason % {"zone": change.zone, "time": change.local_time},
        details={"replaced": True, "instead_of": before, "scheduled": suspension.listed([change])},
    )
    move.record()

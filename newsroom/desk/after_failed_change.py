"""What follows a timed change of a story or a front that failed: whoever planned it and the chiefs are told."""

from __future__ import annotations

from articles.models import TimedChange
from articles.models.timed_change import TimedChangeStatus
from articles.rights import RANKS, Role
from newsroom.fronts.models import TimedArrangement

from .inbox.telling import Event, tell
from .people import of_rank, of_rank_in


def tell_of_failure(change: TimedChange) -> int:
    """Returns how many were told. A change that waits anew by now is no failure any more; one that fails once more
    after that is told of once more."""
    if change.status != TimedChangeStatus.FAILED:
        return 0
    ended_at = change.finished_at or change.run_at
    event = Event(
        key=f"change:{change.pk}:{ended_at:%Y%m%dT%H%M%S.%f}",
        article=change.article,
        happened="failed",
        at=ended_at,
        words="\n".join(filter(None, (str(change), change.error))),
    )
    chiefs = [row.user.pk for row in of_rank(change.article, RANKS[Role.CHIEF])]
    return len(tell(event, [change.scheduled_by_id, *chiefs]))


def tell_of_failed_front(change: TimedArrangement) -> int:
    """Tells whoever planned it and the chiefs of the front; returns how many were told."""
    if change.status != TimedChangeStatus.FAILED:
        return 0
    planned = f"{change.local_time.replace('T', ' ')} {change.zone}"
    event = Event(
        key=f"front:{change.pk}",
        front=change.front,
        happened="front_failed",
        at=change.finished_at or change.run_at,
        words="\n".join(filter(None, (planned, change.note, change.error))),
    )
    chiefs = [row.user.pk for row in of_rank_in(change.front.place.section_ids, RANKS[Role.CHIEF])]
    return len(tell(event, [change.scheduled_by_id, *chiefs]))

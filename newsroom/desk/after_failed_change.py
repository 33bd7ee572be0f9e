"""What follows a timed change that failed: whoever planned it and the section's chiefs are told."""

from __future__ import annotations

from articles.models import TimedChange
from articles.models.timed_change import TimedChangeStatus
from articles.rights import RANKS, Role

from .inbox.telling import Event, tell
from .people import of_rank


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

"""The last looks at a source: when, and what came of each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from ..filing import Outcome
from ..models import Poll, Source

KEPT = 30  # of each source
NEW = (Outcome.FILED, Outcome.UPDATED)


def note(source: Source, problem: Mapping, counts: Mapping[str, int], *, at: datetime) -> None:
    """Notes a look. One that brought nothing new, as the one before it did, only counts with that; those that are too
    old are forgotten."""
    last = source.polls.first()
    is_same = last and (last.problem_kept, last.counts) == (problem, counts)
    if is_same and not any(counts.get(outcome) for outcome in NEW):
        last.at, last.times = at, last.times + 1
        last.save()
        return
    Poll.objects.create(source=source, first_at=at, at=at, counts=counts, problem_kept=problem)
    too_old = source.polls.values_list("pk", flat=True)[KEPT:]
    Poll.objects.filter(pk__in=list(too_old)).delete()

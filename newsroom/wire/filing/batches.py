"""Records filed many at a time; one that cannot be filed with the others never stops them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from django.db import DataError, IntegrityError, OperationalError, transaction

from articles.pictures import public_files, rendering, storing

from ..stories import WireRecord, WireStory
from .one_by_one import file_one
from .outcomes import Apart, Outcome, Result
from .running import Filing
from .together import Arrival, file_together

After = Callable[[list[tuple[WireRecord, Result]]], list[Result]]
Filed = tuple[Arrival, Result]
MOST_PICTURES = 12  # with some forty files each, which are locked by name: PostgreSQL has room for some thousand locks


def file_batch(
    filing: Filing, arrivals: Sequence[Arrival], *, after: After | None = None, is_kept: bool = True
) -> Iterator[Filed]:
    """Files records of one format, as many in one transaction as can be, and yields what became of each once that is
    committed. In between their order is kept: what one of them leaves is there for the next.

    The renditions of pictures that are published with them are made before: that takes seconds, and what a publish has
    locked keeps the desk waiting.

    What comes `after` them is done in their transaction, and says what is told of each. Of a run that is not kept
    everything is taken back at once: until its end the locks of what it published would keep the whole desk from
    publishing.
    """
    for some in _of_few_pictures(filing, arrivals):
        rendering.render_first(_to_publish(filing, some))
        yield from _filed(filing, some, after, is_kept=is_kept)


def _of_few_pictures(filing: Filing, arrivals: Sequence[Arrival]) -> Iterator[Sequence[Arrival]]:
    """The same in parts, each with no more pictures to publish than can be shown in one transaction."""
    start, count = 0, 0
    for place, arrival in enumerate(arrivals):
        more = len(_to_publish(filing, [arrival]))
        if count and count + more > MOST_PICTURES:
            yield arrivals[start:place]
            start, count = place, 0
        count += more
    yield arrivals[start:]


def _to_publish(filing: Filing, arrivals: Sequence[Arrival]) -> set[int]:
    stories = (record for _path, record in arrivals if isinstance(record, WireStory)) if filing.publish else ()
    return set().union(*map(filing.pictures_of, stories))


def _filed(filing: Filing, arrivals: Sequence[Arrival], after: After | None, *, is_kept: bool) -> Iterator[Filed]:
    if len(arrivals) == 1:
        results = _in_one(filing, arrivals, _alone, after, is_kept=is_kept)
        yield arrivals[0], results[0]
        return
    try:
        results = _in_one(filing, arrivals, file_together, after, is_kept=is_kept)
    except Apart as apart:
        parts = _parted(arrivals, apart.places)
    except (DataError, IntegrityError, OperationalError) as problem:
        if not _is_of_the_rows(problem):
            raise
        parts = [arrivals[: len(arrivals) // 2], arrivals[len(arrivals) // 2 :]]
    else:
        for (path, record), result in zip(arrivals, results, strict=True):
            if isinstance(record, WireStory) and result.outcome is not Outcome.SKIPPED:
                filing.meet(record, path=path)
        yield from zip(arrivals, results, strict=True)
        return
    for part in parts:
        yield from _filed(filing, part, after, is_kept=is_kept)


def _in_one(
    filing: Filing,
    arrivals: Sequence[Arrival],
    file: Callable[[Filing, Sequence[Arrival]], list[Result]],
    after: After | None,
    *,
    is_kept: bool,
) -> list[Result]:
    source, is_stored = filing.source, False
    try:
        with transaction.atomic():
            results = file(filing, arrivals)
            shown = set() if is_kept else public_files.shown_with([result.article_id for result in results])
            if after:
                results = after([(arrival.record, result) for arrival, result in zip(arrivals, results, strict=True)])
            transaction.set_rollback(not is_kept)
        is_stored = is_kept
        storing.sweep(shown)
    finally:
        if not is_stored:
            filing.source = source  # one that was stored with the records is gone with them
    return results


def _alone(filing: Filing, arrivals: Sequence[Arrival]) -> list[Result]:
    [(path, record)] = arrivals
    filing.begin()
    return [file_one(filing, record, path=path)]


def _parted(arrivals: Sequence[Arrival], places: Sequence[int]) -> list[Sequence[Arrival]]:
    """What stands between the places, and each of these by itself."""
    parts, start = [], 0
    for place in places:
        parts += [arrivals[start:place], arrivals[place : place + 1]]
        start = place + 1
    parts.append(arrivals[start:])
    return [part for part in parts if part]


def _is_of_the_rows(problem: Exception) -> bool:
    """Whether another try with fewer rows may do: not where the database itself is away."""
    state = getattr(problem.__cause__, "sqlstate", None) or ""
    return not isinstance(problem, OperationalError) or state in ("40001", "40P01")

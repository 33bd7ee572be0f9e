"""What two sequences have in common, in order. Pure; time stays near the length of the longer one."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence

MOST_CELLS = 200_000_000  # one bit each: 25 MB for as long as two passages are compared
MOST_ROUNDS = 8  # of looking for what occurs once, in ever smaller parts

Pair = tuple[int, int]
Step = tuple[int | None, int | None]


def common(before: Sequence[Hashable], after: Sequence[Hashable]) -> list[Pair]:
    """The places, as (in `before`, in `after`), of a longest common subsequence.

    Passages too long to be compared item by item are first held together by what occurs once in both; what is
    then still too long, and repeats itself throughout, has nothing in common but its two ends.
    """
    start, end = _ends(before, after)
    pairs = [(place, place) for place in range(start)]
    stop_before, stop_after = len(before) - end, len(after) - end
    pairs += _between((start, stop_before), (start, stop_after), before=before, after=after, rounds=MOST_ROUNDS)
    return pairs + [(stop_before + place, stop_after + place) for place in range(end)]


def steps(before: Sequence[Hashable], after: Sequence[Hashable]) -> Iterator[Step]:
    """How `before` becomes `after`, in reading order: (place, None) is removed, (None, place) is added, a pair
    stays. Where both happen, what is removed comes first."""
    here, there = 0, 0
    for in_before, in_after in [*common(before, after), (len(before), len(after))]:
        yield from ((place, None) for place in range(here, in_before))
        yield from ((None, place) for place in range(there, in_after))
        if in_before < len(before):
            yield in_before, in_after
        here, there = in_before + 1, in_after + 1


def _ends(before: Sequence[Hashable], after: Sequence[Hashable]) -> Pair:
    """How many items are the same at the start, and at the end of the rest."""
    shorter = min(len(before), len(after))
    start = 0
    while start < shorter and before[start] == after[start]:
        start += 1
    end = 0
    while end < shorter - start and before[-1 - end] == after[-1 - end]:
        end += 1
    return start, end


def _between(
    here: Pair, there: Pair, *, before: Sequence[Hashable], after: Sequence[Hashable], rounds: int
) -> list[Pair]:
    """The pairs of a part of each, both given as start and stop."""
    if here[0] == here[1] or there[0] == there[1]:
        return []
    if (here[1] - here[0]) * (there[1] - there[0]) <= MOST_CELLS:
        found = _longest(before[slice(*here)], after[slice(*there)])
        return [(here[0] + one, there[0] + other) for one, other in found]
    pairs: list[Pair] = []
    anchors = _anchors(here, there, before=before, after=after) if rounds else []
    if not anchors:
        return []
    at, beside = here[0], there[0]
    for one, other in [*anchors, (here[1], there[1])]:
        pairs += _between((at, one), (beside, other), before=before, after=after, rounds=rounds - 1)
        if one < here[1]:
            pairs.append((one, other))
        at, beside = one + 1, other + 1
    return pairs


def _anchors(here: Pair, there: Pair, *, before: Sequence[Hashable], after: Sequence[Hashable]) -> list[Pair]:
    """What occurs once in both parts, as far as its order is the same: a longest rising run (patience sorting)."""
    counts = Counter(before[slice(*here)]), Counter(after[slice(*there)])
    places = {after[place]: place for place in range(*there) if counts[1][after[place]] == 1}
    candidates = [
        (place, places[before[place]])
        for place in range(*here)
        if counts[0][before[place]] == 1 and before[place] in places
    ]
    tops: list[int] = []
    ends: list[int] = []
    previous: list[int | None] = []
    for index, (_one, other) in enumerate(candidates):
        pile = bisect_left(tops, other)
        previous.append(ends[pile - 1] if pile else None)
        tops[pile : pile + 1] = [other]
        ends[pile : pile + 1] = [index]
    rising: list[Pair] = []
    step = ends[-1] if ends else None
    while step is not None:
        rising.append(candidates[step])
        step = previous[step]
    return rising[::-1]


def _longest(before: Sequence[Hashable], after: Sequence[Hashable]) -> list[Pair]:
    """A longest common subsequence. A row of the usual table is one number, with a bit of 0 wherever the length
    grows (Hyyrö 2004), so that a row costs a few operations however long it is."""
    ones = (1 << len(after)) - 1
    masks: dict[Hashable, int] = {}
    for place, item in enumerate(after):
        masks[item] = masks.get(item, 0) | 1 << place
    row, rows = ones, [ones]
    for item in before:
        if mask := masks.get(item, 0):
            same = row & mask
            row = ((row + same) | (row - same)) & ones
        rows.append(row)
    return _walked_back(before, after, rows=rows)


def _walked_back(before: Sequence[Hashable], after: Sequence[Hashable], *, rows: list[int]) -> list[Pair]:
    pairs: list[Pair] = []
    one, other = len(before), len(after)
    while one and other:
        if before[one - 1] == after[other - 1]:
            one, other = one - 1, other - 1
            pairs.append((one, other))
        elif rows[one] >> (other - 1) & 1:
            other -= 1
        else:
            one -= 1
    return pairs[::-1]

"""Two people changed one text: what they started from, what is saved and what is typed become one again. Pure."""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, groupby
from typing import Generic, TypeVar

from .sequences import common

Item = TypeVar("Item", bound=Hashable)


class Kind(StrEnum):
    """Who changed a part since the common start."""

    SAME = "same"
    SAVED = "saved"
    MINE = "mine"
    AGREED = "agreed"  # both, in the same way
    CONFLICT = "conflict"


class Choice(StrEnum):
    """What becomes of a part that both changed."""

    SAVED = "saved"
    MINE = "mine"
    BOTH = "both"


@dataclass(frozen=True)
class Part(Generic[Item]):
    """A run of items (paragraphs, lines, names): as they were at the start, as they are saved, as they are typed."""

    base: tuple[Item, ...]
    saved: tuple[Item, ...]
    mine: tuple[Item, ...]

    @property
    def kind(self) -> Kind:
        if self.saved == self.mine:
            return Kind.SAME if self.base == self.saved else Kind.AGREED
        if self.saved == self.base:
            return Kind.MINE
        return Kind.SAVED if self.mine == self.base else Kind.CONFLICT

    @property
    def suggested(self) -> Choice:
        """Of what both added at one place, both; of what both rewrote, what was typed."""
        return Choice.MINE if self.base else Choice.BOTH

    def outcome(self, choice: Choice | None) -> tuple[Item, ...]:
        """What only one side changed is taken over; a conflict that nobody decided keeps both."""
        match self.kind:
            case Kind.SAVED:
                return self.saved
            case Kind.CONFLICT if choice is Choice.SAVED:
                return self.saved
            case Kind.CONFLICT if choice is not Choice.MINE:
                return self.saved + self.mine
        return self.mine


@dataclass(frozen=True)
class _Hunk(Generic[Item]):
    """What one side has in place of the items from `start` to `stop` of the base."""

    start: int
    stop: int
    items: tuple[Item, ...]


def merge(base: Sequence[Item] | None, saved: Sequence[Item], mine: Sequence[Item]) -> list[Part[Item]]:
    """The parts in reading order. Each side's parts, joined, are that side.

    Where the start is not known (None), what one side alone has counts as added by it: nothing is lost that way.
    """
    if base is None:
        base = [saved[place] for place, _mine in common(saved, mine)]
    theirs, own = _hunks(base, saved), _hunks(base, mine)
    sides = deque(theirs), deque(own)
    parts: list[Part[Item]] = []
    at = 0
    for start, stop in _ranges([*theirs, *own]):
        if at < start:
            parts.append(_unchanged(base[at:start]))
        within = start, stop
        both = [_applied(base, _taken(hunks, within=within), within=within) for hunks in sides]
        parts += _refined(Part(tuple(base[start:stop]), *both))
        at = stop
    if at < len(base):
        parts.append(_unchanged(base[at:]))
    return parts


def merge_sets(base: Sequence[Item] | None, saved: Sequence[Item], mine: Sequence[Item]) -> list[Part[Item]]:
    """The same for what has no order, item by item: there is nothing in it that two sides could dispute."""
    known = base if base is not None else [item for item in saved if item in mine]
    items = dict.fromkeys([*known, *saved, *mine])
    return [Part(*((item,) if item in side else () for side in (known, saved, mine))) for item in items]


def with_fewer_conflicts(parts: Sequence[Part[Item]], *, most: int) -> list[Part[Item]]:
    """The same parts; but where nobody could answer so many questions, conflicts side by side are one, and if that
    is not enough, all that stands between the first and the last."""
    if sum(part.kind is Kind.CONFLICT for part in parts) <= most:
        return list(parts)
    runs = [list(run) for _kind, run in groupby(parts, key=lambda part: part.kind is Kind.CONFLICT)]
    fewer = [part for run in runs for part in ([_joined(run)] if run[0].kind is Kind.CONFLICT else run)]
    places = [place for place, part in enumerate(fewer) if part.kind is Kind.CONFLICT]
    if len(places) <= most:
        return fewer
    first, last = places[0], places[-1] + 1
    return [*fewer[:first], _joined(fewer[first:last]), *fewer[last:]]


def merged(parts: Sequence[Part[Item]], chosen: Mapping[int, Choice]) -> list[Item]:
    """The items of the outcome; `chosen` says by the place of a part what becomes of a conflict."""
    return [item for place, part in enumerate(parts) for item in part.outcome(chosen.get(place))]


def _joined(parts: Sequence[Part[Item]]) -> Part[Item]:
    sides = ((part.base for part in parts), (part.saved for part in parts), (part.mine for part in parts))
    return Part(*(tuple(chain.from_iterable(side)) for side in sides))


def _unchanged(items: Sequence[Item]) -> Part[Item]:
    return Part(tuple(items), tuple(items), tuple(items))


def _hunks(base: Sequence[Item], side: Sequence[Item]) -> list[_Hunk[Item]]:
    """Where a side differs from the base. What was replaced one for one is taken apart, so that two people who
    changed neighbouring paragraphs do not meet."""
    hunks: list[_Hunk[Item]] = []
    at, beside = 0, 0
    for start, place in [*common(base, side), (len(base), len(side))]:
        if start - at == place - beside:
            hunks += [_Hunk(at + step, at + step + 1, (side[beside + step],)) for step in range(start - at)]
        else:
            hunks.append(_Hunk(at, start, tuple(side[beside:place])))
        at, beside = start + 1, place + 1
    return hunks


def _ranges(hunks: list[_Hunk[Item]]) -> Iterator[tuple[int, int]]:
    """The stretches of the base that hunks cover: those that overlap, or add at the same place, are one stretch."""
    covered: tuple[int, int] | None = None
    for hunk in sorted(hunks, key=lambda hunk: (hunk.start, hunk.stop)):
        if covered and (hunk.start < covered[1] or (hunk.start, hunk.stop) == covered):
            covered = covered[0], max(covered[1], hunk.stop)
            continue
        if covered:
            yield covered
        covered = hunk.start, hunk.stop
    if covered:
        yield covered


def _taken(hunks: deque[_Hunk[Item]], *, within: tuple[int, int]) -> list[_Hunk[Item]]:
    """The next hunks that lie within a stretch, taken out. What is added right behind it belongs to the next one."""
    taken = []
    while hunks and hunks[0].stop <= within[1] and (hunks[0].start < within[1] or within[0] == within[1]):
        taken.append(hunks.popleft())
    return taken


def _applied(base: Sequence[Item], hunks: list[_Hunk[Item]], *, within: tuple[int, int]) -> tuple[Item, ...]:
    """A stretch of the base as one side has it."""
    items: list[Item] = []
    at, stop = within
    for hunk in hunks:
        items += [*base[at : hunk.start], *hunk.items]
        at = hunk.stop
    return (*items, *base[at:stop])


def _refined(part: Part[Item]) -> list[Part[Item]]:
    """A conflict without what both sides wrote alike, so that nobody has to choose about that."""
    shared = common(part.saved, part.mine) if part.kind is Kind.CONFLICT else []
    if not shared or set(part.base) & {*part.saved, *part.mine}:
        return [part]
    parts: list[Part[Item]] = []
    base, here, there = part.base, 0, 0
    for place, beside in [*shared, (len(part.saved), len(part.mine))]:
        if part.saved[here:place] or part.mine[there:beside]:
            parts.append(Part((), part.saved[here:place], part.mine[there:beside]))
        if place < len(part.saved):
            parts.append(Part(base, (part.saved[place],), (part.mine[beside],)))
            base = ()
        here, there = place + 1, beside + 1
    return parts

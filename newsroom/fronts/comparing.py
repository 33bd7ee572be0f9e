"""What differs between two arrangements of a front. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple

from .slots import LONGEST, Slot, article_ids


class Kind(StrEnum):
    """What happened to a story, or to the places that fill themselves."""

    PLACED = "placed"
    TAKEN = "taken"
    MOVED = "moved"
    REWORDED = "reworded"
    PINNED = "pinned"
    AUTOMATIC = "automatic"


class Difference(NamedTuple):
    """`before` and `after` are numbers of slots; for AUTOMATIC, how many slots fill themselves."""

    kind: Kind
    article_id: int | None = None
    before: int | None = None
    after: int | None = None


def differences(before: Sequence[Slot], after: Sequence[Slot]) -> list[Difference]:
    """Return what was done to make one of the other, in the order of the slots. A story moved if it passed another
    one, not because something was put above it."""
    old, new = _numbers(before), _numbers(after)
    passed = _passed(article_ids(before), article_ids(after))
    found = [Difference(Kind.TAKEN, key, before=number) for key, number in old.items() if key not in new]
    for key, number in new.items():
        if key not in old:
            found.append(Difference(Kind.PLACED, key, after=number))
            continue
        if key in passed:
            found.append(Difference(Kind.MOVED, key, before=old[key], after=number))
        found += _inside(before[old[key] - 1], after[number - 1], number=number)
    counts = [sum(1 for slot in slots if slot.is_automatic) for slots in (before, after)]
    if counts[0] != counts[1]:
        found.append(Difference(Kind.AUTOMATIC, before=counts[0], after=counts[1]))
    return found


def _numbers(slots: Sequence[Slot]) -> dict[int, int]:
    return {slot.article_id: number for number, slot in enumerate(slots, start=1) if slot.article_id is not None}


def _passed(before: list[int], after: list[int]) -> set[int]:
    """The stories that are on both and did not keep their order: as few as can be said to have moved."""
    common = set(before) & set(after)
    old, new = ([key for key in keys if key in common] for keys in (before, after))
    kept = {
        key
        for block in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
        for key in old[block.a : block.a + block.size]
    }
    return common - kept


def _inside(old: Slot, new: Slot, *, number: int) -> list[Difference]:
    found = []
    if any(getattr(old, name) != getattr(new, name) for name in LONGEST):
        found.append(Difference(Kind.REWORDED, new.article_id, after=number))
    if (old.until and old.until.at) != (new.until and new.until.at):
        found.append(Difference(Kind.PINNED, new.article_id, after=number))
    return found

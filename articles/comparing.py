"""What differs between two contents of a story: which fields, and which blocks of the body went, came, moved or
changed. Pure; who may see the names behind the numbers is for others to say."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum
from itertools import count

from . import body_blocks
from .body_pictures import PictureUse, picture_uses
from .sequences import steps
from .word_units import UNIT, WORD

ALIKE = 0.3  # of the words of two blocks, from which on one is said to have become the other
ALIKE_ELSEWHERE = 0.6  # the same for blocks that do not stand in one place
MOST_COMPARED = 10_000  # pairs of blocks in one passage
_TAG = re.compile(r"<[^>]*>")

Words = frozenset[int]


class Change(StrEnum):
    SAME = "same"
    MOVED = "moved"
    CHANGED = "changed"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class Block:
    """A paragraph, list, picture or the like: as it was and as it is; "" where it was or is not.

    A block that moved stands where it is now.
    """

    change: Change
    before: str = ""
    after: str = ""

    @property
    def pictures(self) -> tuple[int | None, int | None]:
        """The number of the picture that a block is, before and after."""
        return picture_of(self.before), picture_of(self.after)


def picture_of(block: str) -> int | None:
    use = use_of(block)
    return use.picture if use else None


def use_of(block: str) -> PictureUse | None:
    """The picture that a block is, with what is said of it there."""
    uses = picture_uses(block) if block.startswith("<figure ") else []
    return uses[0] if uses and not uses[0].is_in_gallery else None


def changed_fields(before: Mapping, after: Mapping) -> list[str]:
    """The names of what differs, in the order of the newer content; what one of them does not know counts as empty."""
    names = dict.fromkeys([*after, *before])
    return [name for name in names if (before.get(name) or None) != (after.get(name) or None)]


def marked_blocks(before: str, after: str) -> list[Block]:
    """The blocks of two sanitised bodies, aligned, in the order of the newer one."""
    old, new = body_blocks.split(before), body_blocks.split(after)
    taken = list(steps(old, new))
    moving = {old[here] for here, there in taken if here is not None and there is None}
    moving &= {new[there] for here, there in taken if there is not None and here is None}
    blocks: list[Block] = []
    gone: list[str] = []
    come: list[str] = []
    for here, there in taken:
        if here is not None and there is not None:
            blocks += [*_passage(gone, come, moving=moving), Block(Change.SAME, old[here], new[there])]
            gone, come = [], []
        elif here is not None:
            gone.append(old[here])
        elif there is not None:
            come.append(new[there])
    return _with_rewordings(_with_moves([*blocks, *_passage(gone, come, moving=moving)]))


def _passage(gone: Sequence[str], come: Sequence[str], *, moving: Set[str]) -> Iterator[Block]:
    """What went and what came between two blocks that stayed: pairs that are alike are one block that changed."""
    here, there = 0, 0
    for one, other in [*_alike(gone, come, moving=moving), (len(gone), len(come))]:
        yield from (Block(Change.REMOVED, before=block) for block in gone[here:one])
        yield from (Block(Change.ADDED, after=block) for block in come[there:other])
        if one < len(gone):
            yield Block(Change.CHANGED, gone[one], come[other])
        here, there = one + 1, other + 1


def _alike(gone: Sequence[str], come: Sequence[str], *, moving: Set[str]) -> list[tuple[int, int]]:
    """The pairs, in order, that have the most words in common altogether. In a passage too long to try all of
    them, none."""
    if len(gone) * len(come) > MOST_COMPARED:
        return []
    known: dict[tuple[str, int], int] = {}
    old, new = ([None if block in moving else _words(block, known) for block in blocks] for blocks in (gone, come))
    return _best([[_likeness(one, other) for other in new] for one in old])


def _best(worth: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """The pairs of a row and a column, both rising, whose worth adds up to the most."""
    rows, columns = len(worth), len(worth[0]) if worth else 0
    total = [[0.0] * (columns + 1) for _row in range(rows + 1)]
    for row in range(rows):
        for column in range(columns):
            paired = total[row][column] + worth[row][column]
            total[row + 1][column + 1] = max(paired, total[row][column + 1], total[row + 1][column])
    pairs = []
    while rows and columns:
        if total[rows][columns] == total[rows - 1][columns]:
            rows -= 1
        elif total[rows][columns] == total[rows][columns - 1]:
            columns -= 1
        else:
            rows, columns = rows - 1, columns - 1
            pairs.append((rows, columns))
    return pairs[::-1]


def _words(block: str, known: dict[tuple[str, int], int]) -> Words:
    """The words by number, each time that one occurs by a number of its own: what two blocks share is then what two
    sets do, which takes an eighth of the time that counting takes. `known` holds the numbers that were given."""
    if picture_of(block):
        return frozenset({-1})
    times: defaultdict[str, count] = defaultdict(count)
    words = (word for word in UNIT.findall(_TAG.sub(" ", block)) if WORD.search(word))
    return frozenset(known.setdefault((word, next(times[word])), len(known)) for word in words)


def _likeness(one: Words | None, other: Words | None) -> float:
    """The part of the words that two blocks share, as far as it counts; 0 for a block that moved."""
    if not one or not other:
        return 0.0
    shared = len(one & other) / max(len(one), len(other))
    return shared if shared >= ALIKE else 0.0


def _with_moves(blocks: list[Block]) -> list[Block]:
    """A block that went in one place and came in another has moved."""
    gone = Counter(block.before for block in blocks if block.change is Change.REMOVED)
    moved = gone & Counter(block.after for block in blocks if block.change is Change.ADDED)
    leaving, coming = Counter(moved), Counter(moved)
    found = []
    for block in blocks:
        if block.change is Change.REMOVED and leaving[block.before] > 0:
            leaving[block.before] -= 1
        elif block.change is Change.ADDED and coming[block.after] > 0:
            coming[block.after] -= 1
            found.append(Block(Change.MOVED, block.after, block.after))
        else:
            found.append(block)
    return found


def _with_rewordings(blocks: list[Block]) -> list[Block]:
    """A block that moved and was reworded on the way stands, changed, where it is now."""
    known: dict[tuple[str, int], int] = {}
    gone = {place: _words(block.before, known) for place, block in enumerate(blocks) if block.change is Change.REMOVED}
    come = [place for place, block in enumerate(blocks) if block.change is Change.ADDED]
    if not gone or len(gone) * len(come) > MOST_COMPARED:
        return blocks
    found: list[Block | None] = [*blocks]
    for place in come:
        words = _words(blocks[place].after, known)
        likeness, origin = max(((_likeness(one, words), -at) for at, one in gone.items()), default=(0.0, 0))
        if likeness >= ALIKE_ELSEWHERE:
            found[place] = Block(Change.CHANGED, blocks[-origin].before, blocks[place].after)
            found[-origin] = None
            del gone[-origin]
    return [block for block in found if block]

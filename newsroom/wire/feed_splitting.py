"""A long feed in parts, each some of its items within all that stands around items. Pure.

The parser takes many times the size of what it is given, so it is given little at a time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import NamedTuple

from newsroom.wire.reading import Unreadable

AT_ONCE = 300_000  # characters of the items of a part
LONGEST = 5_000_000  # characters of an item, and of all that stands before or behind items
BREAKS_OFF = "The file breaks off in this item. Fetch it again."
_MARK = re.compile(r"<!\[CDATA\[|<!--|<(/?)(?:[\w.-]+:)?(?:item|entry)(?=[\s>/])[^<>]*>")
_ENDS = {"<![CDATA[": "]]>", "<!--": "-->"}


class Frame(NamedTuple):
    """What stands before the first item, and what stands between and behind items."""

    before: str
    behind: str

    def around(self, items: Iterable[str]) -> str:
        return "".join([self.before, *items, self.behind])


class _NeverEnds(Unreadable):
    """An item whose end is not where it could be."""


class _Piece(NamedTuple):
    text: str
    is_item: bool


def frame_of(chunks: Iterable[str]) -> Frame:
    """Raises `Unreadable` where more than news have stands around items."""
    around: list[list[str]] = [[], []]
    has_begun = False
    with suppress(_NeverEnds):  # told where the items are read
        for piece in _pieces(chunks):
            has_begun = has_begun or piece.is_item
            if not piece.is_item and piece.text.strip():
                around[has_begun].append(piece.text)
            if sum(map(len, around[has_begun])) > LONGEST:
                raise _too_much_around()
    before, behind = map("".join, around)
    return Frame(before, behind)


def parts(chunks: Iterable[str]) -> Iterator[list[str]]:
    """The items, some at a time. Raises `Unreadable` for one that has no end, after those before it."""
    some: list[str] = []
    size = 0
    try:
        for piece in _pieces(chunks):
            if piece.is_item:
                some.append(piece.text)
                size += len(piece.text)
            if size > AT_ONCE:
                yield some
                some, size = [], 0
    except _NeverEnds:
        if some:
            yield some
        raise
    if some:
        yield some


def _pieces(chunks: Iterable[str]) -> Iterator[_Piece]:
    """Each item with all that is in it, and each text around them."""
    depth, held, size = 0, [], 0
    for text, change in _marked(chunks):
        if depth == 0 and change > 0:
            if held:
                yield _Piece("".join(held), is_item=False)
            held, size = [], 0
        held.append(text)
        size += len(text)
        if size > LONGEST:
            said = f"An item is longer than {LONGEST / 1e6:.0f} MB, or it never ends."
            raise _NeverEnds(said) if depth + change else _too_much_around()
        if change < 0 and depth == 1:
            yield _Piece("".join(held), is_item=True)
            held, size = [], 0
        depth = max(0, depth + change)
    if depth:
        raise _NeverEnds(BREAKS_OFF)
    if held:
        yield _Piece("".join(held), is_item=False)


def _marked(chunks: Iterable[str]) -> Iterator[tuple[str, int]]:
    """The text in order, and with each tag of an item by how much deeper what follows it is."""
    text, end = "", ""  # what the text stands in ends with that
    for chunk in chunks:
        text += chunk
        at = 0
        while True:
            if end:
                close = text.find(end, at)
                if close < 0:
                    break
                yield text[at : close + len(end)], 0
                at, end = close + len(end), ""
            if not (mark := _MARK.search(text, at)):
                break
            yield text[at : mark.start()], 0
            yield from _told(mark)
            at, end = mark.end(), _ENDS.get(mark[0], "")
        last = text.rfind("<", at)  # perhaps a tag that goes on
        safe = max(at, len(text) - len(end)) if end or last < 0 else last
        if len(text) - safe > LONGEST:
            raise _NeverEnds(f"A tag is longer than {LONGEST / 1e6:.0f} MB, or it never ends.")
        yield text[at:safe], 0
        text = text[safe:]
    yield text, 0


def _told(mark: re.Match[str]) -> Iterator[tuple[str, int]]:
    if mark[1] is None:
        yield mark[0], 0
    elif mark[0].endswith("/>"):
        yield mark[0], 1
        yield "", -1
    else:
        yield mark[0], -1 if mark[1] else 1


def _too_much_around() -> Unreadable:
    return Unreadable(f"More than {LONGEST / 1e6:.0f} MB of the feed stand in no item.")

"""What changed between two texts, word by word: as spans of plain text, or as HTML with `ins` and `del`. Pure."""

from __future__ import annotations

from itertools import groupby
from typing import NamedTuple

import nh3

from .body_marks import Writer, leaves, stands_alone, twins_of
from .body_rules import TAGS, permitted
from .sequences import steps
from .word_units import UNIT, WORD, Kind, settled

__all__ = ["Kind", "Span", "marked_html", "marked_text"]

_CLEANER = nh3.Cleaner(
    tags=TAGS | {"ins", "del"},
    attributes={"*": {"lang", "dir"}, "aside": {"data-kind"}},
    attribute_filter=permitted,
    link_rel=None,
)


class Span(NamedTuple):
    """A passage that stayed, went or came."""

    kind: Kind
    text: str


def marked_text(before: str, after: str) -> list[Span]:
    """The passages of two texts in reading order: those that are same or removed make up `before`, those that are
    same or added make up `after`."""
    old, new = UNIT.findall(before), UNIT.findall(after)
    marked = settled(steps(old, new), is_word=lambda place: bool(WORD.search(old[place])))
    return [
        Span(kind, "".join(new[there] if there is not None else old[here or 0] for _kind, here, there in group))
        for kind, group in groupby(marked, key=lambda row: row[0])
    ]


def marked_html(before: str, after: str) -> str:
    """Two sanitised bodies, or blocks of them, as one: what went stands in `del`, what came in `ins`.

    A word counts as changed with its formatting and the address of its link, too. Links lead nowhere and pictures
    are named; what is returned has been through the sanitiser once more and is safe to show.
    """
    old, new = leaves(before), leaves(after)
    taken = steps([leaf.key for leaf in old], [leaf.key for leaf in new])
    marked = list(settled(taken, is_word=lambda place: old[place].is_word))
    writer = Writer(twins_of(marked, old, new))
    for index, (kind, here, there) in enumerate(marked):
        leaf = new[there] if there is not None else old[here or 0]
        if leaf.tag != "begin" or stands_alone(kind, marked[index + 1 :][:1]):
            writer.write(kind, leaf)
    return _CLEANER.clean(writer.finished())

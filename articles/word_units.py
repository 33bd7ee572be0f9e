"""The words of a text, and which of them went, came or stayed. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum

from .sequences import Step

# Whatever is neither space nor punctuation belongs to a word, vowel signs and joiners too; a CJK character, which
# no space follows, is one by itself, and a number keeps the marks inside it.
_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_MARKS = (
    r"!-/:-@\[-`{-~\u00a1-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u2010-\u2027\u2030-\u205e\u060c\u061b\u061f"
)
_MARKS += r"\u066a-\u066d\u06d4\u3001-\u303f\uff01-\uff0f"
UNIT = re.compile(
    rf"\s+|\d+(?:[.,:/\u066b\u066c]\d+)+|[{_CJK}]|[^\s{_MARKS}{_CJK}]+(?:['\u2019-][^\s{_MARKS}{_CJK}]+)*|."
)
WORD = re.compile(rf"[^\s{_MARKS}]")


class Kind(StrEnum):
    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


Marked = tuple[Kind, int | None, int | None]


def settled(taken: Iterable[Step], *, is_word: Callable[[int], bool]) -> Iterator[Marked]:
    """The steps with their kinds. Spaces and signs that stayed between changed words change with them: a passage
    reads as one; and in each changed passage what went stands before what came."""
    removed: list[int] = []
    added: list[int] = []
    quiet: list[tuple[int, int]] = []

    def changed() -> Iterator[Marked]:
        yield from ((Kind.REMOVED, place, None) for place in removed)
        yield from ((Kind.ADDED, None, place) for place in added)
        removed.clear()
        added.clear()

    for here, there in taken:
        if here is not None and there is not None and not is_word(here) and (removed or added):
            quiet.append((here, there))
            continue
        if here is None or there is None:
            removed += [one for one, _other in quiet]
            added += [other for _one, other in quiet]
            quiet.clear()
            if here is not None:
                removed.append(here)
            if there is not None:
                added.append(there)
            continue
        yield from changed()
        yield from ((Kind.SAME, *pair) for pair in quiet)
        quiet.clear()
        yield Kind.SAME, here, there
    yield from changed()
    yield from ((Kind.SAME, *pair) for pair in quiet)

"""Records of a file one by one: each is read by itself, and one that cannot be read stops no other. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from articles.bodies import BodyTooDeep, BodyTooLong
from newsroom.wire.reading import Unreadable
from newsroom.wire.stories import WireFailure, WireRecord

Part = TypeVar("Part")
NOTHING = "The file holds no story."
NO_CHARACTERS = "The record names halves of characters (such as &#xD800;), which are none."


def numbered(
    parts: Iterator[Part],
    *,
    read: Callable[[Part, int], WireRecord],
    shown: Callable[[Part], str],
    nothing: Callable[[], str] = lambda: NOTHING,
) -> Iterator[WireRecord]:
    """Yields what `read` makes of each part and its number. A part that cannot be read is a failure with what it
    looks like; so is the file where its parts cannot be told, and one without any, for which `nothing` has the
    sentence."""
    number = 0
    while True:
        try:
            part = next(parts)
        except StopIteration:
            break
        except Unreadable as problem:
            yield WireFailure(number + 1, problem.line, f"{problem}{_before(number)}", "")
            return
        number += 1
        try:
            record = read(part, number)
        except Unreadable as problem:
            record = WireFailure(number, problem.line, str(problem), shown(part))
        except (BodyTooLong, BodyTooDeep) as problem:
            record = WireFailure(number, 0, str(problem), shown(part))
        except UnicodeDecodeError:  # lxml gives out attributes with halves of characters as it got them
            record = WireFailure(number, 0, NO_CHARACTERS, "")
        yield record
    if not number:
        yield WireFailure(1, 0, nothing(), "")


def _before(number: int) -> str:
    """How many records there were before a file could not be read on."""
    return f" The {number} records before it were read." if number > 1 else ""

"""What to say of a file in which a format finds nothing: often it is another format. Pure."""

from __future__ import annotations

from collections.abc import Callable

from newsroom.wire.reading import Payload, Unreadable
from newsroom.wire.recognising import HEAD, recognise
from newsroom.wire.records import NOTHING


def nothing_said(payload: Payload, wanted: str) -> Callable[[], str]:
    """A sentence to be asked for when a file turns out to hold no story of the format that was `wanted`."""

    def sentence() -> str:
        if not isinstance(payload, bytes):
            return NOTHING
        try:
            return f"The file holds no story in {wanted}: by its content it is {recognise(payload[:HEAD])}."
        except Unreadable as neighbour:
            return str(neighbour)

    return sentence

"""What to say of a file in which a format finds nothing: often it is another format. Pure."""

from __future__ import annotations

from newsroom.wire.reading import Unreadable
from newsroom.wire.recognising import recognise


def nothing_said(head: bytes, wanted: str) -> str:
    """A sentence on a file that begins so and turns out to hold no story of the format that was `wanted`."""
    try:
        return f"The file holds no story in {wanted}: by its content it is {recognise(head)}."
    except Unreadable as neighbour:
        return str(neighbour)

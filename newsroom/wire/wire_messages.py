"""Messages of wires that frame them with control bytes, told apart and read as text: no such byte stays. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from articles.texts import without_controls
from newsroom.wire.charsets import UnreadableText, decode
from newsroom.wire.reading import Payload, Unreadable, as_bytes

LARGEST = 20_000_000  # bytes
_BEFORE = re.compile(rb"[\x00\x16\x04\x03\s]*")
_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]+")
_PART = b"\x02"  # which charsets leave alone
_LINE_ENDS = re.compile("\r\n|\r\r\n|[\r\n]")


class RawMessage(NamedTuple):
    """A message's bytes from its first sign (SOH) on, without it, and the line of the file that it begins on."""

    line: int
    content: bytes


class Sent(NamedTuple):
    """When a message was sent, what is to be said of it, and how it was printed."""

    at: datetime | None
    warning: str = ""
    as_printed: str = ""


class Message(NamedTuple):
    """Lines of the head, of the text, and of what follows it; warnings on the charset."""

    head: list[str]
    text: list[str]
    tail: list[str]
    warnings: tuple[str, ...]


def raw_messages(payload: Payload) -> Iterator[RawMessage]:
    """Yields each message. Raises `Unreadable` for a file that is too large."""
    whole = as_bytes(payload, most=LARGEST)
    line = 1
    for part in whole.split(b"\x01"):
        if not _BEFORE.fullmatch(part):
            yield RawMessage(line, part)
        line += part.count(b"\n")


def opened(raw: RawMessage) -> Message:
    """The message as lines of text. Raises `Unreadable` for bytes in a charset that cannot be told."""
    head, has_text, rest = raw.content.partition(b"\x02")
    if not has_text:
        head, _, rest = raw.content.lstrip(b"\x16\r\n ").partition(b"\n")
    text, _, tail = rest.partition(b"\x03")
    marked = _PART.join(_CONTROLS.sub(b" ", part) for part in (head, text, tail))
    try:
        decoded = decode(marked)
    except UnreadableText as problem:
        raise Unreadable(str(problem), line=raw.line) from None
    said = [_lines(part) for part in decoded.text.split(_PART.decode())]
    return Message(said[0], said[1], said[2], decoded.warnings)


def shown(raw: RawMessage) -> str:
    """A message for an editor to see, without its control bytes."""
    return without_controls(_CONTROLS.sub(b" ", raw.content).decode("utf-8", "backslashreplace"))


def _lines(part: str) -> list[str]:
    return without_controls(_LINE_ENDS.sub("\n", part)).split("\n")

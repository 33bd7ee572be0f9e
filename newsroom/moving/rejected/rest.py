"""What a file has from one of its records on, byte by byte: where it breaks off there is no record to be read."""

from __future__ import annotations

import codecs
import re
from typing import BinaryIO

CHUNK = 256 * 1024
_BEGINNING = re.compile(rb"<!\[CDATA\[|<!--|<item(?=[\s/>])")
_ENDS = {b"<![CDATA[": b"]]>", b"<!--": b"-->"}
_LONGEST = 16  # bytes of a beginning that may stand across two pieces


def start_of(stream: BinaryIO, number: int) -> int | None:
    """Where the item of that number begins, from 1; None where there is none. What only quotes one is none."""
    stream.seek(0)
    held, base, count, end = b"", 0, 0, b""
    while piece := stream.read(CHUNK):
        held, at = held + piece, 0
        while at is not None:
            passed = at
            if end:
                at, end = _past(held, end, at)
            elif found := _BEGINNING.search(held, at):
                count += found[0] == b"<item"
                if count == number and found[0] == b"<item":
                    return base + found.start()
                at, end = found.end(), _ENDS.get(found[0], b"")
            else:
                at = None
        passed = max(passed, len(held) - _LONGEST)
        base, held = base + passed, held[passed:]
    return None


def _past(held: bytes, end: bytes, at: int) -> tuple[int | None, bytes]:
    """The place behind an `end`, and that nothing is awaited any more; or None, and what still is."""
    place = held.find(end, at)
    return (place + len(end), b"") if place >= 0 else (None, end)


def copy_from(stream: BinaryIO, start: int, made: BinaryIO, *, charset: str) -> None:
    """Writes what stands from there to the end, in UTF-8."""
    stream.seek(start)
    try:
        decoder = codecs.getincrementaldecoder(charset)(errors="replace")
    except LookupError:
        decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
    while piece := stream.read(CHUNK):
        made.write(decoder.decode(piece).encode(errors="replace"))
    made.write(decoder.decode(b"", final=True).encode())

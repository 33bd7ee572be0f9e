"""Bodies of requests, taken where connections are watched: no thread waits for whoever sends one slowly.

What a head says of its body is read by gunicorn's own parser, so that nobody can have it read in two ways.
"""

from __future__ import annotations

import re
from tempfile import SpooledTemporaryFile
from typing import Any, NamedTuple
from urllib.parse import unquote

from gunicorn.http.body import LengthReader
from gunicorn.http.errors import LimitRequestHeaders
from gunicorn.http.message import Request
from gunicorn.http.unreader import IterUnreader, SocketUnreader

from newsroom.lengths import most_at

MOST_IN_MEMORY = 65_536  # bytes of one body; a longer one lies in a temporary file
MOST_TOGETHER = 2**30  # bytes of all that a process holds at a time
PACE = 1000  # bytes a second that a body brings at least; less is somebody who only holds the line
CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
_MAY_HAVE_ONE = re.compile(rb"\n(?:content-length|transfer-encoding)[ \t]*:", re.IGNORECASE)


class NoRoom(OSError):
    """All bodies together are longer than may be."""


class Announced(NamedTuple):
    """What the head of a request says of its body."""

    missing: int  # bytes that have not come
    is_refused: bool  # longer than it may be, or in chunks, whose end nobody can know
    expects: bool  # waits for a word before it sends anything


def announced(cfg: Any, head: bytes, client: Any) -> Announced | None:
    """None where nothing more comes, and where the head is wrong: it is read once more in a thread, which says so."""
    if not _MAY_HAVE_ONE.search(head):
        return None
    try:
        request = Request(cfg, IterUnreader([head]), client)
    except Exception:  # noqa: BLE001 - whatever the parser has to say
        return None
    reader = request.body.reader
    if not isinstance(reader, LengthReader):
        return None if _ends(request.body) else Announced(0, is_refused=True, expects=False)
    missing = reader.length - len(request.unreader.take_buffered())
    is_refused = reader.length > most_at(unquote(request.path))
    return Announced(missing, is_refused, request._expected_100_continue) if missing > 0 else None


def _ends(chunks: Any) -> bool:
    try:
        while chunks.read(MOST_IN_MEMORY):
            pass
    except Exception:  # noqa: BLE001 - likewise
        return False
    return True


class Room:
    """Counts the bytes of all bodies that a process holds."""

    def __init__(self) -> None:
        self.used = 0

    def take(self, count: int) -> None:
        if self.used + count > MOST_TOGETHER:
            raise NoRoom(f"Bodies of requests have {MOST_TOGETHER} bytes already.")
        self.used += count

    def give_back(self, count: int) -> None:
        self.used -= count


class Body:
    """One that has begun to come. Raises OSError where there is no room for it."""

    def __init__(self, missing: int, room: Room, now: float):
        self.missing = missing  # bytes to be read at most, so that nothing of the next request is
        self.came = 0
        self._room, self._began = room, now
        self._file = SpooledTemporaryFile(max_size=MOST_IN_MEMORY)  # noqa: SIM115 - closed with the request

    def add(self, part: bytes) -> None:
        self._room.take(len(part))
        self.came += len(part)
        self.missing -= len(part)
        self._file.write(part)

    def until(self, now: float, silence: float) -> float:
        """When it is given up unless more has come: after some seconds of silence, sooner where it comes too slowly."""
        return min(now + silence, self._began + silence + self.came / PACE)

    def begin(self) -> None:
        """What follows reads it from its start."""
        self._file.seek(0)

    def read(self, size: int) -> bytes:
        return self._file.read(size)

    def close(self) -> None:
        self._room.give_back(self.came)
        self.came = 0
        self._file.close()


class Source(SocketUnreader):
    """Where a thread reads a request: from what was taken of it, never from the line."""

    body: Body | None = None
    is_endless = False  # a head

    def chunk(self, size_hint: int | None = None) -> bytes:
        if self.is_endless:
            raise LimitRequestHeaders("limit request headers fields size")
        return self.body.read(min(size_hint or self.mxchunk, self.max_body_chunk)) if self.body else b""

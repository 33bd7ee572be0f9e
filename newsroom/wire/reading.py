"""How files of a wire are read: on whose terms, and as bytes or as a stream."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from _typeshed import SupportsRead, WriteableBuffer

Payload = bytes | BinaryIO
Beside = Callable[[], Iterator[BinaryIO]]
_PIECE = 64 * 1024  # bytes
_SPOOLED = 10_000_000  # bytes of a stream that cannot be rewound; a longer one goes to a file


@dataclass(frozen=True, slots=True)
class Terms:
    """What a newsroom says of the files that it reads.

    `zone` is the newsroom's, that of plain wire text; `zone_labels` are words that stand for it; `assumed` is the one
    that somebody has named for times that name none, in any format; `override` is one that wins over any label, too;
    `language` is that of stories that name none, told from their letters where it is missing, too;
    `address` is where the file came from, so that its relative links lead somewhere; below `category_base` and
    `tag_base` a site of WordPress has its lists, which its exports do not say; `columns` are names of columns of
    tables by what they hold (`columns.NAMES`); `beside` opens the other files of the run, one after the other, for what
    a file leaves to them.
    """

    zone: str
    zone_labels: Collection[str] = ()
    assumed: str | None = None
    override: str | None = None
    language: str | None = None
    address: str = ""
    category_base: str = "category"
    tag_base: str = "tag"
    beside: Beside | None = None
    columns: Mapping[str, str] = field(default_factory=dict)


class Unreadable(ValueError):
    """A file, or one record of it, that cannot be read; the text is a sentence for an editor, `line` the line that it
    is about, from 1, or 0."""

    def __init__(self, reason: str, *, line: int = 0) -> None:
        super().__init__(reason)
        self.line = line


def copy_as_it_comes(stream: BinaryIO, kept: IO[bytes]) -> None:
    """Piece by piece, so that nothing is lost of what came before the stream raises something."""
    read = getattr(stream, "read1", stream.read)
    while piece := read(_PIECE):
        kept.write(piece)


class Cut(Unreadable):
    """A file of which no more than its beginning could be read: that is as it was."""


def as_stream(payload: Payload) -> BinaryIO:
    return io.BytesIO(payload) if isinstance(payload, bytes) else payload


def as_bytes(payload: Payload, *, most: int) -> bytes:
    """The whole file. Raises `Unreadable` for one of more than `most` bytes."""
    whole = payload if isinstance(payload, bytes) else payload.read(most + 1)
    if len(whole) > most:
        raise Unreadable(f"The file has more than {most / 1e6:.0f} MB. Split it and import the parts.")
    return whole


@contextmanager
def rewindable(payload: Payload) -> Iterator[BinaryIO]:
    """The file as a stream that can be read twice: itself, or a copy of one that cannot be rewound. Of one that is
    `Cut` there is what came of it, and that is told when the rest is missed, or in the end."""
    stream = as_stream(payload)
    if stream.seekable():
        yield stream
        return
    cut: Cut | None = None
    with tempfile.SpooledTemporaryFile(_SPOOLED) as kept:
        try:
            copy_as_it_comes(stream, kept)
        except Cut as problem:
            cut = problem
        kept.seek(0)
        try:
            yield kept  # type: ignore[misc]
        except Unreadable as missed:
            raise (Cut(f"{cut} {missed}", line=missed.line) if cut else missed) from None
    if cut:
        raise cut


def rejoined(head: bytes, rest: SupportsRead[bytes]) -> BinaryIO:
    """The first bytes of a stream, which were looked at, and what is still to be read of it: it need not be one that
    can be rewound."""
    return io.BufferedReader(_Rejoined(head, rest))


class _Rejoined(io.RawIOBase):
    def __init__(self, head: bytes, rest: SupportsRead[bytes]) -> None:
        self.head, self.rest = io.BytesIO(head), rest

    def readable(self) -> bool:
        return True

    def readinto(self, room: WriteableBuffer) -> int:
        size = memoryview(room).nbytes
        found = self.head.read(size) or self.rest.read(size)
        memoryview(room)[: len(found)] = found
        return len(found)

"""An answer, read within its bounds: so many bytes of head, so many of body, also after decompression."""

from __future__ import annotations

import io
import socket
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from http.client import HTTPException, HTTPResponse
from typing import TYPE_CHECKING

from ..sentences import say as _
from .refusals import Unfit

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MOST_HEAD = 64 * 1024  # bytes of status, headers and announcements before them
PIECE = 64 * 1024
GZIP = b"\x1f\x8b"
MOST_MEMBERS = 100  # of one gzip: a million empty ones would keep a processor busy
SPARE = 2  # times the body: what chunks may take beside it


class Measured(io.RawIOBase):
    """The bytes that come from a socket, up to a number of them that may be raised."""

    def __init__(self, connected: socket.socket) -> None:
        self.connected, self.left = connected, MOST_HEAD

    def readable(self) -> bool:
        return True

    def readinto(self, room: WriteableBuffer) -> int:
        if self.left <= 0:
            raise TooMuch
        view = memoryview(room).cast("B")
        count = self.connected.recv_into(view, min(len(view), self.left))
        self.left -= count
        return count


class TooMuch(HTTPException):
    """More bytes have come than are taken."""


class MeasuredSocket:
    """As much of a socket as `http.client` asks for, read through `Measured`."""

    def __init__(self, connected: socket.socket) -> None:
        self.connected, self.bytes = connected, Measured(connected)

    def sendall(self, sent: bytes) -> None:
        self.connected.sendall(sent)

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(self.bytes)

    def close(self) -> None:
        """Nothing: `http.client` closes what it still reads from, and whoever opened the connection closes it."""


def body_of(answer: HTTPResponse, measured: Measured, *, host: str, most: int) -> bytes:
    """The whole body, decompressed. Raises `Unfit` for one that is longer, cut short or in an odd coding."""
    encoding = (answer.headers.get("Content-Encoding") or "identity").strip().lower()
    if encoding not in ("identity", "gzip", "x-gzip"):
        sentence = _("%(host)s answers in a coding that nobody asked for: %(encoding)s.")
        raise Unfit(sentence % {"host": host, "encoding": encoding[:40]})
    if len(set(answer.headers.get_all("Content-Length") or ())) > 1:
        raise Unfit(_("%(host)s gives several lengths of one answer.") % {"host": host})
    if (answer.length or 0) > most:
        raise _too_long(host, most)
    measured.left = most * SPARE + MOST_HEAD
    pieces = iter(lambda: answer.read(PIECE), b"")
    with _told_of(host, most):
        whole = _ungzipped(pieces, most) if encoding.endswith("gzip") else _plain(pieces, most)
    if whole is None or answer.length:
        raise _cut_short(host)
    return whole


def gunzipped(body: bytes, *, host: str, most: int) -> bytes:
    """What is in a body that is a gzip file by itself, as it lies at its server; any other as it is. Raises `Unfit`."""
    if not body.startswith(GZIP):
        return body
    with _told_of(host, most):
        whole = _ungzipped(iter([body]), most)
    if whole is None:
        raise _cut_short(host)
    return whole


@contextmanager
def _told_of(host: str, most: int) -> Iterator[None]:
    try:
        yield
    except TooMuch:
        raise _too_long(host, most) from None
    except zlib.error:
        raise Unfit(_("%(host)s sends broken gzip.") % {"host": host}) from None


def _plain(pieces: Iterable[bytes], most: int) -> bytes:
    whole = bytearray()
    for piece in pieces:
        whole += piece
        if len(whole) > most:
            raise TooMuch
    return bytes(whole)


def _ungzipped(pieces: Iterable[bytes], most: int) -> bytes | None:
    """None if the end is missing. A member may follow the end of another, as in files that grew."""
    whole, member, members = bytearray(), zlib.decompressobj(31), 1
    for more in pieces:
        piece = more
        while piece:
            if member.eof:
                member, members = zlib.decompressobj(31), members + 1
            if members > MOST_MEMBERS:
                raise zlib.error
            whole += member.decompress(piece, most + 1 - len(whole))
            if len(whole) > most:
                raise TooMuch
            piece = member.unused_data if member.eof else member.unconsumed_tail
    return bytes(whole) if member.eof else None


def _cut_short(host: str) -> Unfit:
    return Unfit(_("%(host)s stopped before the end of its answer.") % {"host": host})


def _too_long(host: str, most: int) -> Unfit:
    return Unfit(_("%(host)s sends more than %(most)s MB.") % {"host": host, "most": f"{most / 1e6:.0f}"})

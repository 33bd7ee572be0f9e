"""One connection to the web server: what came of a request, what is still to be sent, what it waits for."""

from __future__ import annotations

import errno
import socket
import struct
from collections import deque
from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from gunicorn.http2.negotiation import peer_trusted_for_h2c as is_trusted  # as is for headers that say https
from gunicorn.workers.gthread import TConn

from newsroom.pagecache import heads
from newsroom.pagecache.bodies import Body, Source

SILENCE_SECONDS = 20  # of whoever sends a form or takes a page; gunicorn's threads would wait for ever
PART = 8192  # bytes of a head that are taken in one go
NO_MATTER = (errno.EAGAIN, errno.EWOULDBLOCK, errno.ECONNABORTED)


class Lingering(Protocol):
    cfg: Any

    def linger(self, conn: Connection) -> None: ...


class Connection(TConn):
    """Gunicorn's, with what is kept while no thread has it."""

    def __init__(self, worker: Lingering, door: socket.socket, addresses: tuple[Any, Any]):
        super().__init__(worker.cfg, door, *addresses)
        for part in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
            door.setsockopt(socket.SOL_SOCKET, part, struct.pack("ll", SILENCE_SECONDS, 0))
        self.worker = worker
        self.line = line_between(worker.cfg, *addresses)
        self.waiting: deque[TConn] | None = None  # the row that it stands in while it is watched
        self.head = b""
        self.body: Body | None = None
        self.is_refused = False  # the body: the application answers without it
        self.rest: list[memoryview] = []
        self.stays_open = True
        self.thrown_away = 0

    def init(self) -> None:
        if not self.initialized:
            super().init()
            self.parser.unreader = Source(self.sock)

    def hand_over(self) -> None:
        """What has come is what a thread reads."""
        source = self.parser.unreader
        source.unread(self.head)
        source.body, source.is_endless = self.body, heads.is_endless(self.head)
        if self.body:
            self.body.begin()
        self.head = b""

    def forget_body(self) -> None:
        if self.body:
            self.body.close()
        self.body, self.is_refused = None, False

    def close(self, graceful: bool = False) -> None:  # noqa: FBT001, FBT002 - as gunicorn calls it
        """Gunicorn would wait for the other end, and all other connections with it."""
        if graceful:
            self.worker.linger(self)
        else:
            self.forget_body()
            super().close()

    def received(self, most: int = PART) -> bytes | None:
        """What has come; nothing at its end; None where nothing has."""
        try:
            return self.sock.recv(most)
        except BlockingIOError:
            return None
        except OSError:
            return b""

    def send(self, parts: Sequence[bytes | memoryview]) -> bool:
        """Sends what the line takes, and says whether there is a `rest`. Raises OSError where nobody listens."""
        try:
            sent = self.sock.sendmsg(parts)
        except BlockingIOError:
            sent = 0
        self.rest = [] if sent == sum(map(len, parts)) else list(_after(sent, parts))
        return bool(self.rest)

    def take_place(self, row: deque[TConn] | None) -> None:
        """The last one in a row: the first is the first to be closed."""
        if self.waiting is not None:
            self.waiting.remove(self)
        if row is not None:
            row.append(self)
        self.waiting = row


def _after(sent: int, parts: Sequence[bytes | memoryview]) -> Iterator[memoryview]:
    for part in parts:
        if sent < len(part):
            yield memoryview(part)[sent:]
        sent = max(0, sent - len(part))


def accepted(listener: socket.socket) -> tuple[socket.socket, Any] | None:
    """The next connection and whose it is, unless another process took it or it is gone."""
    try:
        return listener.accept()
    except OSError as problem:
        if problem.errno in NO_MATTER:
            return None
        raise


def line_between(cfg: Any, client: Any, server: Any) -> heads.Line:
    """What gunicorn tells an application of both ends."""
    secure = cfg.secure_scheme_headers if is_trusted(cfg, client) else {}
    named = tuple((f"HTTP_{name.replace('-', '_')}", value) for name, value in secure.items())
    if isinstance(server, tuple):
        ends = {"REMOTE_ADDR": client[0], "REMOTE_PORT": str(client[1])}
        return heads.Line(ends | {"SERVER_NAME": server[0], "SERVER_PORT": str(server[1])}, named)
    ends = {"REMOTE_ADDR": client.decode() if isinstance(client, bytes) else client}
    return heads.Line(ends, named, is_unix=True)

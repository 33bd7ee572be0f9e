"""A gunicorn worker whose threads think and do not wait.

Gunicorn's own holds a thread for as long as somebody takes to write the head of a request, and all connections for as
long as somebody takes to close one. Here, what waits is watched: nobody slow holds up anybody else.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import partial
from selectors import EVENT_READ, EVENT_WRITE
from time import monotonic
from typing import Any

from gunicorn.workers.gthread import TConn, ThreadWorker

from newsroom.pagecache import heads
from newsroom.pagecache.connections import Connection, accepted
from newsroom.pagecache.refusals import Guarded

LOOK_SECONDS = 0.25  # between two looks at who took too long
PENDING_SECONDS = 10.0  # for a whole head, or for the next part of an answer to be taken
LINGER_SECONDS = 2.0  # for the other end to close, too
MOST_LINGERING = 65_536  # bytes that are thrown away meanwhile
Step = Callable[[Connection, socket.socket], None]  # what is done with a connection once it is ready


class WatchingWorker(ThreadWorker):
    """Reads heads, and gives a thread those that `answer` has nothing for: from there on, all is gunicorn's."""

    def __init__(self, *arguments: Any, **named: Any):
        super().__init__(*arguments, **named)
        # TLS, HTTP/2 and a proxy's own lines begin otherwise than with the head of a request.
        is_plain = self.cfg.protocol == "http" and not self.cfg.is_ssl and self.cfg.http2_cleartext == "off"
        self.is_watching = is_plain and self.cfg.proxy_protocol == "off"
        self.looked_at = 0.0

    def answer(self, conn: Connection) -> list[bytes] | None:
        """What is sent for the head that has come, if that takes no thread; sets whether the connection stays open."""
        return None

    def accept(self, listener: socket.socket) -> None:
        if not self.is_watching:
            super().accept(listener)
        elif found := accepted(listener):
            self.nr_conns += 1
            self._watch(Connection(self, found[0], (found[1], listener.getsockname())), self._read)

    def on_client_socket_readable(self, conn: TConn, client: socket.socket) -> None:
        if self.is_watching:
            conn.waiting = self.keepalived_conns  # where gunicorn puts it after a request
            self._read(conn, client)
        else:
            super().on_client_socket_readable(conn, client)

    def finish_request(self, conn: TConn, fs: Future[bool]) -> None:
        """What came with a request, and is none of it, may be half of the next: no thread waits for the rest."""
        if self.is_watching:
            conn.forget_body()
        is_kept = self.is_watching and not fs.cancelled() and not fs.exception() and fs.result() is True
        if is_kept and (begun := conn.parser.unreader.take_buffered()):
            conn.sock.settimeout(0)
            conn.head = begun
            self._go_on(conn)
        else:
            super().finish_request(conn, fs)

    def handle_error(self, req: Any, client: socket.socket, addr: Any, exc: BaseException) -> None:
        super().handle_error(req, Guarded(client), addr, exc)

    def linger(self, conn: Connection) -> None:
        """Closes one side and waits for the other (RFC 9112, 9.6): else the end of an answer could be lost."""
        try:
            conn.sock.shutdown(socket.SHUT_WR)
        except OSError:
            conn.close()
        else:
            self.nr_conns += 1
            conn.sock.settimeout(0)
            self._watch(conn, self._throw_away, seconds=LINGER_SECONDS)

    def murder_pending(self) -> None:
        """Drops who took too long. They stand in no order: each has a time of its own."""
        now = monotonic()
        if now >= self.looked_at + LOOK_SECONDS:
            self.looked_at = now
            for conn in [conn for conn in self.pending_conns if conn.timeout <= now]:
                self._drop(conn)

    def think(self, conn: Connection) -> None:
        """Leaves the request to a thread."""
        self._unwatch(conn)
        conn.init()
        conn.hand_over()
        self.enqueue_req(conn)

    def _cap_keepalive(self, deadline: float) -> None:
        """When the worker ends: who has sent half a head is not waited for any longer than who is done with."""
        super()._cap_keepalive(deadline)
        for conn in self.pending_conns:
            if not conn.body:
                conn.timeout = min(conn.timeout, deadline)

    def _read(self, conn: Connection, _door: socket.socket) -> None:
        came = conn.received()
        if came is None:
            return
        conn.head += came
        if came:
            self._go_on(conn)
        elif conn.head:
            self.think(conn)
        else:
            self._drop(conn)

    def _go_on(self, conn: Connection) -> None:
        if not heads.is_whole(conn.head):
            if conn.waiting is not self.pending_conns:
                self._watch(conn, self._read)
        elif parts := self.answer(conn):
            conn.head = b""
            self._send(conn, parts)
        else:
            self.think(conn)

    def _send(self, conn: Connection, parts: Sequence[bytes | memoryview]) -> None:
        try:
            is_more = conn.send(parts)
        except OSError:
            self._drop(conn)
            return
        if is_more:
            self._watch(conn, self._send_on, event=EVENT_WRITE)
        elif conn.stays_open:
            self._keep(conn)
        else:
            self._unwatch(conn)
            self.nr_conns -= 1
            self.linger(conn)

    def _send_on(self, conn: Connection, _door: socket.socket) -> None:
        self._send(conn, conn.rest)

    def _keep(self, conn: Connection) -> None:
        """Until its next request, for the seconds of `keepalive`."""
        if conn.waiting is not self.keepalived_conns:
            self._poll(conn, EVENT_READ, self.on_client_socket_readable)
        conn.take_place(self.keepalived_conns)
        conn.set_timeout()

    def _watch(
        self, conn: Connection, step: Step, *, event: int = EVENT_READ, seconds: float = PENDING_SECONDS
    ) -> None:
        """Until it is ready for a step, and no longer than some seconds."""
        self._poll(conn, event, step)
        conn.take_place(self.pending_conns)
        conn.timeout = monotonic() + seconds

    def _poll(self, conn: Connection, event: int, step: Step) -> None:
        ask = self.poller.register if conn.waiting is None else self.poller.modify
        ask(conn.sock, event, partial(step, conn))

    def _unwatch(self, conn: Connection) -> None:
        if conn.waiting is not None:
            self.poller.unregister(conn.sock)
            conn.take_place(None)

    def _drop(self, conn: Connection) -> None:
        self._unwatch(conn)
        self.nr_conns -= 1
        conn.close()

    def _throw_away(self, conn: Connection, _door: socket.socket) -> None:
        came = conn.received()
        conn.thrown_away += len(came or b"")
        if came == b"" or conn.thrown_away > MOST_LINGERING:
            self._drop(conn)

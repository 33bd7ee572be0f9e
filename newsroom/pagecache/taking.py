"""A watching worker that takes bodies, too: a thread gets a request once all of it is there."""

from __future__ import annotations

import socket
from time import monotonic
from typing import Any

from gunicorn.workers.gthread import TConn

from newsroom.pagecache import bodies, connections
from newsroom.pagecache.connections import Connection
from newsroom.pagecache.watching import WatchingWorker

PART = 65_536  # bytes of a body that are taken in one go


class TakingWorker(WatchingWorker):
    """What is longer than it may be is not taken: the application says so without reading it."""

    def __init__(self, *arguments: Any, **named: Any):
        super().__init__(*arguments, **named)
        self.room = bodies.Room()

    def think(self, conn: Connection) -> None:
        said = bodies.announced(self.cfg, conn.head, conn.client)
        conn.is_refused = bool(said and said.is_refused)
        if said is None or said.is_refused:
            super().think(conn)
        else:
            self._begin(conn, said)

    def handle_request(self, req: Any, conn: TConn) -> bool:
        if self.is_watching and (conn.body or conn.is_refused):
            req._expected_100_continue = False  # it was told to send it, or need not
        if self.is_watching and conn.is_refused:
            req.force_close()  # some of it may still come
        return super().handle_request(req, conn)

    def _begin(self, conn: Connection, said: bodies.Announced) -> None:
        conn.body = bodies.Body(said.missing, self.room, monotonic())
        self._watch(conn, self._read_body, seconds=connections.SILENCE_SECONDS)
        try:
            if said.expects:
                conn.sock.send(bodies.CONTINUE)
        except OSError:
            self._drop(conn)

    def _read_body(self, conn: Connection, _door: socket.socket) -> None:
        body = conn.body
        came = conn.received(min(PART, body.missing)) if body else None
        if body and came:
            self._add(conn, body, came)
        elif came is not None:  # half a form is none
            self._drop(conn)

    def _add(self, conn: Connection, body: bodies.Body, part: bytes) -> None:
        try:
            body.add(part)
        except OSError as problem:
            self.log.error("What is sent has no room: %s", problem)
            self._drop(conn)
            return
        if body.missing:
            conn.timeout = body.until(monotonic(), connections.SILENCE_SECONDS)
        else:
            super().think(conn)

"""The web server's worker: it gives out remembered pages where connections are watched.

To hand a request to a thread, and through gunicorn and Django's doors, costs many times what such an answer costs. Only
plain requests are answered so, and only with what the application would have said: all others go their long way.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from functools import lru_cache
from time import time

from django.utils.http import http_date
from gunicorn import SERVER

from newsroom.pagecache import heads
from newsroom.pagecache.connections import Connection
from newsroom.pagecache.page import Reply
from newsroom.pagecache.taking import TakingWorker

LIMITS = {"limit_request_line": heads.LONGEST, "limit_request_field_size": heads.LONGEST}
LIMITS |= {"limit_request_fields": heads.MOST_FIELDS}


class Worker(TakingWorker):
    """Asks an application that has it for `at_once(environ)`: a `Reply`, or None.

    Where requests are logged one by one, or gunicorn is told to read them otherwise than by itself, it asks nothing.
    """

    at_once: Callable[[dict], Reply | None] | None = None

    def load_wsgi(self) -> None:
        super().load_wsgi()
        gc.freeze()  # the program stays for good: looking through all of it for garbage took a twentieth of the time
        is_usual = all(not 0 < getattr(self.cfg, name) < least for name, least in LIMITS.items())
        if is_usual and not self.log.access_log_enabled and not os.environ.get("SCRIPT_NAME"):
            self.at_once = getattr(self.wsgi, "at_once", None)

    def answer(self, conn: Connection) -> list[bytes] | None:
        is_crowded = len(self.keepalived_conns) >= self.max_keepalived
        if self.at_once is None or not self.alive or is_crowded or self.nr + 1 >= self.max_requests:
            return None
        environ = heads.plain(conn.head, conn.line)
        try:
            reply = self.at_once(environ) if environ else None
        except Exception:
            self.log.exception("A remembered page could not be given out at once.")
            return None
        return self._said(reply, environ, conn) if reply and environ else None

    def _said(self, reply: Reply, environ: dict, conn: Connection) -> list[bytes]:
        self.nr += 1
        conn.stays_open = heads.stays_open(environ)
        head = (
            _first_lines(environ["SERVER_PROTOCOL"], int(time()), stays_open=conn.stays_open) % reply.line + reply.head
        )
        return [head] if environ["REQUEST_METHOD"] == "HEAD" else [head, reply.body]


@lru_cache(maxsize=8)
def _first_lines(protocol: str, second: int, *, stays_open: bool) -> bytes:
    """Those that gunicorn puts before an application's, with room for the status."""
    connection = "keep-alive" if stays_open else "close"
    lines = f"{protocol} %b\r\nServer: {SERVER}\r\nDate: {http_date(second)}\r\nConnection: {connection}\r\n"
    return lines.encode("latin-1")

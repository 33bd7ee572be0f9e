"""Counts the reads that reach this server: in the memory of each process, stored twice a minute."""

from __future__ import annotations

import atexit
import logging
import os
import threading
from collections.abc import Callable, Iterable
from time import time

from django.conf import settings
from django.db import Error, connections

from newsroom.readership.reads import is_read, is_story
from newsroom.readership.storing import Counts, store

EVERY_SECONDS = 30
MOST = 20_000  # stories in one hour that a process holds; further ones are not counted until the next storing
HOUR = 3600

log = logging.getLogger(__name__)


class Counted:
    """What one process has counted since it last stored. A thread of its own stores, from the first read on."""

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """Holds nothing. A forked process begins so, too: what its parent counted is its parent's."""
        self._lock = threading.Lock()
        self._counts: Counts = {}
        self._ending = threading.Event()
        self._thread: threading.Thread | None = None

    def add(self, path: str) -> None:
        key = (int(time()) // HOUR * HOUR, path)
        with self._lock:
            if key in self._counts:
                self._counts[key] += 1
            elif len(self._counts) < MOST:
                self._counts[key] = 1
            if self._thread is None:
                self._thread = threading.Thread(target=self._keep_storing, name="reads", daemon=True)
                self._thread.start()

    def flush(self) -> None:
        """Stores what was counted. While the database is away it is kept for the next time."""
        with self._lock:
            counts, self._counts = self._counts, {}
        if not counts:
            return
        try:
            store(counts)
        except Error as problem:
            log.warning("Reads wait to be stored: %s", problem)
            self._take_back(counts)

    def end(self) -> None:
        """Stores the rest when the process ends."""
        self._ending.set()
        if self._thread and self._thread.is_alive():
            self._thread.join(timeout=5)
        self.flush()

    def _take_back(self, counts: Counts) -> None:
        with self._lock:
            for key, reads in counts.items():
                if key in self._counts or len(self._counts) < MOST:
                    self._counts[key] = self._counts.get(key, 0) + reads

    def _keep_storing(self) -> None:
        while not self._ending.wait(EVERY_SECONDS):
            self.flush()
            connections.close_all()


COUNTED = Counted()
os.register_at_fork(after_in_child=COUNTED.begin)
atexit.register(COUNTED.end)


def count(environ: dict, status: int) -> None:
    """Counts a request for a story, if it is a read, by the WSGI environment and the status of its answer."""
    purpose = environ.get("HTTP_SEC_PURPOSE") or environ.get("HTTP_PURPOSE") or environ.get("HTTP_X_MOZ") or ""
    agent = environ.get("HTTP_USER_AGENT", "")
    if is_read(method=environ["REQUEST_METHOD"], status=status, agent=agent, purpose=purpose):
        COUNTED.add(environ["PATH_INFO"].encode("latin-1", "replace").decode("utf-8", "replace"))


class CountingReads:
    """Around the whole application, also around what is answered before Django: counts what is read."""

    def __init__(self, application: Callable[..., Iterable[bytes]]):
        self.application = application
        self.is_on = settings.COUNT_REQUESTS

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        if not self.is_on or environ["REQUEST_METHOD"] != "GET" or not is_story(environ["PATH_INFO"]):
            return self.application(environ, start_response)

        def noting(status: str, headers: list, *exc_info):
            count(environ, int(status[:3]))
            return start_response(status, headers, *exc_info)

        return self.application(environ, noting)

    def at_once(self, environ: dict):
        """The application's answer, where it has one that takes no time, counted as others are."""
        reply = self.application.at_once(environ)
        if reply and self.is_on and is_story(environ["PATH_INFO"]):
            count(environ, int(reply.status[:3]))
        return reply

"""The edition that this process knows: told by the database, asked for once a second, and lost with neither."""

from __future__ import annotations

import logging
import os
import re
import threading
from contextlib import closing
from itertools import count
from time import monotonic

import psycopg
from django.conf import settings
from django.db import Error, connections
from psycopg import sql

from articles.models.edition import CHANNEL

ASKING_SECONDS = 0.9  # with the way there and back: once a second
SILENCE_SECONDS = 2.0  # who has heard nothing for so long asks before serving
PATIENCE_SECONDS = 1.0  # for that answer; then the last edition goes on being served
RETRY_SECONDS = 0.5
# A server that vanished without a word must not hold the line for the quarter of an hour that TCP would wait.
LINE = {"connect_timeout": 2, "keepalives_idle": 2, "keepalives_interval": 1, "keepalives_count": 2}
LINE |= {"tcp_user_timeout": 3000, "application_name": "newsroom edition"}
FULL = re.compile("too many|connection slots")
ASKED = "SELECT number, second FROM articles_edition"

log = logging.getLogger(__name__)


class DatabaseAway(psycopg.OperationalError):
    """The database is known to be away."""


class Knowing:
    """What one process knows of the edition. A thread of its own listens, from the first question on.

    Why a page can never be remembered under an edition that is newer than what it shows: the number comes from a
    SELECT on the database that pages are read from, and is seen there only once its transaction is (a notification
    does no more than wake the thread that asks). So each query that begins after the number is known sees at least
    that edition. Whoever renders takes the serial first and reads afterwards, without a transaction around: a page
    may hold something newer than its edition, and is forgotten all the sooner; nothing older.
    """

    def __init__(self) -> None:
        self._serials = count(1)
        self.begin()

    def begin(self) -> None:
        """Knows nothing yet. A forked process begins so, too: it has neither the thread nor its line. What it remembers
        it has from before, so that no serial comes twice.
        """
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._number: int | None = None
        self._known = (0, 0)  # serial and second, always together
        self._heard_at = -SILENCE_SECONDS
        self._missed_at = 0.0  # when somebody first wanted an answer that had not come
        self._problem = ""
        self._ended = False
        self.is_away = False  # nothing was heard although somebody waited, or the database refused

    def current(self) -> int | None:
        """A number for the edition that counts upward in this process alone; None while it has never heard of any.

        It moves whenever the database's number is another, also after a backup is restored and that runs backward.
        """
        if monotonic() - self._heard_at >= SILENCE_SECONDS:
            self._wait()
        return self._known[0] or None

    def at_once(self) -> int | None:
        """What `current` says, for whoever must not wait; None where that takes asking.

        Whoever waits may do so where nobody is left to wait: so it is noticed here, too, that no answer comes.
        """
        if monotonic() - self._heard_at >= SILENCE_SECONDS and not self._is_given_up():
            return None
        return self._known[0] or None

    def second_of(self, serial: int) -> int:
        """The second since which nothing in an edition has changed, by the database's clock; 0 if it is the newest no
        longer. All processes say the same, and each edition has another."""
        known, second = self._known
        return second if known == serial else 0

    @property
    def refused(self) -> bool:
        """Whether the last try to reach the database failed: who needs it now need not wait to find out.

        One that has no room for a new line still answers on those that others hold.
        """
        return bool(self._problem) and not FULL.search(self._problem)

    def hear(self, number: int, *, second: int = 0, asked_at: float) -> None:
        """Notes an answer. It is as old as its question."""
        with self._changed:
            if number != self._number:
                self._number = number
                self._known = (next(self._serials), second)
            self._heard_at, self._problem, self.is_away = asked_at, "", False
            self._missed_at = 0.0
            self._changed.notify_all()

    def lose(self, problem: str) -> None:
        """Notes that the database does not answer."""
        with self._changed:
            if not self._problem:
                log.warning("The edition is not known, the last one is served: %s", problem)
            self._problem, self.is_away = problem, True
            self._changed.notify_all()

    def end(self) -> None:
        """Ends the thread and forgets; the next question begins anew."""
        self._ended = True
        if self._thread:
            self._thread.join()
        self.begin()

    def _wait(self) -> None:
        with self._changed:
            if not self._thread or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._listen, name="edition", daemon=True)
                self._thread.start()
            if not self.is_away and not self._changed.wait_for(self._is_answered, timeout=PATIENCE_SECONDS):
                self.is_away = True

    def _is_given_up(self) -> bool:
        with self._changed:
            now = monotonic()
            self._missed_at = self._missed_at or now
            is_listening = self._thread is not None and self._thread.is_alive()
            self.is_away = self.is_away or (is_listening and now - self._missed_at >= PATIENCE_SECONDS)
            return is_listening and self.is_away

    def _is_answered(self) -> bool:
        return self.is_away or monotonic() - self._heard_at < SILENCE_SECONDS

    def _listen(self) -> None:
        while not self._ended:
            try:
                self._listen_on_a_line()
            except (psycopg.Error, Error, OSError) as problem:
                self.lose(str(problem).strip() or type(problem).__name__)
                with self._changed:
                    self._changed.wait(RETRY_SECONDS)

    def _listen_on_a_line(self) -> None:
        parameters = connections["default"].get_connection_params() | LINE
        with closing(psycopg.connect(**parameters, autocommit=True)) as line:
            line.execute(sql.SQL("LISTEN {}").format(sql.Identifier(CHANNEL)))
            while not self._ended:
                asked_at = monotonic()
                row = line.execute(ASKED).fetchone()
                number, second = row or (1, 0)
                self.hear(number, second=second, asked_at=asked_at)
                for _told in line.notifies(timeout=ASKING_SECONDS, stop_after=1):
                    pass  # being told is the reason to ask again


EDITION = Knowing()
os.register_at_fork(after_in_child=EDITION.begin)


def current_edition() -> int | None:
    """What `Knowing.current` says; None, so that nothing is remembered, where PAGE_CACHE is off."""
    return EDITION.current() if settings.PAGE_CACHE else None


def check_database() -> None:
    """Raises `DatabaseAway` if the last try to reach the database failed, half a second ago at most."""
    if settings.PAGE_CACHE and EDITION.refused:
        raise DatabaseAway("The database is known to be away.")

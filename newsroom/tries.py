"""How often something may be tried, counted in the cache that all processes share.

A try is counted before it is checked, so that two hundred at once are as slow as two hundred in a row. What is
counted, by whom and how often is for each to say: signing in, and what readers send.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.core.cache import caches
from django.core.cache.backends.base import BaseCache

log = logging.getLogger(__name__)
AWAY_SECONDS = 10  # how long a cache that failed is left alone


class WindowFull(Exception):
    """The try was not made: it would be one too many."""

    def __init__(self, window: Window):
        super().__init__(window.key)
        self.window = window


@dataclass(frozen=True)
class Window:
    """At most `tries` in any `seconds`, for one `key`. An exact sliding window: each try is an entry with its moment,
    under a name that is never used again, and entries are only ever added."""

    key: str
    tries: int
    seconds: int

    def names(self, now: float) -> list[str]:
        bucket = int(now // self.seconds)
        return [f"tries:{self.key}:{at}:{slot}" for at in (bucket - 1, bucket) for slot in range(self.tries)]

    def take(self, store: BaseCache, entries: dict[str, float], *, now: float) -> str | None:
        """The name of the entry that was made, or nothing where the window is full. `add` lets one of several win."""
        names = self.names(now)
        earlier = sum(entries.get(name, 0) > now - self.seconds for name in names[: self.tries])
        for name in names[self.tries :][: self.tries - earlier]:
            if name not in entries and store.add(name, now, timeout=2 * self.seconds + 1):
                return name
        return None


@dataclass
class Try:
    """One try, counted already."""

    store: BaseCache
    names: list[str] = field(default_factory=list)

    def forgive(self) -> None:
        """It was right: it does not count."""
        try:
            self.store.delete_many(self.names)
        except Exception:  # each cache has errors of its own; one that stays counted does no harm
            log.warning("The shared cache did not answer.", exc_info=True)


class _SharedCache:
    """Which cache to count in. One that fails is left alone for a while, and each process counts for itself."""

    away_until = 0.0

    def stores(self) -> Iterator[tuple[BaseCache, int]]:
        """Each with the divisor of its limits: several processes that count apart must each be stricter."""
        if time.monotonic() >= self.away_until:
            yield caches["default"], 1
        yield caches["local"], 2

    def failed(self) -> None:
        self.away_until = time.monotonic() + AWAY_SECONDS
        log.warning("The shared cache did not answer; each process counts tries for itself.", exc_info=True)


shared = _SharedCache()


def count(windows: Sequence[Window]) -> Try:
    """Counts one try in each of the windows. Raises `WindowFull` where one has no room, and counts it in none."""
    for store, divisor in shared.stores():
        try:
            return _take(store, windows, divisor)
        except WindowFull:
            raise
        except Exception:  # each cache has errors of its own
            if store is caches["local"]:
                raise
            shared.failed()
    raise AssertionError("The process's own cache always answers.")


def _take(store: BaseCache, windows: Sequence[Window], divisor: int) -> Try:
    now = time.time()
    windows = [Window(window.key, window.tries // divisor, window.seconds) for window in windows]
    entries = store.get_many([name for window in windows for name in window.names(now)])
    counted = Try(store)
    for window in windows:
        name = window.take(store, entries, now=now)
        if not name:
            counted.forgive()
            raise WindowFull(window)
        counted.names.append(name)
    return counted

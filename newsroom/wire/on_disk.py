"""What is known of a long file while it is read, kept outside memory: there may be as much as the file has records."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

_PLACES = 2**31  # on either side of 0


class OnDisk:
    """Texts by name, several to each. What it holds is gone when it is closed; little of it is in memory before."""

    def __init__(self) -> None:
        with _as_os_errors():
            self._rows = sqlite3.connect("", isolation_level=None)  # a file without a name
            self._rows.execute("PRAGMA journal_mode = OFF")
            self._rows.execute("CREATE TABLE kept (name TEXT, place INTEGER, value TEXT)")
            self._rows.execute("CREATE INDEX kept_by_name ON kept (name, place)")
            self._rows.execute("BEGIN")

    def add(self, name: str, value: str, *, place: int = 0) -> None:
        with _as_os_errors():
            place = max(-_PLACES, min(place, _PLACES))
            self._rows.execute("INSERT INTO kept VALUES (?, ?, ?)", (name, place, value))

    def of(self, name: str) -> Iterator[str]:
        """All by this name, by their places, then as they came. Others may be added meanwhile."""
        with _as_os_errors():
            rows = self._rows.execute("SELECT value FROM kept WHERE name = ? ORDER BY place, rowid", (name,))
            yield from (value for (value,) in rows)

    def last(self, name: str) -> str | None:
        """The one that came last of those by this name."""
        with _as_os_errors():
            rows = self._rows.execute("SELECT value FROM kept WHERE name = ? ORDER BY rowid DESC LIMIT 1", (name,))
            return next((value for (value,) in rows), None)

    def close(self) -> None:
        self._rows.close()


@contextmanager
def _as_os_errors() -> Iterator[None]:
    """A disk that is full is one wherever it is met."""
    try:
        yield
    except sqlite3.Error as problem:
        raise OSError(f"What is read cannot be kept in between: {problem}") from problem

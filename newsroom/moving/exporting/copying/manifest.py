"""What a copy has written, in a file of its own, and what it has yet to ask for, in one that passes: no site is too
large for it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

_TABLES = """
CREATE TABLE IF NOT EXISTS file (name TEXT PRIMARY KEY, digest BLOB, size INTEGER, round INTEGER) WITHOUT ROWID;
CREATE TEMP TABLE asked (number INTEGER PRIMARY KEY, address TEXT UNIQUE);
CREATE TEMP TABLE moved (old TEXT PRIMARY KEY, new TEXT) WITHOUT ROWID;
CREATE TEMP TABLE gone (path TEXT PRIMARY KEY) WITHOUT ROWID;
"""


class Kept(NamedTuple):
    """A file of the copy; without a digest, it was about to be written when the copy was cut short."""

    digest: bytes | None
    size: int | None


class Manifest:
    """One round of a copy: files of earlier rounds are known, addresses are this round's alone."""

    def __init__(self, path: Path):
        self._rows = sqlite3.connect(path, isolation_level=None)
        self._rows.execute("PRAGMA journal_mode = WAL")  # each row is there if the process is killed
        self._rows.executescript(_TABLES)
        (last,) = self._rows.execute("SELECT max(round) FROM file").fetchone()
        self._round = (last or 0) + 1

    def close(self) -> None:
        self._rows.close()

    def want(self, addresses: Iterable[str]) -> None:
        """Puts those on the list that were not on it."""
        self._rows.execute("BEGIN")
        self._rows.executemany("INSERT OR IGNORE INTO asked (address) VALUES (?)", ((one,) for one in addresses))
        self._rows.execute("COMMIT")

    def wanted(self) -> Iterator[str]:
        """All addresses, those too that come onto the list meanwhile."""
        number = 0
        while row := self._rows.execute(
            "SELECT number, address FROM asked WHERE number > ? ORDER BY number LIMIT 1", (number,)
        ).fetchone():
            number, address = row
            yield address

    def kept(self, name: str) -> Kept | None:
        row = self._rows.execute("SELECT digest, size FROM file WHERE name = ?", (name,)).fetchone()
        return Kept(*row) if row else None

    def keep(self, name: str, *, digest: bytes | None, size: int | None) -> None:
        """Notes that the file is of this round; before it is written, without a digest."""
        self._rows.execute("REPLACE INTO file VALUES (?, ?, ?, ?)", (name, digest, size, self._round))

    def forget(self, name: str) -> None:
        self._rows.execute("DELETE FROM file WHERE name = ?", (name,))

    def left_over(self) -> list[str]:
        """Some files that are not of this round; none when all are forgotten."""
        rows = self._rows.execute("SELECT name FROM file WHERE round < ? LIMIT 1000", (self._round,))
        return [name for (name,) in rows]

    def note_moved(self, old: str, new: str) -> None:
        self._rows.execute("REPLACE INTO moved VALUES (?, ?)", (old, new))

    def note_gone(self, path: str) -> None:
        self._rows.execute("REPLACE INTO gone VALUES (?)", (path,))

    def moved(self) -> Iterator[tuple[str, str]]:
        return self._rows.execute("SELECT old, new FROM moved ORDER BY old")

    def gone(self) -> Iterator[tuple[str]]:
        return self._rows.execute("SELECT path FROM gone ORDER BY path")

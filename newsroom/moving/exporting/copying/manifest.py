"""What a copy has written, in a file of its own, and what it has yet to ask for, in one that passes: no site is too
large for it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

AT_ONCE = 200  # addresses; their files are noted together
MOST_SEEN = 50_000  # addresses in memory that need no look at the list: nearly all links are to the same few
_TABLES = """
CREATE TABLE IF NOT EXISTS file (name TEXT PRIMARY KEY, digest BLOB, size INTEGER, round INTEGER) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS file_in_any_case ON file (lower(name));
CREATE TEMP TABLE asked (number INTEGER PRIMARY KEY, address TEXT UNIQUE);
CREATE TEMP TABLE moved (old TEXT PRIMARY KEY, new TEXT) WITHOUT ROWID;
CREATE TEMP TABLE gone (old TEXT PRIMARY KEY, new TEXT) WITHOUT ROWID;
"""
# Of addresses that differ in capitals alone the first; none that but for those is the address of a page.
_IN_ANY_CASE = """
SELECT min(old), new FROM (SELECT old, new, substr(old, 2) || 'index.html' AS page FROM {})
WHERE lower(old) <> lower(new)
AND NOT EXISTS (
    SELECT 1 FROM file WHERE lower(name) = lower(page) AND name <> page
    AND NOT EXISTS (SELECT 1 FROM moved WHERE moved.old || 'index.html' = '/' || file.name)
)
GROUP BY lower(old) ORDER BY 1
"""


Row = tuple[bytes | None, int | None, int]  # digest, size, round


class Kept(NamedTuple):
    """A file of the copy; without a digest, it was about to be written when the copy was cut short."""

    digest: bytes | None
    size: int | None


UNSURE = Kept(None, None)


class Manifest:
    """One round of a copy: files of earlier rounds are known, addresses are this round's alone."""

    def __init__(self, path: Path):
        self._rows = sqlite3.connect(path, isolation_level=None)
        self._rows.execute("PRAGMA journal_mode = WAL")  # what was noted is there if the process is killed
        self._rows.executescript(_TABLES)
        (last,) = self._rows.execute("SELECT max(round) FROM file").fetchone()
        self._round = (last or 0) + 1
        self._seen: set[str] = set()
        self._begun: dict[str, Row | None] = {}

    def close(self) -> None:
        self._rows.close()

    def want(self, addresses: Iterable[str]) -> None:
        """Puts those on the list that were not on it."""
        with self._together():
            for address in addresses:
                if address not in self._seen:
                    self._rows.execute("INSERT OR IGNORE INTO asked (address) VALUES (?)", (address,))
                    self._see(address)

    def _see(self, address: str) -> None:
        if len(self._seen) >= MOST_SEEN:
            self._seen.clear()
        self._seen.add(address)

    def wanted(self) -> Iterator[list[str]]:
        """All addresses, some at a time, those too that come onto the list meanwhile."""
        number = 0
        following = "SELECT number, address FROM asked WHERE number > ? ORDER BY number LIMIT ?"
        while rows := self._rows.execute(following, (number, AT_ONCE)).fetchall():
            number = rows[-1][0]
            yield [address for _number, address in rows]

    def begin(self, names: Iterable[str]) -> dict[str, Kept]:
        """Notes files that may be written from now on as the copy's; returns those that are so already."""
        self._begun = {name: self._row(name) for name in names}
        with self._together():
            self._put((name, *UNSURE, row[2] if row else 0) for name, row in self._begun.items())
        return {name: Kept(row[0], row[1]) for name, row in self._begun.items() if row}

    def end(self, kept: Mapping[str, Kept]) -> None:
        """Notes which of those are of this round; of the others what was noted before."""
        others = [(name, row) for name, row in self._begun.items() if name not in kept]
        with self._together():
            self._put((name, *one, self._round) for name, one in kept.items())
            self._put((name, *row) for name, row in others if row)
            self.forget(name for name, row in others if not row)

    def forget(self, names: Iterable[str]) -> None:
        self._rows.executemany("DELETE FROM file WHERE name = ?", ((name,) for name in names))

    def left_over(self) -> list[str]:
        """Some files that are not of this round; none when all are forgotten."""
        rows = self._rows.execute("SELECT name FROM file WHERE round < ? LIMIT 1000", (self._round,))
        return [name for (name,) in rows]

    def note_moved(self, old: str, new: str) -> None:
        self._rows.execute("REPLACE INTO moved VALUES (?, ?)", (old, new))

    def note_gone(self, path: str) -> None:
        self._rows.execute("REPLACE INTO gone VALUES (?, '')", (path,))

    def moved(self) -> Iterator[tuple[str, str]]:
        """Those that lead to something: of what was removed everybody would read the address there."""
        return self._rows.execute("SELECT old, new FROM moved WHERE new NOT IN (SELECT old FROM gone) ORDER BY old")

    def moved_in_any_case(self) -> Iterator[tuple[str, str]]:
        """For a server to which capitals are as small letters: see `_IN_ANY_CASE`."""
        return self._rows.execute(_IN_ANY_CASE.format("moved"))

    def gone_in_any_case(self) -> Iterator[str]:
        return (old for old, _new in self._rows.execute(_IN_ANY_CASE.format("gone")))

    def _row(self, name: str) -> Row | None:
        return self._rows.execute("SELECT digest, size, round FROM file WHERE name = ?", (name,)).fetchone()

    def _put(self, rows: Iterable[tuple]) -> None:
        self._rows.executemany("REPLACE INTO file VALUES (?, ?, ?, ?)", rows)

    @contextmanager
    def _together(self) -> Iterator[None]:
        """All or nothing, and the disk is waited for once. A full one raises OSError, as it does for files."""
        try:
            self._rows.execute("BEGIN")
            with self._rows:
                yield
        except sqlite3.Error as problem:
            raise OSError(str(problem)) from problem

"""What became of every record of an import: mostly on the disk, since a file may have millions."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from io import SEEK_END
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, BinaryIO
from weakref import finalize

from newsroom.wire.filing import Outcome

from .whole_files import write_whole

IN_MEMORY = 2**20  # bytes


@dataclass(frozen=True, slots=True)
class Record:
    """One line of the report."""

    path: str
    number: int
    outcome: Outcome
    reason: str
    article: int | None


class Report:
    """The records in their order; the counts add up to them. To keep one, and to go through them, may raise OSError,
    where a disk is full. It is closed with its last use at the latest."""

    def __init__(self, records: Iterable[Record] = (), *, is_strict: bool = False) -> None:
        self.is_strict = is_strict
        self.told = 0  # records that have something to tell
        self._counted: Counter[Outcome] = Counter()
        self._kept = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - it is open as long as this is there
        self._end = finalize(self, _close, self._kept)
        for record in records:
            self.add(record)

    def add(self, record: Record) -> None:
        said = [record.path, record.number, record.outcome.value, record.reason, record.article]
        self._kept.write(json.dumps(said).encode() + b"\n")
        self._counted[record.outcome] += 1
        self.told += bool(record.reason)

    def __len__(self) -> int:
        return self._counted.total()

    def __iter__(self) -> Iterator[Record]:
        """From the first one on, also while somebody else is somewhere in it."""
        at = 0
        while True:
            self._kept.seek(at)
            line = self._kept.readline()
            at = self._kept.tell()
            self._kept.seek(0, SEEK_END)
            if not line:
                return
            path, number, outcome, reason, article = json.loads(line)
            yield Record(path, number, Outcome(outcome), reason, article)

    def close(self) -> None:
        self._end()

    @property
    def counts(self) -> dict[str, int]:
        return {outcome.value: self._counted[outcome] for outcome in Outcome}

    @property
    def exit_code(self) -> int:
        """0: every record was accepted; 1: some failed, or one ended a strict run; 2: none was accepted."""
        failed = self._counted[Outcome.FAILED]
        if failed == len(self) and not self.ended_early:
            return 2
        return 1 if failed else 0

    @property
    def has_new(self) -> bool:
        return bool(self._counted[Outcome.FILED] or self._counted[Outcome.UPDATED])

    @property
    def ended_early(self) -> bool:
        return self.is_strict and bool(self._counted[Outcome.FAILED])

    def write(self, target: Path) -> None:
        """As JSON, whole or not at all. Raises OSError."""
        write_whole(target, self._fill)

    def _fill(self, stream: BinaryIO) -> None:
        """An object with the counts and the records, each on a line of its own."""
        stream.write(f'{{"counts": {json.dumps(self.counts)}, "records": ['.encode())
        for place, record in enumerate(self):
            text = json.dumps(asdict(record), ensure_ascii=False)
            stream.write(f"{',' if place else ''}\n  {text}".encode(errors="replace"))
        stream.write(b"\n]}\n" if len(self) else b"]}\n")


def _close(kept: IO[bytes]) -> None:
    with suppress(OSError):  # what a full disk did not take is not needed any more
        kept.close()

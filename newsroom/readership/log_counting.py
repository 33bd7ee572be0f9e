"""Counts the reads in a log, all of it or nothing, in little memory, and no line of it twice."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from io import BufferedReader

from django.db import transaction

from articles.clock import database_now
from articles.turns import take_turns

from .log_lines import BadLine, Lines, Request
from .models import CountedLog
from .most import KEPT
from .reads import is_read, is_story
from .storing import Counts, store

LONGEST_LINE = 65_536
MOST = 20_000  # stories and hours that are held before they are stored
AHEAD = timedelta(hours=1)  # how far another machine's clock may run ahead
GZIP = b"\x1f\x8b"
BYTE_ORDER_MARK = "\ufeff"


class UnreadableLog(Exception):
    """The file ends in the middle, or is packed in a way that is none."""


@dataclass
class Outcome:
    """What became of the lines of one log. `known` of them, from the first on, were counted before and are no longer
    among the others; `first_bad` is the number of a line, 0 for none."""

    lines: int = 0
    known: int = 0
    reads: int = 0
    others: int = 0
    old: int = 0
    bad: int = 0
    first_bad: int = 0

    @property
    def is_known(self) -> bool:
        return bool(self.lines) and self.known == self.lines


def count_log(file: BufferedReader, *, name: str, lines: Lines | None = None) -> Outcome:
    """Adds the reads of a log, packed with gzip or not. Raises UnreadableLog, with nothing counted.

    A log that was counted before, and one that has grown since, are known by the digest of what was read then; that is
    certain only after as many lines, so everything is stored in one transaction and undone up to there.
    """
    with transaction.atomic():
        counting = _Counting(lines or Lines())
        for line in _lines(file):
            counting.add(line)
        counting.end(name)
    return counting.outcome


class _Counting:
    """One log on its way into the database; two at a time would each count what both have."""

    def __init__(self, lines: Lines):
        take_turns("newsroom logs")  # and not those of the reads yet: a server that stores its own would wait as long
        now = database_now()
        CountedLog.objects.filter(counted_at__lt=now - KEPT - AHEAD).delete()  # what they hold is too old by now
        self._known = set(CountedLog.objects.values_list("lines", "digest"))
        self._marks = {count for count, _digest in self._known}
        self._within = (now - KEPT, now + AHEAD)
        self._beginning = transaction.savepoint()
        self._lines, self._digest, self._counts = lines, sha256(), Counts()
        self.outcome = Outcome()

    def add(self, line: bytes) -> None:
        """Counts one line; what comes before the end of a known part is forgotten again."""
        self._digest.update(line + b"\n")
        self.outcome.lines += 1
        self._count(line)
        if len(self._counts) >= MOST:
            self._store()
        if self.outcome.lines in self._marks and (self.outcome.lines, self._digest.hexdigest()) in self._known:
            transaction.savepoint_rollback(self._beginning)
            self._counts.clear()
            self.outcome = Outcome(lines=self.outcome.lines, known=self.outcome.lines)

    def end(self, name: str) -> None:
        """Stores what is left, and that the log was counted."""
        self._store()
        outcome = self.outcome
        if outcome.lines > outcome.known:
            CountedLog.objects.create(
                digest=self._digest.hexdigest(), name=name[-300:], lines=outcome.lines, reads=outcome.reads
            )

    def _store(self) -> None:
        store(self._counts)
        self._counts.clear()

    def _count(self, line: bytes) -> None:
        try:
            request = self._lines.request(_text_of(line))
        except BadLine:
            self.outcome.bad += 1
            self.outcome.first_bad = self.outcome.first_bad or self.outcome.lines
            return
        if not request or not is_story(request.path) or not _is_read(request):
            self.outcome.others += 1
        elif not self._within[0] <= request.at <= self._within[1]:
            self.outcome.old += 1
        else:
            self.outcome.reads += 1
            key = (int(request.at.timestamp()) // 3600 * 3600, request.path)
            self._counts[key] = self._counts.get(key, 0) + 1


def _is_read(request: Request) -> bool:
    """A log that does not tell user agents counts programs, too."""
    agent = "Mozilla/5.0" if request.agent is None else request.agent
    return is_read(method=request.method, status=request.status, agent=agent)


def _text_of(line: bytes) -> str:
    if len(line) > LONGEST_LINE:
        raise BadLine
    return line.decode("utf-8", "replace").removeprefix(BYTE_ORDER_MARK).strip()


def _lines(file: BufferedReader) -> Iterator[bytes]:
    """The lines that say something, each cut off a byte after what is too long; the rest of such a one is left out."""
    try:
        plain = gzip.GzipFile(fileobj=file) if file.peek(2).startswith(GZIP) else file
        while line := plain.readline(LONGEST_LINE + 1):
            is_whole = line.endswith(b"\n") or len(line) <= LONGEST_LINE
            if text := line.strip():
                yield text if is_whole else line
            while not is_whole and (rest := plain.readline(LONGEST_LINE)):
                is_whole = rest.endswith(b"\n")
    except (EOFError, OSError, zlib.error) as problem:
        raise UnreadableLog(str(problem)) from problem

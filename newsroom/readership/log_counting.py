"""Counts the reads in a log, all of it or nothing, in little memory, and the same log once."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from io import BufferedReader

from django.db import transaction

from articles.clock import database_now

from .log_lines import FIELDS, BadLine, Request, read_line
from .models import CountedLog
from .most import KEPT
from .reads import is_read, is_story
from .storing import Counts, store

LONGEST_LINE = 65_536
MOST = 20_000  # stories and hours that are held before they are stored
AHEAD = timedelta(hours=1)  # how far another machine's clock may run ahead
GZIP = b"\x1f\x8b"


class UnreadableLog(Exception):
    """The file ends in the middle, or is packed in a way that is none."""


@dataclass
class Outcome:
    """What became of the lines of one log. `is_known`: it was counted before, and nothing was counted now."""

    lines: int = 0
    reads: int = 0
    others: int = 0
    old: int = 0
    bad: int = 0
    first_bad: str = ""
    is_known: bool = False


def count_log(file: BufferedReader, *, name: str, fields: Mapping[str, tuple[str, ...]] = FIELDS) -> Outcome:
    """Adds the reads of a log, packed with gzip or not. Raises UnreadableLog, with nothing counted.

    The digest is known at the end alone, so everything is stored in one transaction, and undone where the log turns
    out to be one that was counted before.
    """
    outcome, digest, counts = Outcome(), sha256(), {}
    now = database_now()
    with transaction.atomic():
        for line in _lines(file):
            digest.update(line)
            _count(line, outcome, counts=counts, fields=fields, within=(now - KEPT, now + AHEAD))
            if len(counts) >= MOST:
                store(counts)
                counts.clear()
        store(counts)
        values = {"name": name[-300:], "lines": outcome.lines, "reads": outcome.reads}
        _log, is_new = CountedLog.objects.get_or_create(digest=digest.hexdigest(), defaults=values)
        if not is_new:
            transaction.set_rollback(True)
            outcome.is_known = True
    return outcome


def _count(line: bytes, outcome: Outcome, *, counts: Counts, fields, within) -> None:
    if not line.strip():
        return
    outcome.lines += 1
    try:
        request = read_line(_text_of(line), fields=fields)
    except BadLine as problem:
        outcome.bad += 1
        outcome.first_bad = outcome.first_bad or str(problem)
        return
    if not is_story(request.path) or not _is_read(request):
        outcome.others += 1
    elif not within[0] <= request.at <= within[1]:
        outcome.old += 1
    else:
        outcome.reads += 1
        key = (int(request.at.timestamp()) // 3600 * 3600, request.path)
        counts[key] = counts.get(key, 0) + 1


def _is_read(request: Request) -> bool:
    """A log that does not tell user agents counts programs, too."""
    agent = "Mozilla/5.0" if request.agent is None else request.agent
    return is_read(method=request.method, status=request.status, agent=agent)


def _text_of(line: bytes) -> str:
    if len(line) > LONGEST_LINE:
        raise BadLine(line[:80].decode("utf-8", "replace"))
    return line.decode("utf-8", "replace").strip()


def _lines(file: BufferedReader) -> Iterator[bytes]:
    """The lines, each cut off a byte after what is too long; the rest of such a one is left out."""
    try:
        plain = gzip.GzipFile(fileobj=file) if file.peek(2).startswith(GZIP) else file
        while line := plain.readline(LONGEST_LINE + 1):
            is_whole = line.endswith(b"\n") or len(line) <= LONGEST_LINE
            yield line
            while not is_whole and (rest := plain.readline(LONGEST_LINE)):
                is_whole = rest.endswith(b"\n")
    except (EOFError, OSError, zlib.error) as problem:
        raise UnreadableLog(str(problem)) from problem

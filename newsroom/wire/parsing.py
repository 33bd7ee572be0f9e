"""Asks the parser, a process of its own with little memory and time, what is in files that sources sent."""

from __future__ import annotations

import json
import logging
from dataclasses import asdict
from typing import NamedTuple

from .parser.packing import unpacked
from .parser_process import ParserProcess, TookTooLong
from .reading import Terms, Unreadable
from .sentences import say as _
from .stories import WireFailure, WireRecord

SECONDS = 20  # of CPU, for each file
PATIENCE = 1.5  # times as long by the clock
MEMORY = 1024**3  # bytes of address space: a feed of 10 MB takes a third of it
MOST_RECORDS = 5000
_log = logging.getLogger(__name__)


class ParserFailed(OSError):
    """The parser cannot be started, or fails as no file should make it; the text is a sentence for the desk."""


class Parsed(NamedTuple):
    format: str
    records: list[WireRecord]


def parse(payload: bytes, *, name: str, terms: Terms, format: str = "", most: int = MOST_RECORDS) -> Parsed:
    """Reads one file as a `Parser` does."""
    with Parser() as parser:
        return parser.parse(payload, name=name, terms=terms, format=format, most=most)


class Parser:
    """Reads files one after the other. The process is started with the first and stays until the block ends, since to
    start it takes longer than to read most files; after one that it did not survive it is started anew."""

    def __init__(self) -> None:
        self._process: ParserProcess | None = None

    def __enter__(self) -> Parser:
        return self

    def __exit__(self, *_problem: object) -> None:
        self._end()

    def parse(self, payload: bytes, *, name: str, terms: Terms, format: str = "", most: int = MOST_RECORDS) -> Parsed:
        """The records of a file, in the format that is named or that its content shows. Raises `Unreadable` for one in
        none, for one of which nothing can be read, and for one that takes too long; `ParserFailed` if it is not the
        file's fault."""
        said = asdict(terms) | {"zone_labels": sorted(terms.zone_labels), "columns": dict(terms.columns)}
        task = {"format": format, "name": name, "terms": said, "seconds": SECONDS, "bytes": MEMORY, "most": most}
        answer, code = self._asked(json.dumps(task | {"length": len(payload)}).encode() + b"\n" + payload)
        if code < 0:
            raise _too_long()
        try:
            return _answer(answer)
        except Unreadable:
            raise
        except (LookupError, TypeError, ValueError) as problem:
            raise self._failed(f"{problem!r} in {answer[:500]!r}") from None

    def _asked(self, task: bytes) -> tuple[bytes, int]:
        try:
            self._process = self._process or ParserProcess()
            return self._process.ask(task, seconds=SECONDS * PATIENCE)
        except TookTooLong:
            self._end()
            raise _too_long() from None
        except (OSError, ValueError) as problem:
            raise self._failed(repr(problem)) from None

    def _failed(self, problem: str) -> ParserFailed:
        """What it said is for whoever runs the server."""
        words = self._process.last_words() if self._process else ""
        self._end()
        _log.error("The parser failed: %s %s", problem, words)
        return ParserFailed(_("The server could not read it just now. It is no fault of the text: try again later."))

    def _end(self) -> None:
        if self._process:
            self._process.end()
        self._process = None


def _answer(said: bytes) -> Parsed:
    first, *others = map(json.loads, said.splitlines())
    for line in (first, *others[-1:]):
        if "refused" in line:
            raise Unreadable(line["refused"])
    records = [unpacked(line) for line in others]
    match records:
        case [WireFailure(source_text="") as whole]:
            raise Unreadable(whole.reason, line=whole.line)
    return Parsed(first["format"], records)


def _too_long() -> Unreadable:
    return Unreadable(_("It takes too long to read: nothing of it was taken."))

"""Asks the parser, a process of its own with little memory and time, what is in files that sources sent."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from dataclasses import asdict
from typing import NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _

from .parser.packing import unpacked
from .reading import Terms, Unreadable
from .stories import WireFailure, WireRecord

SECONDS = 20  # of CPU
PATIENCE = 1.5  # times as long by the clock
MEMORY = 1024**3  # bytes of address space: a feed of 10 MB takes a third of it
MOST_RECORDS = 5000
_log = logging.getLogger(__name__)
_PLAIN = {
    "PYTHONNOUSERSITE": "1",
    "LC_ALL": "C.UTF-8",
    "DJANGO_SETTINGS_MODULE": "newsroom.wire.parser.settings",
}


class ParserFailed(OSError):
    """The parser cannot be started, or fails as no file should make it; the text is a sentence for the desk."""


class Parsed(NamedTuple):
    format: str
    records: list[WireRecord]


def parse(payload: bytes, *, name: str, terms: Terms, format: str = "", most: int = MOST_RECORDS) -> Parsed:
    """The records of a file, in the format that is named or that its content shows. Raises `Unreadable` for one in
    none, for one of which nothing can be read, and for one that takes too long; `ParserFailed` if it is not the file's
    fault."""
    said = asdict(terms) | {"zone_labels": sorted(terms.zone_labels), "columns": dict(terms.columns)}
    task = {"format": format, "name": name, "terms": said, "seconds": SECONDS, "bytes": MEMORY, "most": most}
    try:
        ended = subprocess.run(
            [sys.executable, "-m", "newsroom.wire.parser"],
            input=json.dumps(task).encode() + b"\n" + payload,
            capture_output=True,
            cwd=settings.BASE_DIR,
            env=_PLAIN | {"PATH": os.environ.get("PATH", "")},
            timeout=SECONDS * PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _too_long() from None
    except OSError as problem:
        raise _failed(str(problem)) from None
    if ended.returncode < 0:
        raise _too_long()
    if ended.returncode:
        raise _failed(ended.stderr.decode(errors="replace"))
    try:
        return _answer(ended.stdout)
    except Unreadable:
        raise
    except (LookupError, TypeError, ValueError) as problem:
        raise _failed(f"{problem!r} in {ended.stdout[:500]!r}") from None


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


def _failed(said: str) -> ParserFailed:
    """What it said is for whoever runs the server."""
    _log.error("The parser failed: %s", said.strip()[-2000:])
    return ParserFailed(_("The server could not read it just now. It is no fault of the text: try again later."))

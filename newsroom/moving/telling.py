"""What an import says when it ends: each record that needs a look, what came up most often, what nobody here knows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from newsroom.wire.filing import Outcome

from .bringing import Bringing
from .report import Record, Report

MOST_LINES = 500  # records that are told one by one; the report has all
MOST_REASONS = 12
ASKED_BY = {
    "picture": "--pictures FOLDER takes them from there, --fetch-pictures from their addresses",
    "comment": "--comments brings them",
    "page": "--pages brings them",
}
FEW = 20  # records that need no summary of their reasons
_SENTENCES = re.compile(r"(?<=[.?!]) (?=[A-Z“\u0600-\u06ff])")
_OWN = re.compile(r"“[^”]*”|\([^)]*\)|\d[\d:./-]*|https?://\S+")  # what one record alone has
_LISTED = re.compile(r": .+", re.DOTALL)


def of_record(record: Record) -> str:
    place = f"{record.path}, record {record.number}" if record.number else record.path
    return f"{place}: {record.outcome}. {record.reason}"


def summary(report: Report) -> Iterator[str]:
    counts = ", ".join(f"{count} {outcome}" for outcome, count in report.counts.items())
    yield f"{_number(len(report), 'record')}: {counts}."
    if report.told > FEW:
        yield "What came up most often:"
        yield from (f"{times:>7} × {reason}" for reason, times in reasons(report).most_common(MOST_REASONS))
    if report.told > MOST_LINES:
        yield f"{report.told - MOST_LINES} more records have something to tell: --report FILE has all of it."


def reasons(records: Iterable[Record]) -> Counter[str]:
    """Sentences without what differs from record to record, with the number of records that have them."""
    return Counter(kind for record in records if record.reason for kind in _kinds(record.reason))


def left(bringing: Bringing) -> Iterator[str]:
    """What the files have beside their stories and nobody asked for, each with the option that does."""
    for kind, option in ASKED_BY.items():
        if count := bringing.unasked[kind]:
            be = "was" if count == 1 else "were"
            yield f"{_number(count, kind)} {be} left where the files have them: {option}."


def unknown(bringing: Bringing) -> Iterator[str]:
    """A mapping file to be filled in, as TOML."""
    if made := bringing.strangers.made:
        yield f"Made: {', '.join(made[:20])}{'…' if len(made) > 20 else ''} ({len(made)})."
    if mapping := bringing.strangers.as_mapping():
        yield "Nobody here knows these. Put them into a file, each with a slug of ours, and name it with --map:"
        yield mapping


def lines(report: Report) -> Iterator[tuple[bool, str]]:
    """The records that have something to tell, each with whether it failed: of very many those that failed first."""
    told: Iterable[Record] = (record for record in report if record.reason)
    if report.told > MOST_LINES:
        others = (record for record in report if record.reason and not _has_failed(record))
        told = islice(chain(filter(_has_failed, report), others), MOST_LINES)
    yield from ((_has_failed(record), of_record(record)) for record in told)


def _has_failed(record: Record) -> bool:
    return record.outcome is Outcome.FAILED


def _number(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def _kinds(reason: str) -> Iterable[str]:
    """Each once, in the order of the text: of those that are equally frequent the first is told first."""
    return dict.fromkeys(map(_kind, _SENTENCES.split(reason)))


def _kind(sentence: str) -> str:
    return _LISTED.sub(": …", _OWN.sub("…", sentence))

"""Files the records that a source gave, many at a time and across its files, and says what became of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from ..filing import Arrival, Filing, Result, file_batch, portions
from ..models import Source
from ..parsing import Parsed
from ..stories import WireStory
from .answers import Line
from .pictures import Pictures

PATIENCE_SECONDS = 5  # for which a story waits for those after it: files are read, and pictures fetched, meanwhile


class Read(NamedTuple):
    """A record that was read, with its pictures in the library."""

    arrival: Arrival
    format: str


def read_in(parsed: Parsed, pictures: Pictures, *, path: str) -> Iterator[Read]:
    """The records of a file, each once its pictures are there."""
    pictures.begin(parsed.records, format=parsed.format)
    for record in parsed.records:
        pictures.prepare(record)
        yield Read(Arrival(path, record), parsed.format)


def at_once(reads: Iterable[Read]) -> Iterator[list[Read]]:
    """As many as are filed at once."""
    return portions(reads, record_of=lambda read: read.arrival.record, seconds=PATIENCE_SECONDS)


def filed(reads: Sequence[Read], filing: Filing, *, is_kept: bool) -> Iterator[Line]:
    """Files them in their order, and takes them back at once where nothing is to be kept. Once somebody pauses the
    source, or says that it publishes no more, it does not."""
    if is_kept:
        filing.publish = filing.publish and _still_publishes(filing.source)
    for format, some in groupby(reads, key=lambda read: read.format):
        filing.format = format
        for arrival, result in file_batch(filing, [read.arrival for read in some], is_kept=is_kept):
            yield _line(arrival, result)


def _still_publishes(source: Source) -> bool:
    there = Source.objects.filter(pk=source.pk, publishes=True, is_paused=source.is_paused)  # one may be asked by name
    return there.exists()


def _line(arrival: Arrival, result: Result) -> Line:
    path, record = arrival
    headline, language = (record.headline, record.language) if isinstance(record, WireStory) else ("", "")
    return Line(path, record.number, result.outcome, result.reason, headline, language)

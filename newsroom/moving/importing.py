"""An import run: the files, the records in them, what became of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import BinaryIO, NamedTuple

from django.utils.translation import gettext as _

from newsroom.wire.filing import After, Arrival, Filing, Outcome, Result, file_batch, portions
from newsroom.wire.opening import Opened, read_records, wire_terms
from newsroom.wire.reading import Beside, Unreadable
from newsroom.wire.reading import Terms as WireTerms
from newsroom.wire.stories import WireRecord

from . import reading_ahead
from .files import FOLDER_SUFFIXES, InputFile, expand, inside, is_contributed, is_endless, is_picture, name_of
from .report import Record


@dataclass(frozen=True)
class Terms:
    """How the files of a run are read."""

    format: str = ""  # told from each file where it is not said
    timezone: str = ""  # overrides every label and the newsroom's own zone
    zone: str = ""  # of times that name none, as their source has it
    language: str = ""  # of stories that name none
    columns: Mapping[str, str] = field(default_factory=dict)  # of tables, by what they hold
    site: str = ""  # where the files were before, if they do not say it
    bases: Mapping[str, str] = field(default_factory=dict)  # of that site's lists, where they are not the usual ones
    strict: bool = False
    dry_run: bool = False


Reading = Callable[[InputFile, Opened], Iterator[WireRecord]]


def as_they_stand(_file: InputFile, opened: Opened) -> Iterator[WireRecord]:
    return opened.records


class _Told(NamedTuple):
    """What is known of a file without filing anything: that it is not read, or why it cannot be."""

    path: str
    result: Result


class _Read(NamedTuple):
    """A record that was read."""

    arrival: Arrival
    format: str


def run(
    paths: list[Path],
    *,
    filing: Filing,
    terms: Terms,
    reading: Reading = as_they_stand,
    after: After | None = None,
) -> Iterator[Record]:
    """Files every record of every file, in sorted order and many in a transaction, and yields what became of each
    once that is committed. A dry run does all of it and keeps none (a story is not told from all others of the same
    run that are like it, since they are gone); a strict one ends at the first failure.

    `reading` gives the records of a file, and may do what has to be there before they are filed, outside their
    transaction. What comes `after` records are filed, with what became of them, is done in their transaction, and says
    what is told of each."""
    for batch in portions(_contents(paths, terms, reading), record_of=_record_of, first=1):
        for path, number, result in _filed(batch, filing, terms, after):
            yield Record(path, number, result.outcome, result.reason, None if terms.dry_run else result.article_id)
            if terms.strict and result.outcome is Outcome.FAILED:
                return


def _filed(
    batch: list[_Told | _Read], filing: Filing, terms: Terms, after: After | None
) -> Iterator[tuple[str, int, Result]]:
    for format, parts in groupby(batch, key=lambda part: part.format if isinstance(part, _Read) else None):
        if format is None:
            yield from ((part.path, 0, part.result) for part in parts)
            continue
        filing.format = format
        arrivals = [part.arrival for part in parts]
        for arrival, result in file_batch(filing, arrivals, after=after, is_kept=not terms.dry_run):
            yield arrival.path, arrival.record.number, result


def _record_of(part: _Told | _Read) -> WireRecord | None:
    return part.arrival.record if isinstance(part, _Read) else None


def _contents(paths: list[Path], terms: Terms, reading: Reading) -> Iterator[_Told | _Read]:
    for path, is_named in expand(paths):
        if not is_named and not is_contributed(path):
            yield _Told(name_of(path), Result(Outcome.SKIPPED, _of_no_folder()))
            continue
        if not is_named and is_endless(path):
            pipe = _("This is a pipe or a device, no file. Name it to read it.")
            yield _Told(name_of(path), Result(Outcome.SKIPPED, pipe))
            continue
        try:
            for file in inside(path):
                yield from _of_file(file, terms, reading, beside=partial(_others, paths, file.name))
        except Unreadable as problem:
            yield _Told(name_of(path), Result(Outcome.FAILED, str(problem)))


def _others(paths: list[Path], but: str) -> Iterator[BinaryIO]:
    """The other files of a run, for what one of them leaves to another; what is wrong with one is told in its turn."""
    for path, is_named in expand(paths):
        if is_endless(path) or not (is_named or is_contributed(path)):
            continue
        with suppress(Unreadable):
            yield from (file.stream for file in inside(path) if file.is_contributed and file.name != but)


def _of_file(file: InputFile, terms: Terms, reading: Reading, *, beside: Beside) -> Iterator[_Told | _Read]:
    if is_picture(file.member):  # its stories bring it
        return
    if not file.is_contributed:
        yield _Told(file.name, Result(Outcome.SKIPPED, _of_no_folder()))
        return
    try:
        wire = replace(_wire_terms(terms), beside=beside)
        opened = read_records(file.stream, name=file.name, terms=wire, format=terms.format)
        if reading_ahead.is_long(file):
            opened = opened._replace(records=reading_ahead.ahead(opened.records))
        for record in reading(file, opened):
            yield _Read(Arrival(file.name, record), opened.format)
    except Unreadable as problem:  # the other members of an archive can still be read
        yield _Told(file.name, Result(Outcome.FAILED, str(problem)))


def _of_no_folder() -> str:
    kinds = {"kinds": _(", ").join(sorted(FOLDER_SUFFIXES))}
    return _("Of a folder, files of these kinds are read: %(kinds)s. Name this one to read it.") % kinds


def _wire_terms(terms: Terms) -> WireTerms:
    return wire_terms(
        timezone=terms.timezone,
        zone=terms.zone,
        language=terms.language,
        columns=terms.columns,
        address=terms.site,
        bases=terms.bases,
    )

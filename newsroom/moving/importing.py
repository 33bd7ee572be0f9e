"""An import run: the files, the records in them, what became of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from newsroom.wire.filing import Filing, Outcome, Result
from newsroom.wire.opening import Opened, read_records, wire_terms
from newsroom.wire.reading import Terms as WireTerms
from newsroom.wire.reading import Unreadable
from newsroom.wire.stories import WireRecord

from .files import FOLDER_SUFFIXES, InputFile, expand, inside, is_contributed, name_of


@dataclass(frozen=True)
class Record:
    """One line of the report."""

    path: str
    number: int
    outcome: Outcome
    reason: str
    article: int | None


@dataclass
class Report:
    """What became of every record; the counts add up to the records."""

    records: list[Record] = field(default_factory=list)
    is_strict: bool = False

    @property
    def counts(self) -> dict[str, int]:
        counted = Counter(record.outcome for record in self.records)
        return {outcome.value: counted[outcome] for outcome in Outcome}

    @property
    def exit_code(self) -> int:
        """0: every record was accepted; 1: some failed, or one ended a strict run; 2: none was accepted."""
        failed = self.counts[Outcome.FAILED]
        if failed == len(self.records) and not (self.is_strict and failed):
            return 2
        return 1 if failed else 0

    def as_json(self) -> dict:
        return {"counts": self.counts, "records": [asdict(record) for record in self.records]}


@dataclass(frozen=True)
class Terms:
    """How the files of a run are read."""

    format: str = ""  # told from each file where it is not said
    timezone: str = ""  # overrides every label and the newsroom's own zone
    columns: Mapping[str, str] = field(default_factory=dict)  # of tables, by what they hold
    strict: bool = False
    dry_run: bool = False


Reading = Callable[[InputFile, Opened], Iterator[WireRecord]]
After = Callable[[list[tuple[WireRecord, Result]]], list[Result]]


def as_they_stand(_file: InputFile, opened: Opened) -> Iterator[WireRecord]:
    return opened.records


def as_filed(rows: list[tuple[WireRecord, Result]]) -> list[Result]:
    return [result for _record, result in rows]


class Hooks(NamedTuple):
    """What else is done before and after records are filed."""

    reading: Reading
    after: After


def run(
    paths: list[Path],
    *,
    filing: Filing,
    terms: Terms,
    reading: Reading = as_they_stand,
    after: After = as_filed,
) -> Iterator[Record]:
    """Files every record of every file, in sorted order, each in its own transaction, and yields what became
    of it. A dry run does all of it and keeps none (a story is not told from others of the same run that are like
    it, since they are gone); a strict one ends at the first failure.

    `reading` gives the records of a file, and may do what has to be there before they are filed, outside their
    transaction. What comes `after` records are filed, with what became of them, is done in their transaction, and says
    what is told of each."""
    hooks = Hooks(reading, after)
    with transaction.atomic() if terms.dry_run else nullcontext():
        for path, number, result in _results(paths, filing, terms=terms, hooks=hooks):
            yield Record(path, number, result.outcome, result.reason, None if terms.dry_run else result.article_id)
            if terms.strict and result.outcome is Outcome.FAILED:
                break
        if terms.dry_run:
            transaction.set_rollback(True)


def _results(paths: list[Path], filing: Filing, *, terms: Terms, hooks: Hooks) -> Iterator[tuple[str, int, Result]]:
    for path, is_named in expand(paths):
        if not is_named and not is_contributed(path):
            yield name_of(path), 0, Result(Outcome.SKIPPED, _of_no_folder())
            continue
        try:
            for file in inside(path):
                yield from _of_file(file, filing, terms=terms, hooks=hooks)
        except Unreadable as problem:
            yield name_of(path), 0, Result(Outcome.FAILED, str(problem))


def _of_file(file: InputFile, filing: Filing, *, terms: Terms, hooks: Hooks) -> Iterator[tuple[str, int, Result]]:
    if not file.is_contributed:
        yield file.name, 0, Result(Outcome.SKIPPED, _of_no_folder())
        return
    try:
        opened = read_records(file.stream, name=file.name, terms=_wire_terms(terms), format=terms.format)
        filing.format = opened.format
        for record in hooks.reading(file, opened):
            filing.begin()
            yield file.name, record.number, _file(record, path=file.name, filing=filing, terms=terms, hooks=hooks)
    except Unreadable as problem:  # the other members of an archive can still be read
        yield file.name, 0, Result(Outcome.FAILED, str(problem))


def _of_no_folder() -> str:
    kinds = {"kinds": _(", ").join(sorted(FOLDER_SUFFIXES))}
    return _("Of a folder, files of these kinds are read: %(kinds)s. Name this one to read it.") % kinds


def _file(record: WireRecord, *, path: str, filing: Filing, terms: Terms, hooks: Hooks) -> Result:
    """A dry run takes back each record at once: until the end of the run the locks of what it published would
    keep the whole desk from publishing."""
    with transaction.atomic():
        result = filing.file(record, path=path)
        (result,) = hooks.after([(record, result)])
        if terms.dry_run:
            transaction.set_rollback(True)
    return result


def _wire_terms(terms: Terms) -> WireTerms:
    return wire_terms(timezone=terms.timezone, columns=terms.columns)

"""An import run: the files, the records in them, what became of each."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import asdict, dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from articles.moments import zone_label
from newsroom.wire import reading as wire
from newsroom.wire.filing import Filing, Outcome, Result
from newsroom.wire.formats import wire_text
from newsroom.wire.stories import WireFailure, WireStory

FOLDER_SUFFIXES = (".txt", ".text")  # what a folder contributes; a file that is named is always read


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

    timezone: str = ""  # overrides every label and the newsroom's own zone
    strict: bool = False
    dry_run: bool = False


def run(paths: list[Path], *, filing: Filing, terms: Terms) -> Iterator[Record]:
    """Files every record of every file, in sorted order, each in its own transaction, and yields what became
    of it. A dry run does all of it and keeps none (a story is not told from others of the same run that are like
    it, since they are gone); a strict one ends at the first failure."""
    with transaction.atomic() if terms.dry_run else nullcontext():
        for path, number, result in _results(paths, filing, terms=terms):
            yield Record(path, number, result.outcome, result.reason, None if terms.dry_run else result.article_id)
            if terms.strict and result.outcome is Outcome.FAILED:
                break
        if terms.dry_run:
            transaction.set_rollback(True)


def _results(paths: list[Path], filing: Filing, *, terms: Terms) -> Iterator[tuple[str, int, Result]]:
    for path, is_named in expand(paths):
        name = os.fsencode(path).decode(errors="backslashreplace")  # a name may be in any charset
        if not is_named and path.suffix.lower() not in FOLDER_SUFFIXES:
            yield name, 0, Result(Outcome.SKIPPED, _("A folder contributes its .txt files; name this one to read it."))
            continue
        try:
            payload = read_file(path)
        except UnreadableFile as problem:
            yield name, 0, Result(Outcome.FAILED, str(problem))
            continue
        for record in read_records(payload, terms):
            filing.begin()
            yield name, record.number, _file(record, path=name, filing=filing, terms=terms)


def _file(record: WireStory | WireFailure, *, path: str, filing: Filing, terms: Terms) -> Result:
    """A dry run takes back each record at once: until the end of the run the locks of what it published would
    keep the whole desk from publishing."""
    if not terms.dry_run:
        return filing.file(record, path=path)
    with transaction.atomic():
        result = filing.file(record, path=path)
        transaction.set_rollback(True)
    return result


def expand(paths: list[Path]) -> Iterator[tuple[Path, bool]]:
    """Every file once, in sorted order, and whether it was named itself; hidden files of a folder are passed over."""
    files: dict[Path, bool] = {}
    for path in paths:
        if not os.path.isdir(path):  # unlike Path.is_dir it raises nothing: what is wrong shows on reading
            files[path] = True
            continue
        for file in path.rglob("*"):
            is_hidden = any(part.startswith(".") for part in file.relative_to(path).parts)
            if not is_hidden and not os.path.isdir(file):
                files.setdefault(file, False)
    yield from sorted(files.items())


class UnreadableFile(Exception):
    """A file that no record can be read from; its text is for the person who runs the import."""


def read_file(path: Path) -> bytes:
    """The bytes of a file, never many more than wire text has. Raises `UnreadableFile`."""
    try:
        with path.open("rb") as file:
            if (size := os.fstat(file.fileno()).st_size) > wire_text.LARGEST_FILE:
                reason = _("The file has %(size)s bytes; wire text has at most %(most)s.")
                raise UnreadableFile(reason % {"size": size, "most": wire_text.LARGEST_FILE})
            return file.read(wire_text.LARGEST_FILE + 1)
    except FileNotFoundError:
        raise UnreadableFile(_("There is no such file.")) from None
    except OSError as problem:
        raise UnreadableFile(_("It cannot be read: %(problem)s.") % {"problem": problem.strerror}) from None


def read_records(payload: bytes, terms: Terms) -> Iterator[WireStory | WireFailure]:
    return wire_text.read(
        payload,
        wire.Terms(settings.NEWSROOM_ZONE, zone_labels=newsroom_zone_labels(), override=terms.timezone or None),
    )


def newsroom_zone_labels() -> set[str]:
    """What stories may call the newsroom's zone, in each of its languages."""
    zone, labels = settings.NEWSROOM_ZONE, settings.NEWSROOM_ZONE_LABELS
    return {zone, *labels.values(), *(zone_label(zone, code, labels=labels) for code in settings.NEWSROOM_LANGUAGES)}

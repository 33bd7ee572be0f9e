"""What a format of exports is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from articles.models import Section


@dataclass(frozen=True)
class Choice:
    """Which publications are meant; those of everything unless it says otherwise."""

    since: datetime | None = None  # changed then or later
    section: Section | None = None  # or one below it
    language: str = ""
    without_readers: bool = False  # of the complete export: nothing that is a reader's own

    @property
    def is_narrowed(self) -> bool:
        return bool(self.since or self.section or self.language)


class Written(NamedTuple):
    """One thing that was written, or that could not be: `problem` says why."""

    kind: str  # in the plural, as the summary counts them: "articles"
    problem: str = ""


@dataclass(frozen=True)
class Format:
    """`write(place, choice)` fills a place, which nobody sees before it is done, and yields what it wrote.

    The place has the name of the destination: for a format that `is_folder` it is an empty folder, for any other a
    file that is not there yet. All that is read is of one moment. An `OSError` or an `ExportFailed` ends the export,
    and nothing of it stays.

    One that `is_renewed` gets the destination itself, which may be its own of an earlier time: it brings it up to date.
    """

    write: Callable[[Path, Choice], Iterator[Written]]
    is_folder: Callable[[Path], bool]  # by the name of the destination
    is_complete: bool = False  # it holds everything, whatever is chosen
    is_renewed: bool = False
    names_static_files: bool = False  # as pages and feeds do


class ExportFailed(Exception):
    """It cannot be exported; the text is a sentence that says why."""


def always_folder(destination: Path) -> bool:
    return True


def always_file(destination: Path) -> bool:
    return False

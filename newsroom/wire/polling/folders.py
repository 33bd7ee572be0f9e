"""A source that is a folder on the server: each file is read once, when it is complete; none is ever deleted."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from ..formats import FORMATS
from ..models import Source, SourceFile
from ..opening import wire_terms
from ..parsing import Parsed, Parser
from ..reading import Unreadable
from ..sentences import Sentence
from ..sentences import say as _

SUFFIXES = frozenset(suffix for known in FORMATS.values() for suffix in known.suffixes)
SETTLED_SECONDS = 60  # a file that was not touched for so long is complete
SEEN_SECONDS = 10  # and so is one that is after so long what it was
LARGEST = 50_000_000  # bytes
DONE = "done"  # where files go that were read, if the source says so


class NoFolder(Exception):
    """The folder of a source cannot be looked into; the text is a sentence for the desk."""


class NotMoved(Exception):
    """What was read stays where it is; the text is a sentence for the desk."""


@dataclass(frozen=True)
class Waiting:
    """A file that was not read yet, as it is now."""

    path: Path
    name: str
    size: int
    modified_ns: int
    is_complete: bool


def folder_of(source: Source) -> Path:
    """Where the files are. Raises `NoFolder` for one outside that of the settings, wherever links may lead."""
    if not settings.WIRE_FOLDERS:
        raise NoFolder(_("No folder is looked into on this server: WIRE_FOLDERS names the one that they lie in."))
    root = Path(settings.WIRE_FOLDERS).resolve()
    try:
        folder = (root / source.folder).resolve()
    except (OSError, RuntimeError, ValueError):
        folder = root.parent
    if folder != root and root not in folder.parents:
        raise NoFolder(_("This folder is not below the one that WIRE_FOLDERS names."))
    if not os.path.isdir(folder):
        raise NoFolder(_("There is no such folder on the server."))
    return folder


def waiting(source: Source, folder: Path) -> list[Waiting]:
    """The files that were not read yet, or have changed since, by name. Raises `NoFolder` if they cannot be listed."""
    seen = {file.name: file for file in source.files.all()} if source.pk else {}
    with _looking_into(), os.scandir(folder) as entries:
        found = [_as_it_is(entry, seen.get(_named(entry.name))) for entry in entries if _is_wanted(entry)]
    return sorted((file for file in found if file), key=lambda file: file.name)


def read(source: Source, file: Waiting, *, parser: Parser) -> Parsed:
    """The records of a file. Raises `Unreadable` for one that holds none, OSError for one that cannot be opened."""
    if file.size > LARGEST:
        raise Unreadable(_("It has more than %(most)s MB: import it by command.") % {"most": LARGEST // 1_000_000})
    with open(os.open(file.path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb") as opened:
        payload = opened.read(LARGEST)
    terms = wire_terms(zone=source.zone, language=source.language)
    return parser.parse(payload, name=file.name, terms=terms, format=source.format)


def remember(source: Source, files: list[Waiting], *, are_read: bool) -> None:
    """Notes files as they were: read, or to be looked at again. Two whose bytes are written alike are one."""
    named = {file.name: file for file in files}
    SourceFile.objects.bulk_create(
        [SourceFile(source=source, is_read=are_read, **_marks(file)) for file in named.values()],
        batch_size=1000,
        update_conflicts=True,
        unique_fields=["source", "name"],
        update_fields=["size", "modified_ns", "is_read", "seen_at"],
    )


def _marks(file: Waiting) -> dict:
    return {"name": file.name, "size": file.size, "modified_ns": file.modified_ns}


def forget_gone(source: Source, folder: Path) -> None:
    """Forgets files that lie there no more. Should one come back, its stories are known. Raises `NoFolder` if the
    folder itself is gone."""
    with _looking_into():
        there = {_named(name) for name in os.listdir(folder)}
    gone = [key for key, name in source.files.values_list("pk", "name") if name not in there]
    for start in range(0, len(gone), 1000):
        SourceFile.objects.filter(pk__in=gone[start : start + 1000]).delete()


def why_not_moved(source: Source, folder: Path) -> str:
    """A sentence where files that are read are to be moved and cannot be, also while none is there; else ""."""
    try:
        if source.moves_files:
            _make_done(folder)
    except NotMoved as problem:
        return Sentence.of(problem)
    return ""


def put_away(file: Waiting) -> None:
    """Moves a file that was read beside the others that were, under another name where its own is taken. Raises
    `NotMoved`."""
    done = file.path.parent / DONE
    _make_done(file.path.parent)
    try:
        os.rename(file.path, next(path for path in _names(done, file.path) if not os.path.lexists(path)))
    except OSError as problem:
        raise _not_moved(problem) from None


def _make_done(folder: Path) -> None:
    """Makes the folder of files that were read; a link in its place might lead them anywhere."""
    done = folder / DONE
    try:
        done.mkdir(exist_ok=True)
        os.close(os.open(done, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW))
    except OSError as problem:
        raise _not_moved(problem) from None


def _not_moved(problem: OSError) -> NotMoved:
    sentence = _("Files that were read cannot be moved into the folder “%(folder)s”: %(problem)s.")
    return NotMoved(sentence % {"folder": DONE, "problem": problem.strerror})


@contextmanager
def _looking_into() -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        raise NoFolder(_("The folder cannot be looked into: %(problem)s.") % {"problem": problem.strerror}) from None


def _names(folder: Path, path: Path) -> Iterator[Path]:
    yield folder / path.name
    number = 2
    while True:
        yield folder / f"{path.stem} ({number}){path.suffix}"
        number += 1


def _is_wanted(entry: os.DirEntry) -> bool:
    """Files themselves: a link may lead anywhere, and what has another suffix may still be on its way."""
    suffix = os.path.splitext(entry.name)[1].lower()
    return not entry.name.startswith(".") and suffix in SUFFIXES and entry.is_file(follow_symlinks=False)


def _as_it_is(entry: os.DirEntry, seen: SourceFile | None) -> Waiting | None:
    """None for one that was read as it is."""
    try:
        found = os.stat(entry.path, follow_symlinks=False)
    except FileNotFoundError:  # somebody has taken it away meanwhile
        return None
    if not stat.S_ISREG(found.st_mode):
        return None
    is_same = seen is not None and (seen.size, seen.modified_ns) == (found.st_size, found.st_mtime_ns)
    if is_same and seen.is_read:
        return None
    now = timezone.now()
    has_stayed = is_same and now - seen.seen_at >= timedelta(seconds=SEEN_SECONDS)
    is_old = now.timestamp() - max(found.st_mtime, found.st_ctime) >= SETTLED_SECONDS
    path, name = Path(entry.path), _named(entry.name)
    return Waiting(path, name, found.st_size, found.st_mtime_ns, is_complete=bool(has_stayed or is_old))


def _named(name: str) -> str:
    """A name as text: it may be in any charset."""
    return os.fsencode(name).decode(errors="backslashreplace")

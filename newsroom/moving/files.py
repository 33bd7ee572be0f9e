"""The files of an import: which there are, and their bytes, out of archives too."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath
from tempfile import TemporaryFile
from typing import BinaryIO, NamedTuple, cast

from django.utils.translation import gettext as _

from newsroom.wire.formats import FORMATS
from newsroom.wire.reading import Unreadable

from . import archives

# What a folder contributes; a file that is named is always read.
FOLDER_SUFFIXES = frozenset(suffix for known in FORMATS.values() for suffix in known.suffixes) | archives.SUFFIXES
PIECE = 1024 * 1024  # bytes
PICTURE_SUFFIXES = frozenset((".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp", ".avif", ".gif"))


def _nowhere() -> int:
    return 0


class InputFile(NamedTuple):
    """One file with its bytes; `name` is for people, a member of an archive has the archive's before its own."""

    name: str
    stream: BinaryIO
    is_contributed: bool = True  # named itself, or one of those that are read from a folder
    archive: Path | None = None  # that it is a member of
    member: str = ""  # its name there
    place: Callable[[], int] = _nowhere  # how many bytes of the file on the disk were read
    path: Path = Path()  # of that file: its name for people may not be one that it is found by


class UnreadableFile(Unreadable):
    """A file that no record can be read from; its text is for the person who runs the import."""


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


def name_of(path: Path) -> str:
    """The path as text: a name may be in any charset."""
    return os.fsencode(path).decode(errors="backslashreplace")


def is_contributed(path: PurePath) -> bool:
    return path.suffix.lower() in FOLDER_SUFFIXES


def is_endless(path: Path) -> bool:
    """Whether it is a pipe or a device: whoever reads it may wait for ever."""
    return os.path.exists(path) and not os.path.isfile(path) and not os.path.isdir(path)


def is_picture(name: str) -> bool:
    return PurePath(name).suffix.lower() in PICTURE_SUFFIXES


def inside(path: Path) -> Iterator[InputFile]:
    """The file itself, or the files that an archive holds, each open until the next is asked for.

    Raises `Unreadable` for one that is not there, cannot be read, or is an archive that no honest hand has made.
    """
    with _opened(path) as file:
        held = archives.members(file, name=path.name)
        if held is None:
            yield InputFile(name_of(path), file, place=file.tell, path=path)
            return
        for member in held:
            within = PurePath(member.name)
            is_read = is_contributed(within) or (not within.suffix and member.name == path.stem)  # feed.gz
            whole = InputFile(f"{name_of(path)}/{member.name}", member.stream, place=file.tell, path=path)
            yield whole._replace(is_contributed=is_read, archive=path, member=member.name)


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    try:
        with path.open("rb") as file:
            if file.seekable():
                yield file
                return
            with TemporaryFile() as kept:  # a pipe gives its bytes once, and formats look at their beginning first
                _copy(file, cast(BinaryIO, kept))
                yield cast(BinaryIO, kept)
    except FileNotFoundError:
        raise UnreadableFile(_("There is no such file.")) from None
    except OSError as problem:
        raise UnreadableFile(_("It cannot be read: %(problem)s.") % {"problem": problem.strerror or problem}) from None


def _copy(pipe: BinaryIO, kept: BinaryIO) -> None:
    """All that comes out of a pipe, from its beginning; raises `UnreadableFile` for one that does not end."""
    while piece := pipe.read(PIECE):
        kept.write(piece)
        if kept.tell() > archives.MOST_BYTES:
            raise UnreadableFile(_("More comes out of this pipe than news would have: it was not read."))
    kept.seek(0)

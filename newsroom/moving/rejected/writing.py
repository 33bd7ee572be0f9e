"""Writes rejected records: one file where they are of one, else a zip archive with a file for each."""

from __future__ import annotations

import csv
import io
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from newsroom.wire.formats import FORMATS
from newsroom.wire.reading import Unreadable, copy_as_it_comes
from newsroom.wire.recognising import HEAD, recognise

from ..files import InputFile, UnreadableFile, inside
from ..whole_files import write_whole
from . import ghost, lists, wxr
from .collecting import FromFile, Part, Rejected

_IN_MEMORY = 20_000_000  # bytes of one part


def write(rejected: Rejected, target: Path) -> None:
    """Writes the records to `target`, in place of what was there. Raises OSError."""
    write_whole(target, lambda stream: _write(rejected, stream, name=target.name))


def _write(rejected: Rejected, out, *, name: str) -> None:
    parts = list(rejected.parts.values())
    numbers = {id(part): number for number, part in enumerate(parts, start=1)}
    with closing(_written(parts)) as found:
        first = next(found)
        if len(parts) == 1 and not name.lower().endswith(".zip") and _is_told(first[1], first[0], name=name):
            shutil.copyfileobj(first[1], out)
            return
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for part, written in chain([first], found):
                with archive.open(_member_name(part.file, numbers[id(part)]), "w") as member:
                    shutil.copyfileobj(written, member)


def _written(parts: Iterable[Part]) -> Generator[tuple[Part, BinaryIO], None, None]:
    """The rejected records of each file as a file of its own, at its start and open until the next is asked for."""
    for part, source in _sources(parts):
        with tempfile.SpooledTemporaryFile(_IN_MEMORY) as made:
            try:
                _WRITERS.get(part.file.format, _whole)(source, made, part)  # type: ignore[arg-type]
            except (Unreadable, csv.Error):  # nobody can tell its records
                for file in (source, made):
                    file.seek(0)
                made.truncate()
                _whole(source, made, part)  # type: ignore[arg-type]
            made.seek(0)
            yield part, made  # type: ignore[misc]


def _sources(parts: Iterable[Part]) -> Iterator[tuple[Part, BinaryIO]]:
    """The files that parts are of, each archive gone through once."""
    by_path: dict[Path, dict[str, list[Part]]] = {}
    for part in parts:
        by_path.setdefault(part.file.path, {}).setdefault(part.file.member, []).append(part)
    for path, wanted in by_path.items():
        for file in _as_far_as_it_goes(path):
            for part in wanted.pop(file.member, ()):
                with _at_hand(file.stream) as source:
                    yield part, source
            if not wanted:
                break
        yield from ((part, io.BytesIO()) for part in chain.from_iterable(wanted.values()))


@contextmanager
def _at_hand(stream: BinaryIO) -> Iterator[BinaryIO]:
    """A file that can be read twice: itself, or what comes out of an archive, as far as that goes."""
    if stream.seekable():
        stream.seek(0)
        yield stream
        return
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as kept:
        with suppress(Unreadable):
            copy_as_it_comes(stream, kept)
        kept.seek(0)
        yield kept  # type: ignore[misc]


def _as_far_as_it_goes(path: Path) -> Iterator[InputFile]:
    """An archive may be broken. Raises OSError for a file that is not there any more."""
    try:
        yield from inside(path)
    except UnreadableFile as problem:
        raise OSError(str(problem)) from None
    except Unreadable:
        return


def _is_told(written: BinaryIO, part: Part, *, name: str) -> bool:
    """Whether the import will know by itself what is in a file of this name."""
    head = written.read(HEAD)
    written.seek(0)
    try:
        return recognise(head, name=name) == part.file.format
    except Unreadable:
        return False


def _member_name(file: FromFile, number: int) -> str:
    named = PurePosixPath(file.member or file.path.name)
    suffixes = FORMATS[file.format].suffixes
    suffix = named.suffix if named.suffix.lower() in suffixes else suffixes[0]
    stem = "".join(letter if letter.isalnum() or letter in "-_" else "-" for letter in named.stem)[:60]
    return f"{number:04}-{stem}{suffix}"


def _whole(source: BinaryIO, made: BinaryIO, _part: Part) -> None:
    """Documents, feeds and messages stay as they are: what was filed of them is known again."""
    shutil.copyfileobj(source, made)


def _wire_text(_source: BinaryIO, made: BinaryIO, part: Part) -> None:
    made.write(part.text.encode(errors="replace") + b"\n")


Writer = Callable[[BinaryIO, BinaryIO, Part], None]
_WRITERS: Mapping[str, Writer] = {
    "wxr": wxr.write,
    "csv": lists.write_table,
    "jsonl": lists.write_lines,
    "json": lists.write_list,
    "ghost": ghost.write,
    "wire_text": _wire_text,
}

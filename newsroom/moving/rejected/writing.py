"""Writes rejected records: one file where they are of one, else a zip archive with a file for each."""

from __future__ import annotations

import io
import os
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from newsroom.wire.formats import FORMATS
from newsroom.wire.reading import Unreadable
from newsroom.wire.recognising import HEAD, recognise

from ..files import InputFile, UnreadableFile, inside
from . import ghost, lists, wxr
from .collecting import FromFile, Part, Rejected

_IN_MEMORY = 20_000_000  # bytes of one part


def write(rejected: Rejected, target: Path) -> None:
    """Writes the records to `target`, in place of what was there. Raises OSError."""
    with tempfile.NamedTemporaryFile(dir=target.parent, prefix=f".{target.name[:50]}-", delete=False) as kept:
        try:
            _write(rejected, kept, name=target.name)
            kept.flush()
            os.chmod(kept.name, 0o644)
            os.replace(kept.name, target)
        except BaseException:
            os.unlink(kept.name)
            raise


def _write(rejected: Rejected, out, *, name: str) -> None:
    parts = list(rejected.parts.values())
    if len(parts) == 1:
        with _written(parts[0]) as written:
            if _is_told(written, parts[0], name=name):
                shutil.copyfileobj(written, out)
                return
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, part in enumerate(parts, start=1):
            with _written(part) as written, archive.open(_member_name(part.file, number), "w") as member:
                shutil.copyfileobj(written, member)


@contextmanager
def _written(part: Part) -> Iterator[BinaryIO]:
    """The rejected records of one file as a file of its own, at its start."""
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as made:
        try:
            with _source(part.file) as source:
                _WRITERS.get(part.file.format, _whole)(source, made, part)  # type: ignore[arg-type]
        except Unreadable:  # nobody can tell its records
            made.seek(0)
            made.truncate()
            with _source(part.file) as source:
                _whole(source, made, part)  # type: ignore[arg-type]
        made.seek(0)
        yield made  # type: ignore[misc]


@contextmanager
def _source(file: FromFile) -> Iterator[BinaryIO]:
    with closing(_as_far_as_it_goes(file.path)) as found:
        for each in found:
            if each.member == file.member:
                yield each.stream
                return
    yield io.BytesIO()


def _as_far_as_it_goes(path: Path) -> Generator[InputFile, None, None]:
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
    with suppress(Unreadable):
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

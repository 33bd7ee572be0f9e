"""A complete export as it lies there: a folder, a file with its folder beside it, or a tar of them. Read in place."""

from __future__ import annotations

import io
import json
import lzma
import os
import re
import stat
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from newsroom.moving.complete import HEADER, PICTURES, RECORDS

from .refusing import Refused

LONGEST_HEADER = 64 * 1024  # bytes
LOOKED_AT = 3  # files of a tar that say whether it is an export
_PICTURE = re.compile(r"(?:.*/)?pictures/([0-9a-f]{64})(?:\.[a-z]{3,4})?")
BROKEN = (tarfile.TarError, zlib.error, lzma.LZMAError, EOFError)  # an archive


class Parcel:
    """`records` opens the lines, `pictures` yields each picture's file with the SHA-256 that it is named by."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @contextmanager
    def records(self) -> Iterator[BinaryIO]:
        with (self.path / RECORDS if self.path.is_dir() else self.path).open("rb") as file:
            yield file

    def pictures(self) -> Iterator[tuple[str, BinaryIO]]:
        folder = (self.path if self.path.is_dir() else self.path.parent) / PICTURES
        if not folder.is_dir():
            return
        with os.scandir(folder) as found:
            for entry in found:
                if named := _PICTURE.fullmatch(f"{PICTURES}/{entry.name}"):
                    with _plain_file(Path(entry.path)) as file:
                        yield named[1], file


class Packed(Parcel):
    """A tar, also a compressed one. Its members may be in any order, and below a folder."""

    @contextmanager
    def records(self) -> Iterator[BinaryIO]:
        for member, file in self._members():
            if PurePosixPath(member.name).name == RECORDS:
                yield file
                return
        raise Refused(f"There is no {RECORDS} in the archive.")

    def pictures(self) -> Iterator[tuple[str, BinaryIO]]:
        for member, file in self._members():
            if named := _PICTURE.fullmatch(member.name):
                yield named[1], file

    def is_export(self) -> bool:
        """Whether it begins as exports do."""
        for number, (member, _file) in enumerate(self._members()):
            if PurePosixPath(member.name).name == RECORDS or _PICTURE.fullmatch(member.name):
                return True
            if number >= LOOKED_AT:
                break
        return False

    def _members(self) -> Iterator[tuple[tarfile.TarInfo, BinaryIO]]:
        """The plain files in it. Nothing is written under a name of theirs."""
        with tarfile.open(self.path, mode="r|*") as archive:
            while member := archive.next():
                archive.members.clear()  # type: ignore[attr-defined]  # or every name would be remembered
                if member.isreg():
                    yield member, cast(BinaryIO, _Member(archive.extractfile(member)))


class _Member:
    """A file in a tar that is read once and from its beginning: in a compressed one there is no way back."""

    def __init__(self, file) -> None:
        self.read, self.readline = file.read, file.readline

    def seek(self, place: int) -> int:
        if place:
            raise io.UnsupportedOperation("there is no way back in a tar")
        return place


def parcel_at(path: Path) -> Parcel | None:
    """The complete export that lies there; None where something else does."""
    try:
        if path.is_dir():
            return Parcel(path) if _is_header(path / RECORDS) else None
        if not path.is_file():  # a pipe gives its bytes once
            return None
        if tarfile.is_tarfile(path):
            packed = Packed(path)
            return packed if packed.is_export() else None
        return Parcel(path) if _is_header(path) else None
    except (*BROKEN, OSError):
        return None


def _is_header(path: Path) -> bool:
    """Whether the first line says so."""
    with path.open("rb") as file:
        line = file.readline(LONGEST_HEADER)
    try:
        said = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(said, dict) and HEADER in said


@contextmanager
def _plain_file(path: Path) -> Iterator[BinaryIO]:
    """Raises `Refused` for a link or a device, which might lead anywhere."""
    if not stat.S_ISREG(path.lstat().st_mode):
        raise Refused(f"{path} is no plain file.")
    with path.open("rb") as file:
        yield file

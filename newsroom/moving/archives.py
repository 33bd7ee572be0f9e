"""Archives of strangers: gzip, zip and tar, read in place. Nothing is ever unpacked to a path of theirs."""

from __future__ import annotations

import gzip
import io
import lzma
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO, NamedTuple, cast

from django.utils.translation import gettext as _

from newsroom.wire.reading import Cut, Unreadable, rejoined

SUFFIXES = frozenset((".gz", ".tgz", ".zip", ".tar"))
MOST_MEMBERS = 50_000
MOST_BYTES = 4_000_000_000  # of all members together, as they come out
MOST_RATIO = 200  # times that the archive itself has
FREE_BYTES = 20_000_000  # that may come out of however few
_BROKEN = (zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, NotImplementedError)
_PIECE = 64 * 1024  # bytes
_GZIP, _ZIP, _TAR = b"\x1f\x8b", b"PK\x03\x04", b"ustar"
_EMPTY_ZIP = b"PK\x05\x06"


class Member(NamedTuple):
    name: str
    stream: BinaryIO


def members(file: BinaryIO, *, name: str) -> Iterator[Member] | None:
    """The files in an archive, told by its first bytes; None for a file that is none.

    What is hidden, and what systems put beside, is passed over. Raises `Unreadable` for one that is broken or locked,
    has more in it than news, or names paths that lead out of it.
    """
    head = file.read(512)
    file.seek(0)
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    if head.startswith(_GZIP):
        return _told(_in_gzip(file, name=name, size=size))
    if head.startswith((_ZIP, _EMPTY_ZIP)):
        return _told(_in_zip(file, size=size))
    if head[257:262] == _TAR:
        return _told(_in_tar(file, size=size))
    return None


def _told(found: Iterator[Member]) -> Iterator[Member]:
    try:
        yield from found
    except _BROKEN as problem:
        raise Unreadable(
            _("The archive is broken: %(problem)s.") % {"problem": problem or _("it ends early")}
        ) from None
    except (gzip.BadGzipFile, RuntimeError) as problem:
        raise Unreadable(_("The archive cannot be read: %(problem)s.") % {"problem": problem}) from None


class _Limited(io.RawIOBase):
    """What comes out of an archive, up to what honest ones hold: `left` is shared by all members."""

    def __init__(self, stream: BinaryIO, left: list[int]) -> None:
        self.stream, self.left = stream, left

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        try:
            found = self._read(min(size, self.left[0] + 1) if size >= 0 else self.left[0] + 1)
        except (*_BROKEN, gzip.BadGzipFile) as problem:
            said = problem or _("it ends early")
            raise Cut(_("The archive is broken: %(problem)s.") % {"problem": said}) from None
        self.left[0] -= len(found)
        if self.left[0] < 0:
            raise Unreadable(_("More comes out of the archive than news would have: it was not read on."))
        return found

    def _read(self, size: int) -> bytes:
        return self.stream.read(size)


class _AsItComes(_Limited):
    """Of what ends early, all that comes before: who waits for a whole piece loses what there is of it."""

    def read(self, size: int = -1) -> bytes:
        if size >= 0:
            return super().read(size)
        pieces = []
        while piece := super().read(_PIECE):
            pieces.append(piece)
        return b"".join(pieces)

    def _read(self, size: int) -> bytes:
        return cast(gzip.GzipFile, self.stream).read1(size)


def _allowance(size: int) -> list[int]:
    return [min(max(size * MOST_RATIO, FREE_BYTES), MOST_BYTES)]


def _limited(stream: object, left: list[int]) -> BinaryIO:
    return cast(BinaryIO, _Limited(cast(BinaryIO, stream), left))


def _in_gzip(file: BinaryIO, *, name: str, size: int) -> Iterator[Member]:
    inner = cast(BinaryIO, _AsItComes(cast(BinaryIO, gzip.GzipFile(fileobj=file)), _allowance(size)))
    head = inner.read(512)
    if head[257:262] == _TAR:
        file.seek(0)
        yield from _of_tar(_limited(gzip.GzipFile(fileobj=file), _allowance(size)))
        return
    plain = name.removesuffix(".gz") if name.lower().endswith(".gz") else name
    yield Member(plain, rejoined(head, inner))


def _in_zip(file: BinaryIO, *, size: int) -> Iterator[Member]:
    with zipfile.ZipFile(file) as archive:
        found = sorted(archive.infolist(), key=lambda member: member.filename)
        _check_count(len(found))
        left = _allowance(size)
        for member in found:
            _check(member.filename, is_link=stat.S_ISLNK(member.external_attr >> 16))
        if sum(member.file_size for member in found) > left[0]:
            raise Unreadable(_("More comes out of the archive than news would have: it was not read."))
        for member in found:
            if not member.is_dir() and not _is_passed_over(member.filename):
                if member.flag_bits & 1:
                    raise Unreadable(_("The archive is locked with a password. Unpack it and import what is in it."))
                with archive.open(member) as stream:
                    yield Member(member.filename, _limited(stream, left))


def _in_tar(file: BinaryIO, *, size: int) -> Iterator[Member]:
    yield from _of_tar(_limited(file, [size + 512]))


def _of_tar(stream: BinaryIO) -> Iterator[Member]:
    with tarfile.open(fileobj=stream, mode="r|") as archive:
        for number, member in enumerate(archive, start=1):
            _check_count(number)
            _check(member.name, is_link=member.issym() or member.islnk(), is_begun=number > 1)
            if member.isfile() and not _is_passed_over(member.name):
                yield Member(member.name, _limited(archive.extractfile(member), [member.size]))  # it says it could seek


def _check_count(count: int) -> None:
    if count > MOST_MEMBERS:
        raise Unreadable(_("The archive holds more than %(most)s files.") % {"most": MOST_MEMBERS})


def _check(name: str, *, is_link: bool, is_begun: bool = False) -> None:
    """Raises `Unreadable` for what leads out; of a tar what stands before it has been read then."""
    path = PurePosixPath(name.replace("\\", "/"))
    if is_link or path.is_absolute() or ".." in path.parts or ":" in name[:3] or "\0" in name:
        words = {"name": ascii(name[:80])}
        if is_begun:
            raise Unreadable(_("The archive names %(name)s, which leads out of it: it was not read on.") % words)
        raise Unreadable(_("The archive names %(name)s, which leads out of it: nothing of it was read.") % words)


def _is_passed_over(name: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(name).parts)

"""Pictures in the same archive as the file that names them."""

from __future__ import annotations

import shutil
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from newsroom.wire.reading import Unreadable

from .. import archives
from ..files import is_picture


class Beside:
    """The pictures of an archive, unpacked when the first is asked for, under names of ours."""

    def __init__(self, archive: Path) -> None:
        self.archive = archive
        self._unpacked: tempfile.TemporaryDirectory[str] | None = None
        self._files: dict[str, Path] = {}

    def find(self, paths: Iterable[str], *, member: str) -> Path | None:
        """The first of the paths that is there, as seen from the folder of the member that names it or one above."""
        if self._unpacked is None:
            self._unpack()
        paths = [unicodedata.normalize("NFC", path) for path in paths]
        above = [str(folder) for folder in PurePosixPath(member).parents]
        wanted = (path if folder == "." else f"{folder}/{path}" for folder in above for path in paths)
        return next((self._files[path] for path in wanted if path in self._files), None)

    def close(self) -> None:
        if self._unpacked:
            self._unpacked.cleanup()

    def _unpack(self) -> None:
        self._unpacked = tempfile.TemporaryDirectory(prefix="beside-")
        room = Path(self._unpacked.name)
        try:
            for number, (name, stream) in enumerate(self._pictures()):
                with (room / str(number)).open("wb") as file:
                    shutil.copyfileobj(stream, file)
                self._files[unicodedata.normalize("NFC", name)] = room / str(number)
        except Unreadable:
            return  # its stories are told of it; what came out before may be used

    def _pictures(self) -> Iterator[archives.Member]:
        with self.archive.open("rb") as file:
            for member in archives.members(file, name=self.archive.name) or ():
                if is_picture(member.name):
                    yield member

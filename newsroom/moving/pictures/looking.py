"""Where an import looks for the pictures of its stories."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _

from articles import decoding
from articles.pictures.storing import on_disk
from newsroom.wire.filing import Brought
from newsroom.wire.models import Source
from newsroom.wire.pictures import NotTaken, fetched, take
from newsroom.wire.pictures.names import paths_of
from newsroom.wire.stories import WireStory

from ..files import InputFile
from .beside import Beside
from .folder import Folder


@dataclass
class Pictures:
    """Where the pictures of a run are looked for: beside the file in its archive, in `folders`, and, only where
    `fetches`, at their own addresses. `looks_only` is a dry run."""

    folders: list[Folder] = field(default_factory=list)
    fetches: bool = False
    looks_only: bool = False
    beside: Beside | None = None
    member: str = ""

    @property
    def looks_anywhere(self) -> bool:
        return bool(self.folders or self.fetches or self.beside)

    def begin(self, file: InputFile) -> None:
        """Says which file is read from now on."""
        if self.beside and self.beside.archive != file.archive:
            self.close()
        if file.archive and not self.beside:
            self.beside = Beside(file.archive)
        self.member = file.member

    def close(self) -> None:
        if self.beside:
            self.beside.close()
        self.beside = None

    def take(self, story: WireStory, *, source: Source, by) -> Brought:
        """The numbers in the library of a story's pictures; none where nobody has said where to look."""
        if not self.looks_anywhere:
            return Brought({}, refused={})
        return take(story, source=source, by=by, finding=self._found)

    @contextmanager
    def _found(self, address: str) -> Iterator[BinaryIO]:
        with self._opened(address) as file:
            if self.looks_only:
                with on_disk(file) as path:
                    decoding.inspect(path)
                raise NotTaken(_("it is there: a dry run takes no pictures in"))
            yield file

    def _opened(self, address: str) -> BinaryIO:
        if path := self._path(address):
            return _opened(path)
        if self.fetches:
            return BytesIO(fetched(address))
        raise NotTaken(_("it is not among the pictures that were given"))

    def _path(self, address: str) -> Path | None:
        paths = paths_of(address)
        beside = self.beside.find(paths, member=self.member) if self.beside else None
        return beside or next((file for folder in self.folders if (file := folder.find(paths))), None)


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as problem:
        raise NotTaken(_("its file cannot be read: %(problem)s") % {"problem": problem.strerror}) from None

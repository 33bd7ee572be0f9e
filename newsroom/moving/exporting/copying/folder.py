"""The folder of a copy: written file by file, each whole or not at all, and never beside or outside it."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from newsroom.moving.exporting.formats import ExportFailed

from .manifest import Manifest
from .naming import OWN


class Foreign(Exception):
    """What stands in the place of a file is not the copy's."""


class Folder:
    """A copy's. `manifest` knows what it has written; nothing else is ever changed or removed."""

    def __init__(self, root: Path, manifest: Manifest):
        self.root, self.manifest = Path(os.path.realpath(root)), manifest
        self._passing = self.root / OWN / "passing"
        self._room = lru_cache(1000)(self._make_room)

    def put(self, name: str, content: bytes) -> bool:
        """Writes a file unless it is there as it is to be; says whether it did. Raises Foreign."""
        place, known = self.root / name, self.manifest.kept(name)
        digest = sha256(content).digest()
        self._room(place.parent)
        if known and known == (digest, len(content)) and _size(place) == len(content):
            self.manifest.keep(name, digest=digest, size=len(content))
            return False
        if os.path.lexists(place) and (not known or place.is_dir() or place.is_symlink()):
            raise Foreign(name)
        self.manifest.keep(name, digest=None, size=None)
        try:
            self._passing.write_bytes(content)
            self._passing.replace(place)
        except OSError:  # a full disk leaves half a file
            self._passing.unlink(missing_ok=True)
            raise
        self.manifest.keep(name, digest=digest, size=len(content))
        return True

    def leave(self, name: str) -> None:
        """Keeps a file of an earlier round as it is, if there is one."""
        if known := self.manifest.kept(name):
            self.manifest.keep(name, digest=known.digest, size=known.size)

    def sweep(self) -> Iterator[str]:
        """Removes what is not of this round, and the folders that it leaves empty."""
        while names := self.manifest.left_over():
            for name in names:
                place = self.root / name
                if self._is_inside(place.parent):
                    place.unlink(missing_ok=True)
                    self._close_up(place.parent)
                self.manifest.forget(name)
                yield name

    def _make_room(self, parent: Path) -> None:
        """Folder by folder: a link among them would lead elsewhere."""
        folder = self.root
        for segment in parent.relative_to(self.root).parts:
            folder = folder / segment
            if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
                raise Foreign(str(folder.relative_to(self.root)))
            folder.mkdir(exist_ok=True)

    def _is_inside(self, parent: Path) -> bool:
        return os.path.realpath(parent) == str(parent)

    def _close_up(self, folder: Path) -> None:
        while folder != self.root:
            try:
                folder.rmdir()
            except OSError:  # something is in it, or it is gone
                return
            folder = folder.parent


def _size(place: Path) -> int | None:
    try:
        return os.lstat(place).st_size
    except OSError:
        return None


@contextmanager
def opened(root: Path) -> Iterator[Folder]:
    """A copy's folder, made if it is not there. Raises `ExportFailed` for one that is something else."""
    own = root / OWN
    try:
        if root.exists() and not own.is_dir() and any(root.iterdir()):
            raise ExportFailed(f"{root} has something else in it: name a folder that is empty, new, or a copy's.")
        root.mkdir(exist_ok=True)
        own.mkdir(mode=0o700, exist_ok=True)
    except (FileNotFoundError, NotADirectoryError) as problem:
        raise ExportFailed(f"There is no folder {root.parent} to write to.") from problem
    with _alone(own / "lock"):
        manifest = Manifest(own / "manifest.sqlite")
        try:
            yield Folder(root, manifest)
        finally:
            manifest.close()


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    with lock.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as problem:
            raise ExportFailed(f"Another copy is being written to {lock.parent.parent}.") from problem
        yield

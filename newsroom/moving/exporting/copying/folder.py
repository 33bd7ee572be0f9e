"""The folder of a copy: written file by file, each whole or not at all, and never beside or outside it."""

from __future__ import annotations

import fcntl
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from newsroom.moving.exporting.formats import ExportFailed

from .manifest import UNSURE, Kept, Manifest
from .naming import OWN


class Foreign(Exception):
    """What stands in the place of a file is not the copy's."""


class Folder:
    """A copy's. `manifest` knows what it has written; nothing else is ever changed or removed."""

    def __init__(self, root: Path, manifest: Manifest):
        self.root, self.manifest = Path(os.path.realpath(root)), manifest
        self._passing = self.root / OWN / "passing"
        self._room = lru_cache(10_000)(self._make_room)
        self._known: dict[str, Kept] = {}
        self._kept: dict[str, Kept] = {}

    @contextmanager
    def filling(self, names: Iterable[str]) -> Iterator[None]:
        """Inside, files of these names may be put. If it is cut short, they are known to be the copy's."""
        self._known, self._kept = self.manifest.begin(names), {}
        try:
            yield
        finally:
            self.manifest.end(self._kept)

    def put(self, name: str, content: bytes) -> bool:
        """Writes a file unless it is there as it is to be; says whether it did. Raises Foreign."""
        place, known = f"{self.root}/{name}", self._known.get(name)
        kept = Kept(sha256(content).digest(), len(content))
        self._room(name.rpartition("/")[0])
        there = _status(place)
        if there and (not known or not stat.S_ISREG(there.st_mode)):
            raise Foreign(name)
        is_new = not there or known != kept or there.st_size != len(content)
        if is_new:
            self._kept[name] = UNSURE
            self._write(place, content)
        self._known[name] = self._kept[name] = kept
        return is_new

    def leave(self, name: str) -> None:
        """Keeps a file of an earlier round as it is, if there is one."""
        if known := self._known.get(name):
            self._kept[name] = known

    def _write(self, place: str, content: bytes) -> None:
        try:
            self._passing.write_bytes(content)
            os.replace(self._passing, place)
        except OSError:  # a full disk leaves half a file
            self._passing.unlink(missing_ok=True)
            raise

    def sweep(self) -> Iterator[str]:
        """Removes what is not of this round, and the folders that it leaves empty."""
        while names := self.manifest.left_over():
            for name in names:
                place = self.root / name
                if self._is_inside(place.parent):
                    place.unlink(missing_ok=True)
                    self._close_up(place.parent)
                yield name
            self.manifest.forget(names)

    def _make_room(self, folder: str) -> None:
        """Folder by folder: a link among them would lead elsewhere."""
        if not folder:
            return
        self._room(folder.rpartition("/")[0])
        place = f"{self.root}/{folder}"
        try:
            os.mkdir(place)
        except FileExistsError:
            if not stat.S_ISDIR(os.lstat(place).st_mode):
                raise Foreign(folder) from None

    def _is_inside(self, parent: Path) -> bool:
        return os.path.realpath(parent) == str(parent)

    def _close_up(self, folder: Path) -> None:
        while folder != self.root:
            try:
                folder.rmdir()
            except OSError:  # something is in it, or it is gone
                return
            folder = folder.parent


def _status(place: str) -> os.stat_result | None:
    try:
        return os.lstat(place)
    except FileNotFoundError:
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

"""Places that are filled under a passing name and get their own when they are whole."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from .formats import ExportFailed


@contextmanager
def placed(destination: Path, *, is_folder: bool) -> Iterator[Path]:
    """A place beside the destination, which takes its name when the block ends well and is gone when it does not.

    Raises `ExportFailed` where something has that name already: nothing is ever written over.
    """
    destination = Path(os.path.abspath(destination))
    _check(destination)
    room = Path(mkdtemp(prefix=f".{destination.name[:60]}-", suffix=".unfinished", dir=destination.parent))
    place = room / destination.name
    try:
        if is_folder:
            place.mkdir()
        yield place
        _keep(place)
        _check(destination)
        place.rename(destination)
        _sync(destination.parent)
    finally:
        shutil.rmtree(room, ignore_errors=True)


def _check(destination: Path) -> None:
    if os.path.lexists(destination):
        raise ExportFailed(f"There is something at {destination} already: name a place that is free.")
    if not destination.parent.is_dir():
        raise ExportFailed(f"There is no folder {destination.parent} to write to.")


def _keep(place: Path) -> None:
    """What has its name is on the disk, also if the power fails then."""
    for folder, _folders, files in os.walk(place):
        for file in files:
            _sync(Path(folder, file))
        _sync(Path(folder))
    if place.is_file():
        _sync(place)


def _sync(path: Path) -> None:
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)

"""Places that are filled under a passing name and get their own when they are whole."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from newsroom.moving.unfinished import room

from .formats import ExportFailed


@contextmanager
def placed(destination: Path, *, is_folder: bool) -> Iterator[Path]:
    """A place beside the destination, which takes its name when the block ends well and is gone when it does not; what
    a program that was killed has left of an earlier one is gone, too.

    Raises `ExportFailed` where something has that name already: nothing is ever written over.
    """
    destination = Path(os.path.abspath(destination))
    _check(destination)
    with room(destination) as beside:
        place = beside / destination.name
        if is_folder:
            place.mkdir()
        yield place
        _keep(place)
        _check(destination)
        place.rename(destination)
        _sync(destination.parent)


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

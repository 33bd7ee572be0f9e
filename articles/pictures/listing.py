"""A folder of a storage, listed once: to ask a bucket for each of its files would take hours."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from django.core.files.storage import Storage
from django.utils import timezone

YOUNG = timedelta(hours=1)  # a file may be written before the row that speaks of it


class Folder(NamedTuple):
    """The names that a folder had when it was listed. Files come and go meanwhile: what the list lacks is looked for
    by its name before anything is said of it."""

    storage: Storage
    path: str
    names: frozenset[str]
    sizes: Mapping[str, int]  # bytes of each, where the folder is one of this machine

    def path_of(self, name: str) -> str:
        return f"{self.path}/{name}" if self.path else name

    def lost(self, names: Iterable[str]) -> list[str]:
        """Those of these files that are not there now."""
        missing = set(names) - self.names
        return sorted(name for name in missing if not self.storage.exists(self.path_of(name)))

    def broken(self, sizes: Mapping[str, int]) -> list[str]:
        """Those of these files that are not as long as they should be, as after a power cut; 0 is not looked at."""
        suspects = [name for name, size in sizes.items() if size and self.sizes.get(name, size) != size]
        return sorted(name for name in suspects if self._size_now(name) not in (None, sizes[name]))

    def old_but(self, spoken_of: Iterable[str]) -> Iterator[str]:
        """Files with other names than these, for an hour or longer, by name."""
        left = set(self.names)
        left.difference_update(spoken_of)
        for name in sorted(left):
            written_at = self._written_at(name)
            if written_at and timezone.now() - written_at > YOUNG:
                yield name

    def _size_now(self, name: str) -> int | None:
        try:
            return self.storage.size(self.path_of(name))
        except FileNotFoundError:
            return None

    def _written_at(self, name: str) -> datetime | None:
        try:
            return self.storage.get_modified_time(self.path_of(name))
        except FileNotFoundError:
            return None


def listed(storage: Storage, path: str = "") -> Folder:
    """The folder as it is now; one that is not there is empty."""
    try:
        _folders, names = storage.listdir(path)
    except FileNotFoundError:
        names = []
    return Folder(storage, path, frozenset(names), _sizes(storage, path))


def _sizes(storage: Storage, path: str) -> dict[str, int]:
    try:
        with os.scandir(storage.path(path)) as entries:
            return {entry.name: entry.stat().st_size for entry in entries}
    except (NotImplementedError, FileNotFoundError):
        return {}

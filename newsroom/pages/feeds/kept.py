"""Finished entries, kept by all that they show, over editions: so none can be out of date."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable

ROOM = 16 * 2**20  # bytes: some thousand stories
OWN = 4000  # bytes that an entry takes beside its text and its markup, about


class Kept:
    """As many entries as there is room for. Where it is short, the one that nobody took for longest goes."""

    def __init__(self, room: int = ROOM):
        self.room = room
        self._entries: OrderedDict[Hashable, tuple[bytes, int]] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def entry(self, key: Hashable, make: Callable[[], bytes]) -> bytes:
        """The entry of a key, made if it is not there."""
        with self._lock:
            if key in self._entries:
                self._entries.move_to_end(key)
                return self._entries[key][0]
        made = make()
        self._put(key, made)
        return made

    def _put(self, key: Hashable, entry: bytes) -> None:
        """Its key holds the same text once more."""
        size = 2 * len(entry) + OWN
        with self._lock:
            _old, old_size = self._entries.pop(key, (None, 0))
            self._entries[key] = (entry, size)
            self._size += size - old_size
            while self._size > self.room:
                _key, (_entry, gone) = self._entries.popitem(last=False)
                self._size -= gone

    def __len__(self) -> int:
        return len(self._entries)

"""Where pages are kept: as many bytes as there is room for, of one edition."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable

from newsroom.pagecache.page import Page

LARGEST = 4  # a page takes at most this part (one in four) of a shelf's room


class Shelf:
    """Pages of the newest edition. Where room is short, the one that nobody took for longest goes."""

    def __init__(self, room: int):
        """Of so many bytes."""
        self.room = room
        self._edition = 0
        self._pages: OrderedDict[Hashable, tuple[Page, int]] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def get(self, edition: int, key: Hashable) -> Page | None:
        with self._lock:
            if edition != self._edition or key not in self._pages:
                return None
            self._pages.move_to_end(key)
            return self._pages[key][0]

    def put(self, edition: int, key: Hashable, page: Page) -> None:
        """Keeps a page, and counts it anew where it is kept already. One of an older edition is too late."""
        size = page.size
        with self._lock:
            if edition < self._edition or size > self.room // LARGEST:
                return
            if edition > self._edition:
                self._edition, self._size = edition, 0
                self._pages.clear()
            _old, old_size = self._pages.pop(key, (None, 0))
            self._pages[key] = (page, size)
            self._size += size - old_size
            while self._size > self.room:
                _key, (_page, gone) = self._pages.popitem(last=False)
                self._size -= gone

    def __len__(self) -> int:
        return len(self._pages)

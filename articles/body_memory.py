"""What was made of a text, by the whole of that text: a body is sanitised wherever it is used, and costs that once."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from functools import update_wrapper
from hashlib import sha256
from sys import getsizeof
from typing import Generic, TypeVar

ENTRY = 300  # bytes, about, that each result takes beside itself
Made = TypeVar("Made")


class Remembered(Generic[Made]):
    """A function of one text that depends on nothing else: its last results, as many as fit into so many bytes.

    The key is a SHA-256, for which nobody has found two texts alike. What raises is not remembered. What `settles`
    makes of its own result that very result, which is remembered as well.
    """

    def __init__(self, make: Callable[[str], Made], *, room: int, settles: bool = False):
        self._make, self.room, self.settles = make, room, settles
        self._results: OrderedDict[bytes, tuple[Made, int]] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()
        update_wrapper(self, make)

    def __call__(self, text: str) -> Made:
        key = _key(text)
        with self._lock:
            if key in self._results:
                self._results.move_to_end(key)
                return self._results[key][0]
        made = self._make(text)
        self._keep(key, made)
        if self.settles and isinstance(made, str):
            self._keep(_key(made), made)
        return made

    def learn(self, text: str, made: Made) -> None:
        """Remembers what another process made of a text."""
        self._keep(_key(text), made)

    @property
    def size(self) -> int:
        return self._size

    def _keep(self, key: bytes, made: Made) -> None:
        size = getsizeof(made) + ENTRY
        with self._lock:
            if key in self._results or size > self.room:
                return
            self._results[key] = made, size
            self._size += size
            while self._size > self.room:
                _key, (_made, gone) = self._results.popitem(last=False)
                self._size -= gone


def _key(text: str) -> bytes:
    return sha256(text.encode("utf-8", "surrogatepass")).digest()


def remembering(*, room: int, settles: bool = False) -> Callable[[Callable[[str], Made]], Remembered[Made]]:
    return lambda make: Remembered(make, room=room, settles=settles)

"""Single flight: when many ask for the same page at once, one makes it and the others wait for that."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

PATIENCE_SECONDS = 5.0  # who waited so long makes it without the others
Made = TypeVar("Made")


class _Flight(Generic[Made]):
    def __init__(self) -> None:
        self.landed = threading.Event()
        self.made: Made | None = None


class Flights(Generic[Made]):
    """What is being made now, by key."""

    def __init__(self) -> None:
        self._under_way: dict[Hashable, _Flight[Made]] = {}
        self._lock = threading.Lock()

    def share(self, key: Hashable, make: Callable[[], Made], *, is_shared: Callable[[Made], bool]) -> Made:
        """Makes it, or takes what another thread is making just now. Where that fails, is not to be shared or takes
        too long, each makes its own; an error is its maker's alone."""
        with self._lock:
            flight = self._under_way.get(key)
            is_first = flight is None
            if flight is None:
                flight = self._under_way[key] = _Flight()
        if not is_first:
            flight.landed.wait(PATIENCE_SECONDS)
            return make() if flight.made is None else flight.made
        try:
            made = make()
            flight.made = made if is_shared(made) else None
            return made
        finally:
            with self._lock:
                del self._under_way[key]
            flight.landed.set()

    def __len__(self) -> int:
        return len(self._under_way)

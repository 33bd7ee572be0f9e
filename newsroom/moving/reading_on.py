"""How much of the bytes of an import was read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from newsroom.wire.opening import Opened
from newsroom.wire.stories import WireRecord

from .files import InputFile, expand
from .importing import Reading


class Meter:
    """Measures by the place in the file that is being read: what is read twice counts once."""

    def __init__(self, paths: list[Path]) -> None:
        self.sizes = {path: _size(path) for path, _is_named in expand(paths)}
        self.whole = sum(self.sizes.values())
        self.path: Path | None = None
        self.before = 0
        self.place: Callable[[], int] = lambda: 0

    def share(self) -> float:
        """From 0 to 1; 0 where nobody knows."""
        try:
            read = self.before + max(self.place(), 0)  # what another process reads moves it behind our back
        except ValueError:  # of a file that is closed by now
            read = self.before
        return min(read / self.whole, 1.0) if self.whole else 0.0

    def around(self, reading: Reading) -> Reading:
        def measured(file: InputFile, opened: Opened) -> Iterator[WireRecord]:
            self._begin(file)
            return reading(file, opened)

        return measured

    def _begin(self, file: InputFile) -> None:
        if file.path != self.path:
            self.before += self.sizes.get(self.path, 0) if self.path else 0
            self.path = file.path
        self.place = file.place


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0

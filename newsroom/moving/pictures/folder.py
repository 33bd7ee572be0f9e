"""A folder of pictures, such as a copy of WordPress's uploads."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path


class Folder:
    """Finds files below one folder, and none outside it, whatever a path says or a link leads to."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()

    def find(self, paths: Iterable[str]) -> Path | None:
        return next((file for path in paths for file in self._at(path)), None)

    def _at(self, path: str) -> Iterator[Path]:
        """Systems differ in how they write a letter with a mark."""
        for form in ("NFC", "NFD"):
            try:
                file = self.root.joinpath(unicodedata.normalize(form, path)).resolve()
                if file.is_relative_to(self.root) and file.is_file():
                    yield file
            except (OSError, ValueError, RuntimeError):
                continue

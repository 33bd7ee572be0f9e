"""Files that a command writes beside its work. What keeps it from writing them is said before the work begins."""

from __future__ import annotations

import os
from pathlib import Path


def problem_with(target: Path, *, option: str, what: str) -> str:
    """A sentence on why nothing can be written there, "" if nothing is known."""
    if not target.parent.is_dir():
        return f"There is no folder {target.parent} to write {what} to."
    if target.is_dir():
        return f"--{option} names a folder, {target}: name a file in it."
    real = Path(os.path.realpath(target))
    place = real if real.exists() and not real.is_file() else real.parent  # a file is replaced, a pipe is not
    return "" if os.access(place, os.W_OK) else f"--{option}: you may not write to {place}."

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
    place = target if target.exists() and not target.is_file() else target.parent  # a file is replaced, a pipe is not
    return "" if os.access(place, os.W_OK) else f"--{option}: nobody but its owner may write to {place}."

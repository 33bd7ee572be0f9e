"""Which of two versions of a record is the later one. Pure."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple


class Version(NamedTuple):
    """What tells a version: its number, when its source made it, and when it wrote the export that the record stood
    in. Any of them may be missing."""

    number: int | None = None
    changed_at: datetime | None = None
    exported_at: datetime | None = None

    def is_before(self, other: Version) -> bool:
        """Whether it comes before another one: by its number, by its moment where numbers are equal or missing
        (agencies send one number twice), and by its export where moments are, too. What none of them tells apart is
        not older."""
        for ours, theirs in zip(self, other, strict=True):
            if ours is not None and theirs is not None and ours != theirs:
                return ours < theirs
        return False

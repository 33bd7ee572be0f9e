"""Which of two versions of a record is the later one. Pure."""

from __future__ import annotations

from datetime import datetime


def is_older(
    version: int | None, changed_at: datetime | None, *, than: int | None, than_changed_at: datetime | None
) -> bool:
    """Whether a version comes before the one that is there: by its number, and by its moment where numbers are equal
    or missing (agencies send one number twice). What neither tells apart is not older."""
    if version is not None and than is not None and version != than:
        return version < than
    return bool(changed_at and than_changed_at and changed_at < than_changed_at)

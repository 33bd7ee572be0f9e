"""How many records are filed at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from time import monotonic
from typing import TypeVar

from ..stories import WireFailure, WireRecord, WireStory

BATCH = 250  # records in a transaction
BULKY = 8_000_000  # characters of records that are in memory at once
Part = TypeVar("Part")


def portions(
    parts: Iterable[Part], *, record_of: Callable[[Part], WireRecord | None], first: int = BATCH, seconds: float = 0
) -> Iterator[list[Part]]:
    """As many as are filed at once: fewer where they are long, so that memory stays flat. The `first` time there may be
    fewer, then twice as many each time, so that somebody who waits sees soon what becomes of them; and if it takes
    longer than some `seconds` to get them, those that are there wait no more."""
    portion: list[Part] = []
    size, most, began = 0, first, monotonic()
    for part in parts:
        portion.append(part)
        size += _size(record_of(part))
        if len(portion) >= most or size > BULKY or (seconds and monotonic() - began > seconds):
            yield portion
            portion, size, most, began = [], 0, min(most * 2, BATCH), monotonic()
    if portion:
        yield portion


def _size(record: WireRecord | None) -> int:
    if isinstance(record, WireStory):
        return len(record.source_text) + len(record.body)
    return len(record.source_text) if isinstance(record, WireFailure) else 0

"""What became of a record."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    FILED = "filed"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"
    SKIPPED = "skipped"
    FAILED = "failed"


@dataclass(frozen=True)
class Result:
    """What became of one record, with what a person should know about it."""

    outcome: Outcome
    reason: str = ""
    article_id: int | None = None


class Apart(Exception):
    """Of records that are filed together, those at these places have to be filed by themselves, in their turn."""

    def __init__(self, places: Iterable[int]) -> None:
        self.places = sorted(places)

"""What became of a record."""

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

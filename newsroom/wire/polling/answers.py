"""What came of asking a source."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from ..filing import Outcome


@dataclass(frozen=True)
class Line:
    """What became of one record."""

    path: str
    number: int
    outcome: Outcome
    reason: str
    headline: str
    language: str


@dataclass(frozen=True)
class Marks:
    """What a server says of its answer, to be asked for what has changed since."""

    address: str
    etag: str = ""
    last_modified: str = ""
    digest: str = ""


@dataclass
class Answer:
    """`problem` is why nothing, or not everything, came; what did come has been filed all the same."""

    lines: list[Line] = field(default_factory=list)
    problem: str = ""
    is_unchanged: bool = False
    is_gone: bool = False  # for good
    is_unfinished: bool = False  # more waits there already
    moved_to: str = ""
    wait_seconds: int | None = None  # for which its server wants to be left alone
    marks: Marks | None = None
    found_at: str = ""  # the address, after every redirect
    pictures_left: list[str] | None = None  # as `Polling` has them

    @property
    def counts(self) -> dict[str, int]:
        counted = Counter(line.outcome for line in self.lines)
        return {outcome.value: counted[outcome] for outcome in Outcome if counted[outcome]}

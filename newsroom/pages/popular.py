"""What is read most, as pages show it beside everything else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from newsroom.pagecache.remembering import by_edition
from newsroom.readership.models import Period
from newsroom.readership.most import shown_lists

SHOWN = 5


class Popular(NamedTuple):
    path: str
    headline: str


@dataclass(frozen=True)
class MostRead:
    """The most read first."""

    day: tuple[Popular, ...]
    week: tuple[Popular, ...]

    @property
    def newest(self) -> tuple[Popular, ...]:
        """Of the day; of the week while nobody has read anything today."""
        return self.day or self.week


@by_edition
def most_read(language: str) -> MostRead:
    lists = shown_lists(language)
    day, week = ([Popular(story.path, story.headline) for story in lists[period][:SHOWN]] for period in Period)
    return MostRead(tuple(day), tuple(week))

"""What is read most, as pages show it beside everything else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from newsroom.readership.models import Period

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


def popular(rows: Iterable[Mapping]) -> MostRead:
    """Return the rows of `readership.most.shown_rows`, as many of them as pages show."""
    day, week = (
        tuple(Popular(row["path"], row["headline"]) for row in rows if row["period"] == period)[:SHOWN]
        for period in Period
    )
    return MostRead(day, week)

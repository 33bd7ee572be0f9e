"""Moments as the desk's pages show them: short in a line, whole with the newsroom's zone where there is room."""

from dataclasses import dataclass
from datetime import datetime

from articles import phrases


@dataclass(frozen=True)
class Moment:
    """`short` is the time alone on the day that is looked at, otherwise the day alone."""

    at: datetime
    short: str
    whole: str


def moment_of(at: datetime, *, now: datetime) -> Moment:
    """`now` is what the moment is seen from: this minute, or any of the day that a page is about."""
    return Moment(at=at, short=phrases.short_moment(at, now=now), whole=phrases.moment(at, now=now))

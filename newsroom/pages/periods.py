"""Years, months and days of the archive, as the newsroom's calendar has them. Pure."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.template.defaultfilters import date as formatted
from django.utils.translation import pgettext

from articles.moments import YEARS


@dataclass(frozen=True)
class Period:
    """A year, a month of it, or a day of that. Raises ValueError for one that no calendar has."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.year not in YEARS:
            raise ValueError(f"The archive has no year {self.year}.")
        date(*self._start)

    def like(self, at: datetime) -> Period:
        """The period of this kind that an instant is in."""
        local = _local(at)
        return Period(local.year, self.month and local.month, self.day and local.day)

    def within(self, at: datetime) -> Period:
        """The next smaller period that an instant is in: a year's month, a month's day."""
        local = _local(at)
        return Period(local.year, local.month, local.day if self.month else None)

    @property
    def above(self) -> list[Period]:
        """The larger periods that it is in, the largest first."""
        return [Period(self.year), Period(self.year, self.month)][: bool(self.month) + bool(self.day)]

    @property
    def days(self) -> list[Period]:
        """The days of a month, in order."""
        _weekday, length = monthrange(self.year, self._start[1])
        return [Period(self.year, self.month, day) for day in range(1, length + 1)]

    @property
    def address(self) -> str:
        """The last part of the archive's address: `2025/`, `2025/01/`, `2025/01/04/`."""
        parts = [f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part)]
        return "/".join(parts) + "/"

    @property
    def name(self) -> str:
        """In the active language: "2025", "January 2025", "4 January 2025"."""
        # Translators: a day, in the letters of Django's template filter "date".
        shape = pgettext("a day", "j F Y") if self.day else "F Y" if self.month else "Y"
        return formatted(date(*self._start), shape)

    @property
    def bounds(self) -> tuple[datetime, datetime]:
        """The instants between which the period lies, the second not in it."""
        first = date(*self._start)
        if self.day:
            following = first + timedelta(days=1)
        elif self.month:
            following = (first + timedelta(days=31)).replace(day=1)
        else:
            following = first.replace(year=first.year + 1)
        return _midnight(first), _midnight(following)

    @property
    def _start(self) -> tuple[int, int, int]:
        month = 1 if self.month is None else self.month
        return self.year, month, 1 if self.day is None else self.day


def year_of(at: datetime) -> Period:
    return Period(_local(at).year)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(settings.NEWSROOM_ZONE))


def _local(at: datetime) -> datetime:
    return at.astimezone(ZoneInfo(settings.NEWSROOM_ZONE))

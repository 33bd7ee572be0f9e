"""A period cut into days, weeks or months, so that a plot has neither a handful of points nor hundreds. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from articles.days import A_DAY

MOST_DAYS, MOST_WEEKS = 35, 27 * 7  # days


@dataclass(frozen=True)
class Bucket:
    """From the first day to the last one, both in it."""

    first: date
    last: date


def buckets(first: date, last: date) -> list[Bucket]:
    """Days up to five weeks; runs of seven days, the last one ending with the period, up to half a year; else
    calendar months. What the period cuts off is shorter."""
    days = (last - first).days + 1
    if days <= MOST_DAYS:
        return [Bucket(first + A_DAY * index, first + A_DAY * index) for index in range(days)]
    if is_by_month(first, last):
        return _months(first, last)
    ends = [last - timedelta(weeks=back) for back in range(-(-days // 7))][::-1]
    return [Bucket(max(first, end - A_DAY * 6), end) for end in ends]


def is_by_month(first: date, last: date) -> bool:
    """Whether a period is long enough to be told by months."""
    return (last - first).days + 1 > MOST_WEEKS


def _months(first: date, last: date) -> list[Bucket]:
    found, start = [], first
    while start <= last:
        next_month = (start.replace(day=1) + timedelta(days=32)).replace(day=1)
        found.append(Bucket(start, min(last, next_month - A_DAY)))
        start = next_month
    return found

"""Days as calendars in a zone show them, as spans of instants. Pure."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

A_DAY = timedelta(days=1)


class Span(NamedTuple):
    """From `start` up to but not including `end`, both in UTC."""

    start: datetime
    end: datetime


def day_of(at: datetime, *, zone: str) -> date:
    """The date that calendars in the zone show at this instant."""
    return at.astimezone(ZoneInfo(zone)).date()


def start_of(day: date, *, zone: str) -> datetime:
    """The first instant of a day. Where clocks skip midnight it is the instant at which they do."""
    return datetime.combine(day, time(), tzinfo=ZoneInfo(zone)).astimezone(UTC)


def span_of(first: date, last: date | None = None, *, zone: str) -> Span:
    """The instants of one day, or of all days from the first to the last. A day has 23 to 25 hours."""
    return Span(start_of(first, zone=zone), start_of((last or first) + A_DAY, zone=zone))

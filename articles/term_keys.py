"""What stories are narrowed by, as lexemes beside their words: language, section, author, topic and when. Pure.

In one index with the words, so that it reads a common word only in the months that are asked for. A month is a
number: that of the year times twelve, and the months before it in its year.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from .vectors import KEY


def of_language(code: str) -> str:
    return f"{KEY}language {code}"


def of_section(key: int) -> str:
    """Of the very section: a top section's stories are those of its sub-sections, too."""
    return f"{KEY}section {key}"


def of_author(key: int) -> str:
    return f"{KEY}author {key}"


def of_topic(key: int) -> str:
    return f"{KEY}topic {key}"


def of_story(
    *, language: str, section: int, authors: Iterable[int], topics: Iterable[int], at: datetime
) -> Iterator[str]:
    """Every key of a story that was first published at a moment."""
    month = month_of(at)
    yield from (of_language(language), of_section(section), _of_year(month // 12), _of_month(month))
    yield from map(of_author, sorted(set(authors)))
    yield from map(of_topic, sorted(set(topics)))


def month_of(at: datetime) -> int:
    """The month of a moment, in UTC: what the newsroom's zone calls a day is asked of the row."""
    utc = at.astimezone(UTC)
    return utc.year * 12 + utc.month - 1


def start_of(month: int) -> datetime:
    return datetime(month // 12, month % 12 + 1, 1, tzinfo=UTC)


def of_months(first: int, last: int) -> list[str]:
    """The fewest keys for all months from one to another."""
    found, month = [], first
    while month <= last:
        if month % 12 == 0 and month + 11 <= last:
            found.append(_of_year(month // 12))
            month += 12
        else:
            found.append(_of_month(month))
            month += 1
    return found


def _of_year(year: int) -> str:
    return f"{KEY}year {year}"


def _of_month(month: int) -> str:
    return f"{KEY}month {month // 12}-{month % 12 + 1:02}"

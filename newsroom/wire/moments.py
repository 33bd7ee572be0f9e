"""Moments as feeds and agencies write them, read into instants in UTC. Pure."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_tz
from typing import NamedTuple

from newsroom.wire.datelines import instant_in, quoted
from newsroom.wire.reading import Terms

_YEARS = range(1900, 2101)
# ISO 8601 and what is near it: YYYYMMDDTHHMMSS±HHMM (NITF), a blank in place of the T, fractions of any length.
_ISO = re.compile(
    r"(?P<year>\d{4})(?P<sign>[-/]?)(?P<month>\d\d)(?P=sign)(?P<day>\d\d)"
    r"(?:[T ](?P<hour>\d\d):?(?P<minute>\d\d)(?::?(?P<second>\d\d)(?:[.,](?P<fraction>\d+))?)?\s*"
    r"(?P<zone>Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?)?",
    re.ASCII | re.IGNORECASE,
)
_PARTS = ("year", "month", "day", "hour", "minute", "second")
# Behind a time, and before the year where that stands last: a name, a distance from Greenwich, or that behind its name.
_MAIL_ZONE = re.compile(
    r":\d\d ?(?P<name>[A-Z]{1,4})? ?(?:(?P<sign>[+-])(?P<hours>\d\d?)(?::?(?P<minutes>\d\d))?)?"
    r"(?: \([^()]*\))?(?: \d{4})?$",
    re.ASCII | re.IGNORECASE,
)
# Hours east of Greenwich. A name that means several zones (IST, BST) is none: it needs a person.
_ZONES = {
    **dict.fromkeys(["UT", "UTC", "GMT", "Z", "WET"], 0),
    **{"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7},  # as RFC 822 has them
    **dict.fromkeys(["CET", "MET", "MEZ", "WEST"], 1),
    **dict.fromkeys(["CEST", "MEST", "MESZ", "EET"], 2),
    **{"EEST": 3, "IDT": 3, "MSK": 3, "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13},
}
_GREENWICH = (None, "UT", "UTC", "GMT", "Z")  # what a distance may stand behind
_HALF_OF_DAY = re.compile(
    r"\b(?P<hour>\d\d?)(?P<rest>(?::\d\d){1,2}) ?(?P<half>[ap])\.?m\b\.?", re.ASCII | re.IGNORECASE
)
_OF_NO_NEWS = re.compile(r"\b0\d{3}\s+\d\d?:")  # the year 0001 is not 2001
_NO_DATE = re.compile(r"0{2,4}-0{2}-0{2,4}(?:[T ]0{2}:0{2}:0{2}Z?)?")  # what databases of blogs have for no date


class Moment(NamedTuple):
    """`at` in UTC, None where a text names no instant; `warning` says why, or what was assumed."""

    at: datetime | None
    warning: str = ""


def read_moment(text: str, terms: Terms) -> Moment:
    """Reads ISO 8601 in its long and short form, RFC 822 with its years of two digits and names of zones, as programs
    of the web write it, too, clocks of twelve hours, and dates alone (midnight).

    A time without a zone is read in `terms.override`, else in `terms.assumed`; without either nobody knows which
    instant it is, nor is a year before 1900 or after 2100 one of news: it needs a person. Of an hour that came twice
    the first is taken, one that never came is moved forward by the gap, both with a warning.
    """
    text = " ".join(text.split())[:100]
    if not text or _NO_DATE.fullmatch(text):
        return Moment(None)
    try:
        whole = _HALF_OF_DAY.sub(_of_whole_day, text)
        at = _in_iso(whole) or _in_mail(whole)
    except (ValueError, OverflowError):
        at = None
    if at is None:
        return Moment(None, f"{quoted(text)} is no date that can be read: the story needs one.")
    if at.year not in _YEARS:
        return Moment(None, f"{quoted(text)} is no date of news: the story needs another.")
    return _placed(at, text, terms)


def warnings_of(*moments: Moment) -> tuple[str, ...]:
    """What is to be said of moments, each sentence once."""
    return tuple(dict.fromkeys(moment.warning for moment in moments if moment.warning))


def epoch(milliseconds: float) -> Moment:
    """A number of milliseconds since 1970, as some exports have it."""
    try:
        at = datetime.fromtimestamp(milliseconds / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return Moment(None, f"{milliseconds} is no date that can be read: the story needs one.")
    return Moment(at) if at.year in _YEARS else Moment(None, f"{milliseconds} is no date of news: the story needs one.")


def _placed(at: datetime, text: str, terms: Terms) -> Moment:
    if at.tzinfo:
        return Moment(at.astimezone(UTC))
    zone = terms.override or terms.assumed
    if not zone:
        missing = "names no zone: say with --timezone, or on the page of its source, where it is meant."
        return Moment(None, f"{quoted(text)} {missing}")
    instant, warnings = instant_in(at, zone=zone)
    return Moment(instant, " ".join(warnings))


def _in_iso(text: str) -> datetime | None:
    found = _ISO.fullmatch(text)
    if not found:
        return None
    parts = found.groupdict(default="0")
    year, month, day, hour, minute, second = (int(parts[name]) for name in _PARTS)
    micros = int(parts["fraction"][:6].ljust(6, "0"))
    zone = _zone(found["zone"]) if found["zone"] else None
    return datetime(year, month, day, hour, minute, min(second, 59), micros, zone)  # a leap second is no instant


def _zone(text: str) -> timezone:
    if text[0] not in "+-":
        return UTC
    digits = text[1:].replace(":", "").ljust(4, "0")
    return _offset(text[0], digits[:2], digits[2:])


def _in_mail(text: str) -> datetime | None:
    """RFC 822 and RFC 850. Python's mail reader takes a zone that is missing or that it does not know for UTC, so it is
    not asked."""
    parts = parsedate_tz(text)
    if not parts or _OF_NO_NEWS.search(text):
        return None
    year, month, day, hour, minute, second = parts[:6]
    return datetime(year, month, day, hour, minute, min(second, 59), tzinfo=_mail_zone(text))


def _mail_zone(text: str) -> timezone | None:
    """None where a text names no zone, or none that is known: "-0000" says that nobody knows it."""
    found = _MAIL_ZONE.search(text)
    name = found["name"].upper() if found and found["name"] else None
    if not found or text.endswith("-0000"):
        return None
    if not found["sign"]:
        return timezone(timedelta(hours=_ZONES[name])) if name in _ZONES else None
    return _offset(found["sign"], found["hours"], found["minutes"] or "0") if name in _GREENWICH else None


def _offset(sign: str, hours: str, minutes: str) -> timezone:
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(-offset if sign == "-" else offset)


def _of_whole_day(found: re.Match[str]) -> str:
    """A time of a clock with twelve hours as one of a clock with 24. Raises `ValueError` for what no clock shows."""
    hour = int(found["hour"])
    if not 0 < hour <= 12:
        raise ValueError(found[0])
    return f"{hour % 12 + 12 * (found['half'] in 'pP'):02}{found['rest']}"

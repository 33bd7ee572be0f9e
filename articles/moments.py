"""Moments as the newsroom says them: local times to instants, instants to printed lines. Pure."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.utils import dateformat, translation
from django.utils.formats import get_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, pgettext

YEARS = range(1900, 2200)

_RUN_AT = re.compile(r"(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2})(:\d{2})?(?:\.\d{1,6})? ?(Z|z|[+-]\d{2}:?\d{2})?", re.ASCII)
_WESTERN_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_LABELS = {"Asia/Jerusalem": {"en": gettext_noop("Jerusalem Time"), "ar": "بتوقيت القدس"}}
# Written out: the process's locale must not decide how a page reads.
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_ARABIC_WEEKDAYS = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")
_ARABIC_MONTHS = (
    *("يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو"),
    *("يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"),
)


class UnknownZone(ValueError):
    """No time zone has this name."""

    def __init__(self, zone: str) -> None:
        super().__init__(
            _("There is no time zone “%(zone)s”. Use a name such as Asia/Jerusalem.") % {"zone": zone[:60]}
        )


class UnreadableTime(ValueError):
    """The text is not a date with a time, or names one that no calendar has."""

    def __init__(self, text: str) -> None:
        super().__init__(
            _("“%(text)s” is not a date with a time. Write it like 2025-01-04T19:12.") % {"text": text[:60]}
        )


class HourMissing(ValueError):
    """The clocks skip this local time. `skipped_from` is where the gap begins and `next_valid` the first time after
    it, both local; `moved_at` is the instant that the time names when moved forward by the gap, UTC."""

    def __init__(
        self, local: datetime, *, zone: str, skipped_from: datetime, next_valid: datetime, moved_at: datetime
    ) -> None:
        self.skipped_from = skipped_from
        self.next_valid = next_valid
        self.moved_at = moved_at
        super().__init__(
            _(
                "%(local)s does not exist in %(zone)s: the clocks go forward from %(from)s to %(next)s. "
                "The next time that exists is %(next)s."
            )
            % {
                "local": _numeric(local),
                "zone": zone,
                "from": _numeric(skipped_from),
                "next": _numeric(next_valid),
            }
        )


class HourTwice(ValueError):
    """The clocks show this local time twice. `first_at` and `second_at` are the two instants, UTC."""

    def __init__(self, local: datetime, *, zone: str, first_at: datetime, second_at: datetime) -> None:
        self.first_at = first_at
        self.second_at = second_at
        first, second = (f"UTC{at.astimezone(_zone(zone)).isoformat()[-6:]}" for at in (first_at, second_at))
        super().__init__(
            _(
                "%(local)s happens twice in %(zone)s, first at %(first)s and again at %(second)s. "
                "Choose which one is meant."
            )
            % {"local": _numeric(local), "zone": zone, "first": first, "second": second}
        )


class LocalParts(NamedTuple):
    """What clocks and calendars in a zone show; `weekday` counts from Monday, 0."""

    year: int
    month: int
    day: int
    hour: int
    minute: int
    second: int
    weekday: int


def to_instant(local: datetime, *, zone: str, fold: int | None = None) -> datetime:
    """Return the instant, in UTC, at which clocks in the zone show this naive time.

    `fold` says which of a doubled hour is meant: 0 the first, 1 the second. Raises HourMissing, HourTwice,
    UnknownZone, and UnreadableTime for a time with an offset or in a year outside YEARS.
    """
    if local.tzinfo is not None or local.year not in YEARS:
        raise UnreadableTime(local.isoformat())
    first_at, second_at = (_read_with(local, zone=zone, fold=choice) for choice in (0, 1))
    if first_at == second_at:
        return first_at
    if first_at > second_at:  # in a gap the offset before it (fold 0) is the smaller one: PEP 495
        next_valid = _end_of_gap(second_at, before=first_at, zone=zone)
        skipped_from = next_valid - (first_at - second_at)  # the gap is as long as what reading it both ways differs by
        raise HourMissing(local, zone=zone, skipped_from=skipped_from, next_valid=next_valid, moved_at=first_at)
    if fold is None:
        raise HourTwice(local, zone=zone, first_at=first_at, second_at=second_at)
    return second_at if fold else first_at


def parse_run_at(text: str, *, zone: str, fold: int | None = None) -> tuple[datetime, str]:
    """Return the instant, in UTC, that the text names, and the text as it was typed.

    A text with its own offset or Z is that instant, whatever the zone. Raises UnreadableTime and what
    `to_instant` raises.
    """
    typed = text.strip()
    found = _RUN_AT.fullmatch(typed.translate(_WESTERN_DIGITS)) if len(typed) <= 40 else None
    if not found:
        raise UnreadableTime(typed)
    day, minute, second, offset = found.groups()
    try:
        moment = datetime.fromisoformat(f"{day}T{minute}{second or ':00'}{(offset or '').upper()}")
    except ValueError as error:
        raise UnreadableTime(typed) from error
    if moment.year not in YEARS:
        raise UnreadableTime(typed)
    at = moment.astimezone(UTC) if offset else to_instant(moment, zone=zone, fold=fold)
    return at, typed


def rederived(at: datetime, *, typed: str, zone: str, fold: int) -> datetime:
    """Return the instant, in UTC, that a time typed earlier names by the zone's rules of today.

    `at` is what it named by the rules of its day; its seconds stay. A time that the rules now skip moves forward by
    the gap. Raises UnknownZone and UnreadableTime.
    """
    try:
        anew, _typed = parse_run_at(typed, zone=zone, fold=fold)
    except HourMissing as missing:
        anew = missing.moved_at
    return anew.replace(second=at.second, microsecond=at.microsecond)


def fold_of(at: datetime, zone: str) -> int:
    """Return 1 if clocks in the zone show this instant's local time for the second time, else 0."""
    return _local(at, zone=zone).fold


def local_line(at: datetime, zone: str) -> str:
    """Return what clocks in the zone show at this instant, in digits: `2025-01-04 19:12`."""
    return _numeric(_local(at, zone=zone))


def offset_label(at: datetime, zone: str) -> str:
    """Return how far the zone's clocks are from UTC at this instant: `UTC+2`, `UTC-3:30`, `UTC`."""
    offset = _local(at, zone=zone).utcoffset() or timedelta()
    if not offset:
        return "UTC"
    hours, minutes = divmod(round(abs(offset).total_seconds() / 60), 60)
    sign = "-" if offset < timedelta() else "+"
    return f"UTC{sign}{hours}" + (f":{minutes:02}" if minutes else "")


def local_parts(at: datetime, zone: str) -> LocalParts:
    """Return what clocks and calendars in the zone show at this instant."""
    local = _local(at, zone=zone)
    return LocalParts(*local.timetuple()[:7])


def zone_label(zone: str, language: str, *, labels: Mapping[str, str] | None = None) -> str:
    """Return what readers of the language call the zone's time: "Jerusalem Time".

    `labels` are the newsroom's own, by language. Without one for the language, English makes it from the
    zone's city; other languages have what their catalogue says of ours, or show the zone's name.
    """
    known = {**_LABELS.get(zone, {}), **(labels or {})}
    spoken = _spoken(language)
    if language in known or spoken in known:
        return known.get(language) or known.get(spoken, "")
    if spoken == "en" and "/" in zone:
        return zone.rpartition("/")[2].replace("_", " ") + " Time"
    english = known.get("en", "")
    with translation.override(language):
        said = _(english) if english else ""
    return said if said != english else zone


def printed(at: datetime, *, zone: str, language: str, label: str) -> str:
    """Return the line above a story: `Sat 04 Jan 2025 7:12 pm - Jerusalem Time`.

    Arabic has its own names and Western digits; other languages have the shape that their catalogue gives, with
    Django's names of days and months, or else the shape that Django knows.
    """
    local = _local(at, zone=zone)
    written = {"en": _english, "ar": _arabic}.get(_spoken(language))
    line = written(local) if written else _translated(local, language)
    return f"{line} - {label}" if label else line


def instant(at: datetime, zone: str) -> str:
    """Return the moment for machines, to the second, with the zone's offset: `2025-01-04T19:12:00+02:00`.

    In UTC where clocks were no whole minutes from Greenwich (Jerusalem's until 1918): neither HTML's `datetime` nor
    ISO 8601 knows such an offset.
    """
    local = _local(at, zone=zone)
    is_written = not (local.utcoffset() or timedelta()).seconds % 60
    return (local if is_written else at.astimezone(UTC)).isoformat(timespec="seconds")


def _english(local: datetime) -> str:
    half = "am" if local.hour < 12 else "pm"
    date = f"{_WEEKDAYS[local.weekday()]} {local.day:02} {_MONTHS[local.month - 1]} {local.year}"
    return f"{date} {local.hour % 12 or 12}:{local.minute:02} {half}"


def _arabic(local: datetime) -> str:
    half = "صباحًا" if local.hour < 12 else "مساءً"
    date = f"{_ARABIC_WEEKDAYS[local.weekday()]} {local.day} {_ARABIC_MONTHS[local.month - 1]} {local.year}"
    return f"{date} {local.hour % 12 or 12}:{local.minute:02} {half}"


def _translated(local: datetime, language: str) -> str:
    with translation.override(language):
        # Translators: the date and time above a story, in the letters of Django's template filter "date".
        shape = pgettext("date and time of a story", "Y-m-d H:i")
        return dateformat.format(local, shape if shape != "Y-m-d H:i" else get_format("DATETIME_FORMAT", language))


def _numeric(local: datetime) -> str:
    return f"{local.date().isoformat()} {local.hour:02}:{local.minute:02}"


def _spoken(language: str) -> str:
    return language.lower().replace("_", "-").partition("-")[0]


def _zone(name: str) -> ZoneInfo:
    if name == "localtime":  # the machine's own, which is another one elsewhere
        raise UnknownZone(name)
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:  # what zoneinfo raises for unknown and hostile names
        raise UnknownZone(name) from error


def _local(at: datetime, *, zone: str) -> datetime:
    if at.tzinfo is None:
        raise ValueError("A moment needs its zone. Use to_instant for a local time.")
    return at.astimezone(_zone(zone))


def _read_with(local: datetime, *, zone: str, fold: int) -> datetime:
    return local.replace(tzinfo=_zone(zone), fold=fold).astimezone(UTC)


def _end_of_gap(after: datetime, *, before: datetime, zone: str) -> datetime:
    """Return the first local time after the gap, naive. The clocks change between `after` and `before`."""
    wanted = before.astimezone(_zone(zone)).utcoffset()
    while before - after > timedelta(seconds=1):
        middle = (after + (before - after) / 2).replace(microsecond=0)
        if middle.astimezone(_zone(zone)).utcoffset() == wanted:
            before = middle
        else:
            after = middle
    return before.astimezone(_zone(zone)).replace(tzinfo=None)

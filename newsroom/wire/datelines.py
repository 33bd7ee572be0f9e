"""The dateline of a wire story, English or Arabic, read into one instant in UTC."""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from newsroom.wire.charsets import printable

EXAMPLE = "Sat 04 Jan 2025 7:12 pm - Jerusalem Time"
LONGEST_DATELINE = 200  # characters; a longer line is a paragraph
_YEARS = range(1900, 2101)

_UNSEEN = re.compile("[\xad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_VOWEL_SIGNS = re.compile("[\u0640\u064b-\u065f\u0670ء]")
_ALIKE = str.maketrans(
    "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹أإآٱؤئىیةک‐‑‒–—―−",
    "01234567890123456789" + "اااا" + "ويييهك" + "-------",
)


def fold_words(text: str) -> str:
    """The text as words are compared: without case, invisible marks, vowel signs and hamza, digits Western.

    Typists leave hamza, tashkeel and the dots of final letters out: spellings that differ only there match.
    """
    plain = _VOWEL_SIGNS.sub("", unicodedata.normalize("NFKC", _UNSEEN.sub("", text)))
    return " ".join(plain.translate(_ALIKE).casefold().split())


def _numbered(rows: str) -> dict[str, int]:
    """Folded name to row number from 1; names of a row stand between bars."""
    return {
        fold_words(name): number
        for number, row in enumerate(rows.strip().splitlines(), start=1)
        for name in row.split("|")
    }


_WEEKDAYS = _numbered("""
Monday|الاثنين|اثنين
Tuesday|Tues|الثلاثاء|ثلاثاء
Wednesday|Weds|الأربعاء|أربعاء
Thursday|Thur|Thurs|الخميس|خميس
Friday|الجمعة|جمعة
Saturday|السبت|سبت
Sunday|الأحد|أحد
""")
# Each Arabic row: the name used in Egypt and the Gulf, the Levantine one, then those of the Maghreb.
_MONTHS = _numbered("""
January|يناير|كانون الثاني|جانفي
February|فبراير|شباط|فيفري
March|مارس|آذار
April|أبريل|نيسان|أفريل
May|مايو|أيار|ماي
June|يونيو|يونيه|حزيران|جوان
July|يوليو|يوليه|تموز|جويلية|يوليوز
August|أغسطس|آب|أوت|غشت|أغشت
September|Sept|سبتمبر|أيلول|شتنبر|شتمبر
October|أكتوبر|تشرين الأول
November|نوفمبر|تشرين الثاني|نونبر
December|ديسمبر|كانون الأول|دجنبر|دجمبر
""")
_WEEKDAY_NAMES = tuple(name.capitalize() for name in _WEEKDAYS if name.endswith("day"))
_MONTH_NAMES = tuple(next(name.capitalize() for name in _MONTHS if _MONTHS[name] == n) for n in range(1, 13))

_MORNING, _NOON, _AFTERNOON, _NIGHT = "morning", "noon", "afternoon", "night"
_HALVES = {
    fold_words(word): half
    for half, words in (
        (_MORNING, "am|ص|صباحا|صباح|الصبح|فجرا|قبل الظهر|midnight|منتصف الليل"),
        (_NOON, "noon|ظهرا"),
        (_AFTERNOON, "pm|م|مساء|مساءا|عصرا|بعد الظهر"),
        (_NIGHT, "ليلا"),
    )
    for word in words.split("|")
}
_UTC_LABELS = frozenset(
    fold_words(label)
    for label in (
        *("GMT", "UTC", "Z", "Greenwich Mean Time", "Coordinated Universal Time"),
        *("بتوقيت غرينتش", "بتوقيت جرينتش", "توقيت غرينتش", "توقيت جرينتش", "غرينتش", "جرينتش"),
    )
)
_HALF = "|".join(sorted(map(re.escape, _HALVES.keys() - {"am", "pm"}), key=len, reverse=True))
_SHAPE = re.compile(
    rf"""
    (?:(?P<weekday>[^\W\d_]+(?:\ [^\W\d_]+)?)[.,،\ ]+)?
    (?:(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?[-.,،\ ]*(?P<month>[^0-9:,،-]{{2,40}}?)
      |(?P<month_first>[^\W\d_]+)[. ]+(?P<day_second>[0-9]{{1,2}})(?:st|nd|rd|th)?)
    [-.,،\ ]*(?P<year>[0-9]{{1,5}})م?[-.,،\ ]+(?:at\ |الساعه\ )?
    (?P<hour>[0-9]{{1,2}})(?:[:.](?P<minute>[0-9]{{2}})(?::(?P<second>[0-9]{{2}}))?)?(?![0-9:])
    \ ?(?:(?P<half>[ap]\.?\ ?m\b\.?|(?:{_HALF})(?![^\W_])))?
    (?P<label>.*)
    """,
    re.VERBOSE,
)


class UnknownZone(ValueError):
    """The zone asked for is not in the time zone database."""


class UnreadableDateline(ValueError):
    """The line is not a dateline, or is one that names no instant."""


class ImpossibleDateline(UnreadableDateline):
    """The line has the shape of a dateline, but its date, time or zone label cannot be used."""


@dataclass(frozen=True, slots=True)
class Dateline:
    """An instant in UTC, the line it was read from, and the name of the zone it was read in."""

    at: datetime
    as_printed: str
    zone: str
    warnings: tuple[str, ...] = ()


def read_dateline(line: str, *, zone: str, zone_labels: Collection[str], override: str | None = None) -> Dateline:
    """Read a dateline; raises `UnreadableDateline`, or `UnknownZone` when a zone name is not one.

    `override` wins over any label; no label, or one of `zone_labels`, means `zone`; GMT and UTC mean
    themselves. The weekday is a check digit: where it contradicts the date, the date wins with a warning.
    """
    parts = _parts(line)
    on = _date(parts, line=line)
    at = datetime.combine(on, _time(parts, line=line))
    name = override or _zone_of_label(parts["label"], zone=zone, zone_labels=zone_labels, line=line)
    instant, clock_warnings = instant_in(at, zone=name)
    warnings = (*_weekday_warnings(parts["weekday"], on=on), *clock_warnings)
    return Dateline(instant, _as_printed(line), name, warnings)


def has_dateline_shape(line: str) -> bool:
    """Whether the line is built as a dateline is, possible or not."""
    try:
        _parts(line)
    except UnreadableDateline:
        return False
    return True


def known_zone(name: str) -> ZoneInfo:
    """The zone of that name; raises `UnknownZone`."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise UnknownZone(
            f'"{name}" is not a time zone. Name one from the time zone database, such as Asia/Jerusalem.'
        ) from error


def quoted(line: str) -> str:
    """The line in quotation marks, without controls or direction marks, cut to 80 characters."""
    text = _as_printed(line)
    return f'"{text}"' if len(text) <= 80 else f'"{text[:79]}…"'


def _as_printed(line: str) -> str:
    return " ".join(unicodedata.normalize("NFC", _UNSEEN.sub("", printable(line))).split())


def _parts(line: str) -> dict[str, str]:
    """The named parts of a dateline, folded; raises `UnreadableDateline` when the line is something else."""
    folded = fold_words(printable(line[: LONGEST_DATELINE + 1]))
    shape = _SHAPE.fullmatch(folded) if max(len(line), len(folded)) <= LONGEST_DATELINE else None
    parts = {name: text or "" for name, text in shape.groupdict().items()} if shape else {}
    if shape and not parts["month"]:
        parts |= {"day": parts["day_second"], "month": parts["month_first"]}
    is_timed = parts.get("minute") or parts.get("half")
    if not is_timed or not _month(parts["month"]) or _weekday(parts["weekday"]) is None:
        raise UnreadableDateline(f'{quoted(line)} is not a dateline. One looks like "{EXAMPLE}".')
    return parts


def _weekday(word: str) -> int | None:
    """The weekday, 1 (Monday) to 7; 0 when none is printed, None when the word is no weekday."""
    name = word.removeprefix("يوم ").strip()
    return _number_of(name, names=_WEEKDAYS) or None if name and name != "يوم" else 0


def _month(words: str) -> int:
    """The month, 1 to 12, also when two names for it are printed as `تشرين الثاني/نوفمبر`; else 0."""
    names = [name.strip(" .") for name in re.split("[/()]", words)]
    numbers = {_number_of(name, names=_MONTHS) for name in names if name}
    return numbers.pop() if len(numbers) == 1 else 0


def _number_of(name: str, *, names: dict[str, int]) -> int:
    """The number of a name, full or (in English) cut to three letters or more; 0 for any other word."""
    is_cut = name.isascii() and len(name) >= 3
    cut = (number for full, number in names.items() if is_cut and full.startswith(name))
    return names.get(name) or next(cut, 0)


def _date(parts: dict[str, str], *, line: str) -> date:
    year, month, day = int(parts["year"]), _month(parts["month"]), int(parts["day"])
    if year not in _YEARS:
        raise ImpossibleDateline(
            f"{quoted(line)} names the year {year}; a year from {_YEARS[0]} to {_YEARS[-1]} is needed."
        )
    try:
        return date(year, month, day)
    except ValueError as error:
        raise ImpossibleDateline(
            f"{quoted(line)} names {day} {_MONTH_NAMES[month - 1]} {year}, which is not in the calendar."
        ) from error


def _time(parts: dict[str, str], *, line: str) -> time:
    half = parts["half"].replace(".", "").replace(" ", "") if parts["half"].isascii() else parts["half"]
    hour = _hour(int(parts["hour"]), half=_HALVES.get(half, ""))
    try:
        return time(hour, int(parts["minute"] or 0), int(parts["second"] or 0))
    except ValueError as error:
        raise ImpossibleDateline(f"{quoted(line)} names a time that no clock shows. Use 7:12 pm or 19:12.") from error


def _hour(hour: int, *, half: str) -> int:
    """The hour from 0 to 23 of a 12-hour clock; -1, which no clock shows, when it has no such hour."""
    if not half:
        return hour
    if hour > 12 or (hour == 0 and half != _MORNING):
        return -1
    late_hours = {_MORNING: (), _NOON: (*range(10), 12), _AFTERNOON: range(13), _NIGHT: range(6, 12)}
    return hour % 12 + 12 * (hour in late_hours[half])


def _zone_of_label(label: str, *, zone: str, zone_labels: Collection[str], line: str) -> str:
    printed = _folded_label(label)
    if not printed or printed in {_folded_label(name) for name in (zone, *zone_labels)}:
        return zone
    if printed in _UTC_LABELS:
        return "UTC"
    raise ImpossibleDateline(
        f"{quoted(line)} is in a time zone this newsroom does not know by that label. "
        "Name the zone with --timezone, for example --timezone Asia/Hebron."
    )


def _folded_label(label: str) -> str:
    return fold_words(label).strip(" -.,،()[]:")


def instant_in(at: datetime, *, zone: str) -> tuple[datetime, tuple[str, ...]]:
    """The instant a wall clock in the zone showed `at`, and a warning when it did so twice or never.

    With fold=0 Python takes the offset before the change (PEP 495): the first of a doubled hour, and for a
    missing hour the time moved forward by the gap.
    """
    place = known_zone(zone)
    instant, again = (at.replace(tzinfo=place, fold=fold).astimezone(UTC) for fold in (0, 1))
    if instant == again:
        return instant, ()
    shown = f"{at:%H:%M} on {at.day} {_MONTH_NAMES[at.month - 1]} {at.year}"
    if instant < again:
        return instant, (f"{shown} came twice in {zone}, the clocks went back; the first was taken.",)
    moved = instant.astimezone(place)
    return instant, (f"{shown} did not exist in {zone}, the clocks went forward; {moved:%H:%M} was taken.",)


def _weekday_warnings(word: str, *, on: date) -> tuple[str, ...]:
    printed = _weekday(word)
    if not printed or printed == on.isoweekday():
        return ()
    shown = f"{on.day} {_MONTH_NAMES[on.month - 1]} {on.year}"
    said, real = _WEEKDAY_NAMES[printed - 1], _WEEKDAY_NAMES[on.isoweekday() - 1]
    return (f"The dateline says {said}, but {shown} is a {real}; the date was kept.",)

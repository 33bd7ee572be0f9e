from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.moments import (
    HourMissing,
    HourTwice,
    LocalParts,
    UnknownZone,
    UnreadableTime,
    instant,
    local_parts,
    parse_run_at,
    printed,
    to_instant,
    zone_label,
)

JERUSALEM = "Asia/Jerusalem"


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "local", "at"),
    [
        (JERUSALEM, datetime(2025, 1, 4, 19, 12), utc(2025, 1, 4, 17, 12)),
        (JERUSALEM, datetime(2025, 7, 4, 19, 12), utc(2025, 7, 4, 16, 12)),
        ("Europe/London", datetime(2026, 7, 1, 12, 0), utc(2026, 7, 1, 11, 0)),
        ("America/New_York", datetime(2026, 1, 1, 0, 0), utc(2026, 1, 1, 5, 0)),
        ("Australia/Lord_Howe", datetime(2026, 1, 1, 12, 0), utc(2026, 1, 1, 1, 0)),
        ("Australia/Lord_Howe", datetime(2026, 7, 1, 12, 0), utc(2026, 7, 1, 1, 30)),
        ("Pacific/Apia", datetime(2011, 12, 29, 23, 59), utc(2011, 12, 30, 9, 59)),
        ("Pacific/Apia", datetime(2011, 12, 31, 0, 0), utc(2011, 12, 30, 10, 0)),
        ("Europe/London", datetime(2038, 1, 19, 3, 14, 8), utc(2038, 1, 19, 3, 14, 8)),
        ("Europe/London", datetime(2038, 7, 19, 12, 0), utc(2038, 7, 19, 11, 0)),
        ("UTC", datetime(2025, 1, 4, 19, 12), utc(2025, 1, 4, 19, 12)),
    ],
)
def test_to_instant_plain_time(zone, local, at):
    instant = to_instant(local, zone=zone)

    assert (instant, instant.tzinfo) == (at, UTC)
    assert to_instant(local, zone=zone, fold=1) == at


@pytest.mark.parametrize(
    ("zone", "local", "next_valid", "moved_at"),
    [
        (
            "Europe/London",
            datetime(2026, 3, 29, 1, 30),
            datetime(2026, 3, 29, 2, 0),
            utc(2026, 3, 29, 1, 30),
        ),
        (
            "America/New_York",
            datetime(2026, 3, 8, 2, 0),
            datetime(2026, 3, 8, 3, 0),
            utc(2026, 3, 8, 7, 0),
        ),
        (
            "Australia/Lord_Howe",
            datetime(2026, 10, 4, 2, 29, 59),
            datetime(2026, 10, 4, 2, 30),
            utc(2026, 10, 3, 15, 59, 59),
        ),
        (
            "Pacific/Apia",
            datetime(2011, 12, 30, 12, 0),
            datetime(2011, 12, 31, 0, 0),
            utc(2011, 12, 30, 22, 0),
        ),
        (JERUSALEM, datetime(2025, 3, 28, 2, 15), datetime(2025, 3, 28, 3, 0), utc(2025, 3, 28, 0, 15)),
        (
            "Europe/London",
            datetime(2038, 3, 28, 1, 1),
            datetime(2038, 3, 28, 2, 0),
            utc(2038, 3, 28, 1, 1),
        ),
    ],
)
@pytest.mark.parametrize("fold", [None, 0, 1])
def test_to_instant_missing_hour_is_refused(zone, local, next_valid, moved_at, fold):
    with pytest.raises(HourMissing) as refused:
        to_instant(local, zone=zone, fold=fold)

    assert (refused.value.next_valid, refused.value.moved_at) == (next_valid, moved_at)
    assert to_instant(next_valid, zone=zone) <= moved_at


def test_hour_missing_names_the_next_valid_time():
    with pytest.raises(HourMissing) as refused:
        to_instant(datetime(2026, 3, 29, 1, 30), zone="Europe/London")

    assert str(refused.value) == (
        "2026-03-29 01:30 does not exist in Europe/London: the clocks go forward from 2026-03-29 01:00 "
        "to 2026-03-29 02:00. The next time that exists is 2026-03-29 02:00."
    )


@pytest.mark.parametrize(
    ("zone", "local", "first_at", "second_at"),
    [
        ("Europe/London", datetime(2026, 10, 25, 1, 30), utc(2026, 10, 25, 0, 30), utc(2026, 10, 25, 1, 30)),
        ("America/New_York", datetime(2026, 11, 1, 1, 0), utc(2026, 11, 1, 5, 0), utc(2026, 11, 1, 6, 0)),
        (
            "Australia/Lord_Howe",
            datetime(2026, 4, 5, 1, 45),
            utc(2026, 4, 4, 14, 45),
            utc(2026, 4, 4, 15, 15),
        ),
        (JERUSALEM, datetime(2025, 10, 26, 1, 30), utc(2025, 10, 25, 22, 30), utc(2025, 10, 25, 23, 30)),
        ("Europe/London", datetime(2038, 10, 31, 1, 30), utc(2038, 10, 31, 0, 30), utc(2038, 10, 31, 1, 30)),
    ],
)
def test_to_instant_doubled_hour_needs_a_choice(zone, local, first_at, second_at):
    with pytest.raises(HourTwice) as refused:
        to_instant(local, zone=zone)

    assert (refused.value.first_at, refused.value.second_at) == (first_at, second_at)
    assert to_instant(local, zone=zone, fold=0) == first_at
    assert to_instant(local, zone=zone, fold=1) == second_at


def test_hour_twice_names_both_offsets():
    with pytest.raises(HourTwice) as refused:
        to_instant(datetime(2025, 10, 26, 1, 30), zone=JERUSALEM)

    assert str(refused.value) == (
        "2025-10-26 01:30 happens twice in Asia/Jerusalem, first at UTC+03:00 and again at UTC+02:00. "
        "Choose which one is meant."
    )


@pytest.mark.parametrize(
    "zone", ["", "Mars/Olympus", "../etc/passwd", "/etc/passwd", "America", "localtime", "a\0b", "x" * 5000, "\ud800"]
)
def test_to_instant_unknown_zone_is_refused(zone):
    with pytest.raises(UnknownZone):
        to_instant(datetime(2025, 1, 4), zone=zone)


@pytest.mark.parametrize("local", [datetime(1, 1, 1), datetime(9999, 12, 31, 23, 59), datetime(2025, 1, 4, tzinfo=UTC)])
def test_to_instant_impossible_time_is_refused(local):
    with pytest.raises(UnreadableTime):
        to_instant(local, zone="Pacific/Apia")


@given(
    at=st.datetimes(datetime(1990, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC)),
    zone=st.sampled_from(["Europe/London", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", JERUSALEM]),
)
def test_to_instant_reads_back_what_local_parts_shows(at, zone):
    at = at.replace(microsecond=0)
    local = datetime(*local_parts(at, zone)[:6])

    assert at in {to_instant(local, zone=zone, fold=fold) for fold in (0, 1)}


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2025-01-04T19:12", utc(2025, 1, 4, 17, 12)),
        ("2025-01-04 19:12", utc(2025, 1, 4, 17, 12)),
        ("2025-01-04t19:12:30", utc(2025, 1, 4, 17, 12, 30)),
        ("2025-01-04T19:12:30.5", utc(2025, 1, 4, 17, 12, 30)),
        ("٢٠٢٥-٠١-٠٤ ١٩:١٢", utc(2025, 1, 4, 17, 12)),
        ("2025-01-04T19:12Z", utc(2025, 1, 4, 19, 12)),
        ("2025-01-04 19:12:00 z", utc(2025, 1, 4, 19, 12)),
        ("2025-01-04T19:12+05:30", utc(2025, 1, 4, 13, 42)),
        ("2025-01-04T19:12:00-0500", utc(2025, 1, 5, 0, 12)),
        ("2025-10-26T01:30+02:00", utc(2025, 10, 25, 23, 30)),
    ],
)
def test_parse_run_at_reads(text, at):
    assert parse_run_at(f" {text}\n", zone=JERUSALEM) == (at, text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "tomorrow", "2025-01-04", "19:12", "04/01/2025 19:12", "2025-1-4 19:12", "20250104T1912"),
        *("2025-02-29T10:00", "2025-01-04T24:00", "2025-01-04T19:60", "2025-13-01T00:00"),
        *("0001-01-01T00:00Z", "9999-12-31T23:59-10:00", "2025-01-04T19:12+25:00", "2025-01-04T19:12 EST"),
        *("2025-01-04T19:12\n2025", "9" * 40_000, "\ud800", "2025-01-04T19:12\0"),
    ],
)
def test_parse_run_at_unreadable_is_refused(text):
    with pytest.raises(UnreadableTime) as refused:
        parse_run_at(text, zone=JERUSALEM)

    assert str(refused.value).endswith("is not a date with a time. Write it like 2025-01-04T19:12.")


def test_parse_run_at_clock_changes_are_passed_on():
    with pytest.raises(HourMissing):
        parse_run_at("2025-03-28T02:30", zone=JERUSALEM)
    with pytest.raises(HourTwice):
        parse_run_at("2025-10-26T01:30", zone=JERUSALEM)
    assert parse_run_at("2025-10-26T01:30", zone=JERUSALEM, fold=1) == (
        utc(2025, 10, 25, 23, 30),
        "2025-10-26T01:30",
    )


def test_local_parts_are_the_zones_own():
    assert local_parts(utc(2025, 1, 4, 23, 5, 6), JERUSALEM) == LocalParts(2025, 1, 5, 1, 5, 6, 6)
    assert local_parts(datetime(2025, 1, 4, 23, tzinfo=timezone(timedelta(hours=-5))), "UTC").day == 5


def test_local_parts_naive_moment_is_refused():
    with pytest.raises(ValueError, match="needs its zone"):
        local_parts(datetime(2025, 1, 4), JERUSALEM)


@pytest.mark.parametrize(
    ("zone", "language", "labels", "label"),
    [
        (JERUSALEM, "en", None, "Jerusalem Time"),
        (JERUSALEM, "ar", None, "بتوقيت القدس"),
        (JERUSALEM, "ar-ps", None, "بتوقيت القدس"),
        (JERUSALEM, "he", None, "שעון ירושלים"),
        (JERUSALEM, "fr", None, "Asia/Jerusalem"),
        ("America/New_York", "he", {}, "America/New_York"),
        (JERUSALEM, "en", {"en": "Harbour Time"}, "Harbour Time"),
        (JERUSALEM, "ar", {"en": "Harbour Time"}, "بتوقيت القدس"),
        ("America/New_York", "en", {}, "New York Time"),
        ("UTC", "en", None, "UTC"),
    ],
)
def test_zone_label_by_language(zone, language, labels, label):
    assert zone_label(zone, language, labels=labels) == label


@pytest.mark.parametrize(
    ("language", "at", "line"),
    [
        ("en", utc(2025, 1, 4, 17, 12), "Sat 04 Jan 2025 7:12 pm - here"),
        ("en", utc(2025, 11, 17, 22, 5), "Tue 18 Nov 2025 12:05 am - here"),
        ("en-gb", utc(2025, 11, 18, 10, 0), "Tue 18 Nov 2025 12:00 pm - here"),
        ("ar", utc(2025, 1, 4, 17, 12), "السبت 4 يناير 2025 7:12 مساءً - here"),
        ("ar", utc(2025, 11, 18, 4, 40), "الثلاثاء 18 نوفمبر 2025 6:40 صباحًا - here"),
        ("he", utc(2025, 1, 4, 17, 12), "יום שבת, 4 בינואר 2025, 19:12 - here"),
        ("fr", utc(2025, 1, 4, 17, 12), "4 janvier 2025 19:12 - here"),
    ],
)
def test_printed_by_language(language, at, line):
    assert printed(at, zone=JERUSALEM, language=language, label="here") == line


def test_printed_without_label():
    assert printed(utc(2025, 1, 4), zone="UTC", language="en", label="") == "Sat 04 Jan 2025 12:00 am"


@pytest.mark.parametrize(
    ("at", "zone", "said"),
    [
        ((2025, 1, 4, 17, 12), "Asia/Jerusalem", "2025-01-04T19:12:00+02:00"),
        ((1975, 7, 1, 0, 30), "Asia/Jerusalem", "1975-07-01T03:30:00+03:00"),
        ((1917, 7, 1, 0, 30), "Asia/Jerusalem", "1917-07-01T00:30:00+00:00"),  # +02:20:40
        ((1971, 7, 1, 0, 30), "Africa/Monrovia", "1971-07-01T00:30:00+00:00"),  # -00:44:30
        ((2025, 1, 4, 17, 12), "America/St_Johns", "2025-01-04T13:42:00-03:30"),
    ],
)
def test_instant_has_an_offset_that_programs_can_read(at, zone, said):
    found = instant(datetime(*at, 0, 999, tzinfo=UTC), zone)

    assert found == said
    assert datetime.fromisoformat(found) == datetime(*at, tzinfo=UTC)

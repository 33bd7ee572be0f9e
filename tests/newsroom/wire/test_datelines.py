from contextlib import suppress
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.wire.datelines import (
    Dateline,
    ImpossibleDateline,
    UnknownZone,
    UnreadableDateline,
    has_dateline_shape,
    quoted,
    read_dateline,
)

LABELS = ("Jerusalem Time", "بتوقيت القدس")
EVENING = datetime(2025, 1, 4, 17, 12, tzinfo=UTC)


def read(line, zone="Asia/Jerusalem", override=None):
    return read_dateline(line, zone=zone, zone_labels=LABELS, override=override)


def test_dateline_as_the_site_prints_it():
    line = "Sat 04 Jan 2025 7:12 pm - Jerusalem Time"

    assert read(line) == Dateline(EVENING, line, "Asia/Jerusalem", ())


@pytest.mark.parametrize(
    "line",
    [
        "Saturday 4 January 2025 7:12 PM - JERUSALEM TIME",
        "04 Jan 2025 7:12 pm",
        "04 Jan 2025 19:12",
        "Sat, 4 Jan. 2025, 7:12 p.m. – Jerusalem Time",
        "Sat. 4th Jan 2025 07:12 P.M. — jerusalem time",
        "Saturday, January 4, 2025, 7:12pm, Jerusalem Time",
        "Sat 04 Jan 2025 7.12 pm (Jerusalem Time)",
        "Sat 04-Jan-2025 at 19:12:00 Jerusalem Time",
        "Sat\u00a004\tJan  2025\u202f7:12 pm -\u00a0Jerusalem Time ",
        "\u200fSat 04 Jan 2025 \u2066\u202a7:12 pm\u202c\u2069 - Jerusalem Time\u200e",
        "\ufeff\x01Sat 04 Jan 2025 7:12 pm\x02 - Jerusalem Time",
        "السبت 4 يناير 2025 7:12 مساءً - بتوقيت القدس",
        "السبت ٤ كانون الثاني ٢٠٢٥ ٧:١٢ م - بتوقيت القُدس",
        "يوم السبت، ۴ جانفي ۲۰۲۵، الساعة ۷:۱۲ مساء",
        "السبت 4 كانون الثاني/يناير 2025م 7:12 مساءا",
        "سبت 4 يناير (كانون الثاني) 2025 19:12",
    ],
)
def test_dateline_spelt_another_way(line):
    dateline = read(line)

    assert (dateline.at, dateline.zone, dateline.warnings) == (EVENING, "Asia/Jerusalem", ())


@pytest.mark.parametrize(
    ("month", "names"),
    [
        (1, "Jan January يناير كانون-الثاني جانفي"),
        (2, "Feb February فبراير شباط فيفري"),
        (3, "Mar March مارس آذار اذار"),
        (4, "Apr April أبريل إبريل ابريل نيسان أفريل"),
        (5, "May مايو أيار أيّار ماي"),
        (6, "Jun June يونيو يونيه حزيران جوان"),
        (7, "Jul July يوليو يوليه تموز تمّوز جويلية"),
        (8, "Aug August أغسطس آب أوت غشت"),
        (9, "Sep Sept September سبتمبر أيلول شتنبر"),
        (10, "Oct October أكتوبر تشرين-الأول"),
        (11, "Nov November نوفمبر تشرين-الثاني نونبر"),
        (12, "Dec December ديسمبر كانون-الأول كانون-الاول دجنبر"),
    ],
)
def test_dateline_month_by_every_name(month, names):
    lines = [f"5 {name.replace('-', ' ')} 2025 12:00 - GMT" for name in names.split()]

    assert {read(line).at for line in lines} == {datetime(2025, month, 5, 12, tzinfo=UTC)}


@pytest.mark.parametrize(
    ("day", "names"),
    [
        (3, "Mon Monday الاثنين الإثنين"),
        (4, "Tue Tues Tuesday الثلاثاء الثلاثا ثلاثاء"),
        (5, "Wed Wednesday الأربعاء الاربعاء"),
        (6, "Thu Thurs Thursday الخميس"),
        (7, "Fri Friday الجمعة الجمعه"),
        (8, "Sat Saturday السبت"),
        (9, "Sun Sunday الأحد الاحد"),
    ],
)
def test_dateline_weekday_by_every_name_agrees_with_its_date(day, names):
    warnings = [read(f"{name} {day} Nov 2025 12:00").warnings for name in names.split()]

    assert warnings == [()] * len(warnings)


@pytest.mark.parametrize(
    ("printed", "hour", "minute"),
    [
        ("12:05 am", 0, 5),
        ("12:05 pm", 12, 5),
        ("12:05 A.M.", 0, 5),
        ("12:00 am", 0, 0),
        ("1:00 p. m.", 13, 0),
        ("7 pm", 19, 0),
        ("00:05", 0, 5),
        ("23:59", 23, 59),
        ("12:05 ص", 0, 5),
        ("12:05 م", 12, 5),
        ("6:40 صباحًا", 6, 40),
        ("6:40 صباحاً", 6, 40),
        ("6:40 صباحا", 6, 40),
        ("12:05 ظهرا", 12, 5),
        ("1:05 ظهرًا", 13, 5),
        ("11:05 ظهرا", 11, 5),
        ("6:40 مساءً", 18, 40),
        ("12:05 ليلا", 0, 5),
        ("11:05 ليلاً", 23, 5),
        ("3:30 بعد الظهر", 15, 30),
    ],
)
def test_dateline_time_of_day(printed, hour, minute):
    assert read(f"18 Nov 2025 {printed} - GMT").at == datetime(2025, 11, 18, hour, minute, tzinfo=UTC)


def test_dateline_with_another_weekday_keeps_the_date_and_warns():
    dateline = read("Mon 18 Nov 2025 6:40 am - Jerusalem Time")

    assert dateline.at == datetime(2025, 11, 18, 4, 40, tzinfo=UTC)
    assert dateline.warnings == ("The dateline says Monday, but 18 November 2025 is a Tuesday; the date was kept.",)


def test_dateline_as_printed_has_no_direction_marks_or_folded_blanks():
    assert read("\u200f4  Jan\u00a02025 19:12\x03").as_printed == "4 Jan 2025 19:12"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("31 Feb 2025 7:12 pm", "31 February 2025, which is not in the calendar"),
        ("29 Feb 2025 7:12 pm", "29 February 2025, which is not in the calendar"),
        ("0 Jan 2025 7:12 pm", "0 January 2025, which is not in the calendar"),
        ("4 Jan 2025 13:00 pm", "a time that no clock shows"),
        ("4 Jan 2025 0:10 pm", "a time that no clock shows"),
        ("4 Jan 2025 24:00", "a time that no clock shows"),
        ("4 Jan 2025 7:61 pm", "a time that no clock shows"),
        ("4 Jan 2025 19:12:60", "a time that no clock shows"),
        ("4 Jan 0001 7:12 pm", "names the year 1; a year from 1900 to 2100"),
        ("4 Jan 1899 7:12 pm", "names the year 1899; a year from 1900 to 2100"),
        ("4 Jan 25 7:12 pm", "names the year 25; a year from 1900 to 2100"),
        ("4 Jan 2101 7:12 pm", "names the year 2101; a year from 1900 to 2100"),
        ("4 Jan 2025 7:12 pm - Cairo Time", "Name the zone with --timezone"),
        ("4 Jan 2025 7:12 pm GMT+2", "Name the zone with --timezone"),
    ],
)
def test_dateline_that_names_no_instant_is_refused(line, reason):
    with pytest.raises(ImpossibleDateline) as refusal:
        read(line)

    assert reason in str(refusal.value)
    assert str(refusal.value).startswith(f'"{line}" ')
    assert has_dateline_shape(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Sometime last week",
        "WORLD",
        "4 Jan 2025",
        "4 Jan 2025 7",
        "4 Mayhem 2025 7:12 pm",
        "04/01/2025 19:12",
        "Fire on 4 Jan 2025 7:12 pm",
        "4 تشرين الثاني/يناير 2025 7:12",
        "Sat 4 Jan 2025 7:12 pm" + " and on" * 60,
    ],
)
def test_line_that_is_no_dateline_is_refused(line):
    with pytest.raises(UnreadableDateline, match="is not a dateline. One looks like"):
        read(line)

    assert not has_dateline_shape(line)


def test_years_at_the_border_are_read():
    assert [read(f"1 Jan {year} 12:00 - UTC").at.year for year in (1900, 2100)] == [1900, 2100]


@pytest.mark.parametrize("label", ["GMT", "utc", "Greenwich Mean Time", "بتوقيت غرينتش", "Z"])
def test_label_of_universal_time_is_utc(label):
    dateline = read(f"4 Jan 2025 5:12 pm - {label}")

    assert (dateline.at, dateline.zone) == (EVENING, "UTC")


@pytest.mark.parametrize("label", ["Jerusalem Time", "GMT", "Cairo Time"])
def test_override_wins_over_every_label(label):
    dateline = read(f"4 Jan 2025 12:12 pm - {label}", override="America/New_York")

    assert (dateline.at, dateline.zone) == (EVENING, "America/New_York")


def test_zone_labels_are_those_of_the_newsroom():
    with pytest.raises(ImpossibleDateline):
        read_dateline("4 Jan 2025 7:12 pm - Jerusalem Time", zone="Asia/Hebron", zone_labels=["Hebron Time"])


@pytest.mark.parametrize("name", ["Asia/Nowhere", "Asia", "../secrets", "x" * 400, "\0"])
def test_zone_that_does_not_exist_is_named(name):
    with pytest.raises(UnknownZone, match="is not a time zone"):
        read("4 Jan 2025 7:12 pm", override=name)


def test_doubled_hour_is_the_first_with_a_warning():
    dateline = read("Sun 26 Oct 2025 1:30 am - Jerusalem Time")

    assert dateline.at == datetime(2025, 10, 25, 22, 30, tzinfo=UTC)
    assert dateline.warnings == (
        "01:30 on 26 October 2025 came twice in Asia/Jerusalem, the clocks went back; the first was taken.",
    )


def test_missing_hour_moves_forward_by_the_gap_with_a_warning():
    dateline = read("Fri 28 Mar 2025 2:30 am - Jerusalem Time")

    assert dateline.at == datetime(2025, 3, 28, 0, 30, tzinfo=UTC)
    assert dateline.warnings == (
        "02:30 on 28 March 2025 did not exist in Asia/Jerusalem, the clocks went forward; 03:30 was taken.",
    )


def test_missing_half_hour_moves_forward_by_half_an_hour():
    dateline = read("5 Oct 2025 2:15 am", zone="Australia/Lord_Howe")

    assert dateline.at == datetime(2025, 10, 4, 15, 45, tzinfo=UTC)
    assert len(dateline.warnings) == 1


@pytest.mark.parametrize("printed", ["26 Oct 2025 0:59", "26 Oct 2025 2:00", "28 Mar 2025 1:59", "28 Mar 2025 3:00"])
def test_hours_beside_a_clock_change_have_no_warning(printed):
    assert read(printed).warnings == ()


@pytest.mark.parametrize(
    ("printed", "hours_apart"),
    [
        ("27 Mar 2025 12:00", 0),
        ("28 Mar 2025 12:00", 1),
        ("11 Apr 2025 12:00", 1),
        ("12 Apr 2025 12:00", 0),
        ("24 Oct 2025 12:00", 0),
        ("25 Oct 2025 12:00", 1),
        ("26 Oct 2025 12:00", 0),
    ],
)
def test_hebron_and_jerusalem_differ_between_their_clock_changes(printed, hours_apart):
    apart = read(printed, zone="Asia/Hebron").at - read(printed).at

    assert apart.total_seconds() == 3600 * hours_apart


def test_quoted_cuts_long_lines_and_drops_controls():
    assert quoted("a\x01b\u202ec") == '"abc"'
    assert quoted("x" * 100) == '"' + "x" * 79 + '…"'


@given(st.datetimes(datetime(1900, 1, 2), datetime(2100, 12, 30)), st.sampled_from([0x660, 0x6F0, 0x30]))
@settings(deadline=None)
def test_any_minute_printed_as_the_site_prints_it_reads_back(at, zero):
    at = at.replace(second=0, microsecond=0)
    hour = f"{at:%I:%M} {'pm' if at.hour >= 12 else 'am'}"
    line = f"{at:%a %d %b} {at.year} {hour} - GMT".translate({0x30 + n: zero + n for n in range(10)})

    assert read(line) == Dateline(at.replace(tzinfo=UTC), line, "UTC", ())


@given(st.text(max_size=250))
@settings(deadline=None)
def test_any_line_is_read_or_refused_by_name(line):
    with suppress(UnreadableDateline):
        assert date(1899, 12, 31) <= read(line).at.date() <= date(2101, 1, 1)


WORDS = (
    *("Sat", "السبت", "04", "31", "99", "Jan", "Feb", "يناير", "كانون الثاني", "2025", "0000", ",", "،", "-", "/"),
    *(":", "7:12", "25:61", "12", "pm", "ص", "م", "at", "الساعة", "Jerusalem Time", "GMT"),
)


@given(st.lists(st.sampled_from(WORDS), max_size=14))
@settings(deadline=None)
def test_any_mixture_of_dateline_words_is_read_or_refused_by_name(words):
    with suppress(UnreadableDateline):
        assert read(" ".join(words)).at.tzinfo is UTC

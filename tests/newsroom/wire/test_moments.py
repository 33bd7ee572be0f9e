from datetime import UTC, datetime

import pytest

from newsroom.wire.moments import Moment, epoch, read_moment
from newsroom.wire.reading import Terms

TERMS = Terms("Asia/Jerusalem")


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("Tue, 03 Jun 2003 09:39:21 GMT", datetime(2003, 6, 3, 9, 39, 21)),
        ("Wed, 02 Oct 02 13:00:00 EST", datetime(2002, 10, 2, 18)),
        ("4 Jan 2025 19:12 +0200", datetime(2025, 1, 4, 17, 12)),
        ("2005-11-12T14:00:00.25-08:00", datetime(2005, 11, 12, 22, 0, 0, 250000)),
        ("2025-01-04T19:12+02", datetime(2025, 1, 4, 17, 12)),
        ("2025-01-04 17:12:00 UTC", datetime(2025, 1, 4, 17, 12)),
        ("20180101T121500-0500", datetime(2018, 1, 1, 17, 15)),
        ("2016-12-31T23:59:60Z", datetime(2016, 12, 31, 23, 59, 59)),
        ("2025/01/04 17:12:00 GMT", datetime(2025, 1, 4, 17, 12)),
        ("2025-01-04 05:12:00 PM Z", datetime(2025, 1, 4, 17, 12)),
        ("Sat, 04 Jan 2025 19:12:00 +02:00", datetime(2025, 1, 4, 17, 12)),
        ("Sat,04 Jan 2025 19:12:00 GMT+2", datetime(2025, 1, 4, 17, 12)),
        ("Sat Jan 04 2025 19:12:00 GMT+0200 (Israel Standard Time)", datetime(2025, 1, 4, 17, 12)),
        ("Sat Jan  4 17:12:00 UTC 2025", datetime(2025, 1, 4, 17, 12)),
        ("Sat, 04 Jan 2025 12:12:00 -0500 (EST)", datetime(2025, 1, 4, 17, 12)),
        ("Fri, 04 Jul 2025 19:12:00 CEST", datetime(2025, 7, 4, 17, 12)),
        ("Sat, 4 Jan 2025 12:12 am EST", datetime(2025, 1, 4, 5, 12)),
        ("Sunday, 06-Nov-94 08:49:37 GMT", datetime(1994, 11, 6, 8, 49, 37)),
    ],
)
def test_moment_with_a_zone_is_an_instant(text, at):
    assert read_moment(text, TERMS) == Moment(at.replace(tzinfo=UTC))


@pytest.mark.parametrize("text", ["2025-01-04T19:12:00", "20250104T191200", "Sat, 4 Jan 2025 19:12:00", "2025-01-04"])
def test_moment_without_a_zone_is_read_where_the_run_says(text):
    assert read_moment(text, TERMS).at is None
    assert "names no zone: say with --timezone" in read_moment(text, TERMS).warning

    read = read_moment(text, Terms("Asia/Jerusalem", override="Asia/Jerusalem"))

    assert read.at in (datetime(2025, 1, 4, 17, 12, tzinfo=UTC), datetime(2025, 1, 3, 22, tzinfo=UTC))
    assert not read.warning
    assert read_moment(text, Terms("UTC", assumed="Asia/Jerusalem")) == read


@pytest.mark.parametrize("zone", ["-0000", "IST", "local", "EST+0200"])
def test_zone_that_nobody_knows_names_no_instant(zone):
    assert "names no zone" in read_moment(f"Sat, 4 Jan 2025 19:12:00 {zone}", TERMS).warning


def test_clock_of_twelve_hours_is_read_where_no_zone_is_named():
    read = read_moment("January 4, 2025 7:12 pm", Terms("UTC", assumed="Asia/Jerusalem"))

    assert read == Moment(datetime(2025, 1, 4, 17, 12, tzinfo=UTC))


def test_of_a_doubled_hour_the_first_is_taken():
    read = read_moment("2025-10-26 01:30:00", Terms("UTC", override="Asia/Jerusalem"))

    assert read.at == datetime(2025, 10, 25, 22, 30, tzinfo=UTC)
    assert "came twice" in read.warning


@pytest.mark.parametrize("text", ["", "  ", "0000-00-00 00:00:00", "00-00-0000 00:00:00", "0000-00-00"])
def test_no_date_is_no_warning(text):
    assert read_moment(text, TERMS) == Moment(None)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "yesterday",
            "Sat, 4 Jan 2025 19:12 pm GMT",
            "Sat, 4 Jan 2025 19:12 +99:00",
            "Mon, 32 Jan 2025 10:00 GMT",
            "2025-13-01T00:00:00Z",
            "2025-01-04T19:12+24:00",
            "١٢٣٤",
        ),
        *("0001-01-01T00:00:00Z", "9999-12-31T00:00:00Z", "1899-12-31T23:00:00Z", "9" * 100_000),
    ],
)
def test_what_is_no_date_of_news_needs_a_person(text):
    read = read_moment(text, TERMS)

    assert read.at is None
    assert "the story needs" in read.warning


@pytest.mark.parametrize("milliseconds", [1e300, -1e300, float("inf"), 0.0 - 1e14])
def test_impossible_epochs_need_a_person(milliseconds):
    assert epoch(milliseconds).at is None


def test_epoch_counts_milliseconds():
    assert epoch(1_736_010_720_000).at == datetime(2025, 1, 4, 17, 12, tzinfo=UTC)

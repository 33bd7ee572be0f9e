from datetime import UTC, date, datetime, timedelta

import pytest

from articles.days import day_of, span_of, start_of

JERUSALEM = "Asia/Jerusalem"


def test_day_begins_at_the_midnight_of_its_zone():
    assert start_of(date(2025, 1, 4), zone=JERUSALEM) == datetime(2025, 1, 3, 22, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        (JERUSALEM, date(2025, 3, 28), 23),
        (JERUSALEM, date(2025, 10, 26), 25),
        ("Australia/Lord_Howe", date(2025, 10, 5), 23.5),
        ("Asia/Beirut", date(2025, 3, 30), 23),  # clocks skip midnight itself
        ("UTC", date(2025, 3, 30), 24),
    ],
)
def test_day_is_as_long_as_its_clocks_say(zone, day, hours):
    start, end = span_of(day, zone=zone)

    assert end - start == timedelta(hours=hours)
    assert day_of(start, zone=zone) == day_of(end - timedelta(microseconds=1), zone=zone) == day


def test_days_follow_one_another_without_a_gap():
    first, second = date(2025, 10, 25), date(2025, 10, 26)

    assert span_of(first, second, zone=JERUSALEM) == (
        span_of(first, zone=JERUSALEM).start,
        span_of(second, zone=JERUSALEM).end,
    )
    assert span_of(first, zone=JERUSALEM).end == span_of(second, zone=JERUSALEM).start

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.desk.reports.buckets import Bucket, buckets

NEW_YEAR = date(2025, 1, 1)


@pytest.mark.parametrize(("days", "count"), [(1, 1), (35, 35), (36, 6), (189, 27), (190, 7), (365, 12)])
def test_period_is_cut_into_as_many_buckets_as_a_plot_can_show(days, count):
    assert len(buckets(NEW_YEAR, NEW_YEAR + timedelta(days=days - 1))) == count


def test_weeks_end_with_the_period():
    found = buckets(date(2025, 1, 1), date(2025, 2, 10))

    assert (found[0], found[-1]) == (
        Bucket(date(2025, 1, 1), date(2025, 1, 6)),
        Bucket(date(2025, 2, 4), date(2025, 2, 10)),
    )


def test_months_are_those_of_the_calendar_as_far_as_the_period_goes():
    found = buckets(date(2024, 1, 30), date(2024, 12, 31))

    assert found[:2] == [Bucket(date(2024, 1, 30), date(2024, 1, 31)), Bucket(date(2024, 2, 1), date(2024, 2, 29))]
    assert found[-1] == Bucket(date(2024, 12, 1), date(2024, 12, 31))


@given(st.dates(date(1900, 1, 1), date(2199, 1, 1)), st.integers(0, 365))
def test_every_day_of_a_period_is_in_one_bucket(first, length):
    last = first + timedelta(days=length)

    found = buckets(first, last)

    assert (found[0].first, found[-1].last) == (first, last)
    assert all(one.last + timedelta(days=1) == other.first for one, other in zip(found, found[1:], strict=False))
    assert len(found) <= 35

from datetime import UTC, datetime

import pytest

from newsroom.pages.periods import Period


@pytest.mark.parametrize(
    ("period", "start", "end"),
    [
        (Period(2025), datetime(2024, 12, 31, 22, tzinfo=UTC), datetime(2025, 12, 31, 22, tzinfo=UTC)),
        (Period(2025, 12), datetime(2025, 11, 30, 22, tzinfo=UTC), datetime(2025, 12, 31, 22, tzinfo=UTC)),
        # The clocks go forward on this day: it has 23 hours.
        (Period(2025, 3, 28), datetime(2025, 3, 27, 22, tzinfo=UTC), datetime(2025, 3, 28, 21, tzinfo=UTC)),
    ],
)
def test_period_ends_at_midnight_in_the_newsrooms_zone(period, start, end):
    assert period.bounds == (start, end)


@pytest.mark.parametrize("parts", [(2025, 13), (2025, 0), (2025, 2, 29), (2025, 1, 0), (1, 1), (9999,)])
def test_period_that_no_calendar_has_is_refused(parts):
    with pytest.raises(ValueError, match="."):
        Period(*parts)


def test_period_names_its_address_and_what_it_is_in():
    day = Period(2025, 1, 4)

    assert day.address == "2025/01/04/"
    assert day.name == "4 January 2025"
    assert [larger.address for larger in day.above] == ["2025/", "2025/01/"]
    assert Period(2025).above == []


def test_period_of_an_instant_is_that_of_the_zone():
    at = datetime(2025, 1, 31, 23, tzinfo=UTC)

    assert Period(2020, 1, 1).like(at) == Period(2025, 2, 1)
    assert Period(2025).within(at) == Period(2025, 2)
    assert Period(2025, 2).within(at) == Period(2025, 2, 1)

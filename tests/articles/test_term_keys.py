from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import term_keys, terms
from articles.term_keys import month_of, of_months


def test_story_is_narrowed_by_all_that_it_has():
    at = datetime(2025, 1, 4, 17, 12, tzinfo=UTC)

    assert list(term_keys.of_story(language="ar", section=3, authors=[9, 5, 9], topics=[7], at=at)) == [
        "#language ar",
        "#section 3",
        "#year 2025",
        "#month 2025-01",
        "#author 5",
        "#author 9",
        "#topic 7",
    ]


def test_month_is_the_one_in_utc():
    assert month_of(datetime(2025, 1, 1, 1, tzinfo=timezone(timedelta(hours=2)))) == 2024 * 12 + 11


@pytest.mark.parametrize(
    ("first", "last", "keys"),
    [
        ((2024, 11), (2025, 2), ["#month 2024-11", "#month 2024-12", "#month 2025-01", "#month 2025-02"]),
        ((2024, 12), (2026, 1), ["#month 2024-12", "#year 2025", "#month 2026-01"]),
        ((2024, 1), (2025, 12), ["#year 2024", "#year 2025"]),
        ((2025, 2), (2025, 1), []),
    ],
)
def test_whole_years_are_asked_for_as_such(first, last, keys):
    assert of_months(*(year * 12 + month - 1 for year, month in (first, last))) == keys


@given(st.integers(1990 * 12, 2030 * 12), st.integers(0, 400), st.integers(-30, 430))
def test_month_is_asked_for_if_it_lies_between(first, length, offset):
    month = first + offset
    story = set(
        term_keys.of_story(
            language="en", section=1, authors=(), topics=(), at=datetime(month // 12, month % 12 + 1, 15, tzinfo=UTC)
        )
    )

    assert len(story & set(of_months(first, first + length))) == (0 <= offset <= length)


@given(st.text())
def test_no_word_is_a_key(text):
    assert not any(word.startswith(term_keys.KEY) for word in terms.words(text))

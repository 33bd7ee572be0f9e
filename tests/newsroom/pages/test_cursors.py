from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.pages import cursors
from newsroom.pages.cursors import BadCursor, Place


@given(st.datetimes(timezones=st.just(UTC)), st.integers(0, 10**17))
def test_cursor_is_read_as_it_was_written(at, key):
    place = Place(at, key)

    assert cursors.read(cursors.written(place)) == place


@given(st.text(max_size=80))
def test_cursor_of_any_text_is_a_place_or_refused(text):
    try:
        place = cursors.read(text)
    except BadCursor:
        return

    assert cursors.written(place) == text


@pytest.mark.parametrize("text", ["", "x", "MTIz", "*", "MS4y=", "é", "9" * 400, "OTk5OTk5OTk5OTk5OTk5OTk5LjE"])
def test_cursor_that_nobody_gave_out_is_refused(text):
    with pytest.raises(BadCursor):
        cursors.read(text)


def test_cursor_tells_neighbouring_microseconds_apart():
    at = datetime(2025, 1, 4, tzinfo=UTC)

    assert cursors.written(Place(at, 1)) != cursors.written(Place(at + timedelta(microseconds=1), 1))

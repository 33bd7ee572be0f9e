from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as some

from newsroom.fronts.comparing import Difference, Kind, differences
from newsroom.fronts.slots import AUTOMATIC, Slot, Until

NOON = datetime(2026, 7, 1, 9, 0, tzinfo=UTC)


def slots(*keys):
    return [Slot(article_id=key) if key else AUTOMATIC for key in keys]


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ((1, 2, 3), (1, 2, 3), []),
        ((1, 2), (1, 3, 2), [Difference(Kind.PLACED, 3, after=2)]),
        ((1, 2), (2,), [Difference(Kind.TAKEN, 1, before=1)]),
        ((1, 2, 3), (3, 1, 2), [Difference(Kind.MOVED, 3, before=3, after=1)]),
        ((1, 0), (1, 0, 0), [Difference(Kind.AUTOMATIC, before=1, after=2)]),
        ((0, 1), (1, 0), []),
    ],
)
def test_what_was_done_to_the_slots(before, after, found):
    assert differences(slots(*before), slots(*after)) == found


def test_words_and_pins_of_a_story_that_stays():
    pin = Until(at=NOON, local="2026-07-01T12:00", zone="Asia/Jerusalem")

    found = differences(slots(1), [Slot(article_id=1, until=pin, headline="Port")])

    assert found == [Difference(Kind.REWORDED, 1, after=1), Difference(Kind.PINNED, 1, after=1)]


arrangements = some.lists(some.integers(min_value=0, max_value=6), max_size=8).map(
    lambda keys: slots(*(key for number, key in enumerate(keys) if not key or key not in keys[:number]))
)


@given(arrangements, arrangements)
def test_each_story_is_said_to_be_placed_taken_or_moved_once(before, after):
    found = [row for row in differences(before, after) if row.kind in (Kind.PLACED, Kind.TAKEN, Kind.MOVED)]

    assert len({row.article_id for row in found}) == len(found)
    placed = {row.article_id for row in found if row.kind is Kind.PLACED}
    old, new = ({slot.article_id for slot in row if slot.article_id} for row in (before, after))
    assert placed == new - old
    stay = [
        key for key in (row.article_id for row in before) if key in new and key not in {r.article_id for r in found}
    ]
    assert [row.article_id for row in after if row.article_id in stay] == stay

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as some

from newsroom.fronts.filling import fill
from newsroom.fronts.slots import AUTOMATIC, Slot, Until

NOW = datetime(2026, 11, 29, 12, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Story:
    article_id: int
    lead_image_id: int | None = None


def pinned(article_id, *, hours):
    at = NOW + timedelta(hours=hours)
    return Slot(article_id=article_id, until=Until(at=at, local=at.isoformat(), zone="UTC"))


def keys(filled):
    return [row.story.article_id for row in filled]


def test_placed_stories_stand_where_they_were_put_and_the_newest_around_them():
    stories = [Story(number) for number in (5, 4, 3, 2, 1)]

    filled = fill([AUTOMATIC, Slot(article_id=2), AUTOMATIC], at=NOW, placed=stories, newest=stories)

    assert keys(filled) == [5, 2, 4]
    assert [row.is_placed for row in filled] == [False, True, False]


def test_empty_place_takes_the_newest_with_a_picture():
    stories = [Story(3), Story(2, ("image",)), Story(1, ("image",))]

    assert keys(fill([AUTOMATIC] * 3, at=NOW, placed=(), newest=stories)) == [2, 1, 3]


def test_story_that_readers_do_not_have_leaves_its_place_to_the_newest():
    assert keys(fill([Slot(article_id=9)], at=NOW, placed=[Story(1)], newest=[Story(1)])) == [1]


def test_slot_whose_pin_is_over_takes_the_newest():
    stories = [Story(2), Story(1)]

    assert keys(fill([pinned(1, hours=-1)], at=NOW, placed=stories, newest=stories)) == [2]


numbers = some.integers(min_value=1, max_value=12)
pins = some.builds(pinned, numbers, hours=some.sampled_from([-2, -1, 0, 1, 2]))
any_slot = some.one_of(some.just(AUTOMATIC), some.builds(lambda key: Slot(article_id=key), numbers), pins)
any_stories = some.lists(
    some.builds(Story, numbers, some.sampled_from([(), ("image",)])), max_size=12, unique_by=lambda row: row.article_id
)


@given(some.lists(any_slot, max_size=12), any_stories, any_stories)
def test_filling_any_front(slots, placed, newest):
    """No story twice, no slot skipped while there is a story, pins and places kept, the newest in order."""
    filled = fill(slots, at=NOW, placed=placed, newest=newest)

    assert len(set(keys(filled))) == len(filled)
    readers_have = {story.article_id for story in placed}
    wanted = dict.fromkeys(slot.article_id for slot in slots if slot.holds_at(NOW))
    stands = [row for row in filled if row.is_placed]
    assert [row.story.article_id for row in stands] == [key for key in wanted if key in readers_have]
    assert all(row.slot.article_id == row.story.article_id and row.slot.holds_at(NOW) for row in stands)
    free = [story for story in newest if story.article_id not in set(keys(stands))]
    assert len(filled) == min(len(slots), len(stands) + len(free))
    by_itself = [row.story for row in filled if not row.is_placed]
    pictured = [story for story in free if story.lead_image_id]
    plain = [story for story in free if not story.lead_image_id]
    assert by_itself == [*pictured, *plain][: len(by_itself)]


@given(some.lists(any_slot, max_size=12), any_stories)
def test_filled_slots_keep_their_order(slots, stories):
    rest = iter(slots)

    assert all(any(slot is row.slot for slot in rest) for row in fill(slots, at=NOW, placed=stories, newest=stories))

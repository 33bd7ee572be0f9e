import pytest

from newsroom.desk.fronts import typed
from newsroom.desk.fronts.typed import TypedSlot

from .conftest import form


def keys(slots):
    return [slot.article_id for slot in slots]


def rows(*numbers, places=None):
    slots = [{"article": number, "place": place} for number, place in zip(numbers, places or numbers, strict=True)]
    return typed.read(form(*slots))


@pytest.mark.parametrize(
    ("places", "order"),
    [
        ((1, 2, 3, 4), [1, 2, 3, 4]),
        ((1, 2, 3, 1), [4, 1, 2, 3]),
        ((3, 2, 3, 4), [2, 3, 1, 4]),
        ((4, 3, 2, 1), [4, 3, 2, 1]),
        (("", "x", -1, 1), [4, 1, 2, 3]),
        ((99, 2, 3, 4), [2, 3, 4, 1]),
    ],
)
def test_rows_stand_in_the_order_of_the_numbers_beside_them(places, order):
    assert keys(rows(1, 2, 3, 4, places=places)) == order


@pytest.mark.parametrize(
    ("wish", "order"),
    [
        ("up-1", [1, 2, 3]),
        ("up-3", [1, 3, 2]),
        ("down-1", [2, 1, 3]),
        ("down-3", [1, 2, 3]),
        ("remove-2", [1, 3]),
        ("automatic", [1, 2, 3, None]),
        ("add-9", [1, 2, 3, 9]),
        ("add-2", [1, 2, 3]),
    ],
)
def test_button_changes_the_rows(wish, order):
    assert keys(typed.changed(rows(1, 2, 3), wish)) == order


def test_story_takes_the_first_place_that_fills_itself():
    slots = [TypedSlot(article_id=1), TypedSlot(), TypedSlot()]

    assert keys(typed.changed(slots, "add-9")) == [1, 9, None]


@pytest.mark.parametrize("wish", ["", "find", "up", "up-0", "up-4", "up-x", "remove--1", "add-0", "add-x", "up-٣"])
def test_any_other_wish_changes_nothing(wish):
    assert typed.changed(rows(1, 2, 3), wish) is None


@pytest.mark.parametrize("count", ["", "x", "-1", "9" * 30, "1e3"])
def test_number_of_rows_that_is_none_reads_none(count):
    assert len(typed.read({"slots": count})) <= typed.MOST


def test_story_that_is_no_number_is_no_story():
    assert keys(typed.read(form({"article": "x; DROP"}))) == [typed.NO_STORY]

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from articles.renditions import ALL_TYPES, CARD, LEAD, SOCIAL, USES, WHOLE, are_all, around, boxes, is_box, recipe

SIZE = (4000, 3000)
fraction = st.floats(0, 1)


def test_every_use_with_a_ratio_is_cut_around_the_focal_point_by_itself():
    found = boxes(SIZE, focal=(0.5, 0.2), crops={})

    assert set(found) == set(USES) - {LEAD}
    assert found[WHOLE] == (0, 0, 1, 1)
    assert found[CARD] == (0, 0, 1, 0.8889)
    assert found["square"] == (0.125, 0, 0.75, 1)


def test_a_crop_drawn_by_hand_goes_before_the_focal_point():
    found = boxes(SIZE, focal=(0.5, 0.5), crops={LEAD: [0, 0.25, 1, 0.5], CARD: [0.1, 0.1, 0.5, 0.4444]})

    assert found[LEAD] == (0, 0.25, 1, 0.5)
    assert found[CARD] == (0.1, 0.1, 0.5, 0.4444)


@example(width=1, height=12_000, x=0.0, y=0.0)
@given(width=st.integers(1, 12_000), height=st.integers(1, 12_000), x=fraction, y=fraction)
@pytest.mark.parametrize("use", [use for use in USES if USES[use].ratio])
def test_the_box_around_a_focal_point_is_inside_and_of_its_ratio(use, width, height, x, y):
    left, top, wide, high = around((width, height), focal=(x, y), ratio=USES[use].ratio)

    assert 0 <= left <= left + wide <= 1.0002
    assert 0 <= top <= top + high <= 1.0002
    assert max(wide, high) == 1
    assert wide * width / (high * height) == pytest.approx(USES[use].ratio, rel=0.02) or min(wide, high) < 0.01


@pytest.mark.parametrize(
    ("use", "box", "expected"),
    [
        (CARD, (0.1, 0.1, 0.5, 0.4444), True),
        (LEAD, (0.3, 0.2, 0.1, 0.7), True),
        (CARD, (0.1, 0.1, 0.5, 0.5), False),
        (WHOLE, (0, 0, 1, 1), False),
        ("poster", (0, 0, 1, 1), False),
        (SOCIAL, (0, 0, 0, 0), False),
        (LEAD, (0.5, 0, 0.6, 1), False),
        (LEAD, (-0.1, 0, 0.5, 1), False),
        (LEAD, (0, 0, 1), False),
        (LEAD, (0, 0, float("nan"), 1), False),
    ],
)
def test_only_a_box_inside_the_picture_and_of_its_ratio_can_be_cut(use, box, expected):
    assert is_box(use, box, size=SIZE) is expected


def test_a_recipe_changes_with_what_the_files_are_made_from():
    found = boxes(SIZE, focal=(0.5, 0.5), crops={})
    other = boxes(SIZE, focal=(0.1, 0.5), crops={})

    recipes = {
        recipe("a", found, rights={}),
        recipe("b", found, rights={}),
        recipe("a", other, rights={}),
        recipe("a", found, rights={"creator": "Rana"}),
    }

    assert len(recipes) == 4
    assert recipe("a", dict(reversed(found.items())), rights={}) in recipes


def test_files_are_all_there_if_each_width_is_of_each_type_and_each_box_has_some():
    found = {WHOLE: (0, 0, 1, 1), SOCIAL: (0, 0, 1, 1)}
    rows = [(WHOLE, width, media_type) for width in (320, 500) for media_type in ALL_TYPES]
    rows += [(SOCIAL, 500, "image/jpeg")]

    assert are_all(rows, found)
    assert not any(are_all(rows[:number] + rows[number + 1 :], found) for number in range(len(rows)))
    assert not are_all([*rows, (CARD, 240, "image/jpeg")], found)
    assert not are_all([], found)

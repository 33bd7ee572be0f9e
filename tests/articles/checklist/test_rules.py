"""What a section asks: its own settings over its parent's over the usual ones; nothing that is hard gets softer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.checklist.rules import CHOICES, HARD, USUAL, Item, Level, clean, rules_of
from articles.models import Section
from articles.workflow import MoveIncomplete


def test_rules_of_no_section_are_the_usual_ones():
    rules = rules_of(None)

    assert rules.levels == USUAL
    assert (rules.headline_min, rules.headline_max) == (0, 110)


def test_rules_of_a_sub_section_inherit_what_it_does_not_set():
    parent = Section(slug="sport", checklist={"standfirst": "block", "credit": "off", "headline_max": 80})
    section = Section(slug="football", parent=parent, checklist={"credit": "block", "headline_min": 20})

    rules = rules_of(section)

    assert rules.levels == USUAL | {Item.STANDFIRST: Level.BLOCK, Item.CREDIT: Level.BLOCK}
    assert (rules.headline_min, rules.headline_max) == (20, 80)


@pytest.mark.parametrize("item", HARD)
def test_rules_never_soften_what_every_story_must_have(item):
    rules = rules_of(Section(slug="sport", checklist={item.value: "off"}))

    assert rules.levels[item] is Level.BLOCK


@pytest.mark.parametrize("stored", [{"standfirst": "sometimes"}, {"standfirst": None}, {"nothing": "block"}])
def test_rules_leave_aside_what_they_do_not_know(stored):
    assert rules_of(Section(slug="sport", checklist=stored)).levels == USUAL


def test_clean_keeps_what_may_be_set():
    settings = {"standfirst": "block", "embargo": "off", "headline_min": 0, "headline_max": 300}

    assert clean(settings) == settings


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ([], "A checklist names items"),
        (None, "A checklist names items"),
        ({"headline": "off"}, "“Headline” is asked of every story."),
        ({"markers": "warn"}, "is asked of every story."),
        ({"colour": "block"}, "The checklist has no item “colour”."),
        ({"standfirst": "maybe"}, "“Standfirst” cannot be set so."),
        ({"standfirst": ["block"]}, "“Standfirst” cannot be set so."),
        ({"embargo": "block"}, "“No embargo” cannot be set so."),
        ({"headline_min": "20"}, "is a number from 0 to 300"),
        ({"headline_min": True}, "is a number from 0 to 300"),
        ({"headline_max": 301}, "is a number from 0 to 300"),
        ({"headline_min": -1}, "is a number from 0 to 300"),
        ({"headline_min": 120}, "at least 120 characters is longer than one of at most 110"),
        ({"headline_min": 50, "headline_max": 40}, "at least 50 characters is longer than one of at most 40"),
    ],
)
def test_clean_refuses_what_cannot_be_set(settings, sentence):
    with pytest.raises(MoveIncomplete, match=sentence):
        clean(settings)


@given(st.dictionaries(st.sampled_from([*Item.values, "headline_min", "x"]), st.sampled_from([*Level.values, 5, None])))
def test_clean_lets_through_only_what_rules_understand(settings):
    try:
        kept = clean(settings)
    except MoveIncomplete:
        return

    rules = rules_of(Section(slug="sport", checklist=kept))
    assert {item: rules.levels[item] for item in CHOICES if item in kept} == {
        item: kept[item] for item in CHOICES if item in kept
    }

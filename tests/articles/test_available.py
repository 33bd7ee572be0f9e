from datetime import UTC, datetime, timedelta

import pytest

from articles.available import OpenBlock, Standing, available_moves, timed_moves
from articles.rights import RANKS, Person, Role, Story
from articles.workflow import Action, Readers, states

SECTION = frozenset({1})
NOW = datetime(2025, 1, 4, 10, 0, tzinfo=UTC)


def person(role, key=9):
    return Person(id=key, ranks={1: RANKS[role]})


def standing(desk="draft", readers="none", *, submitted_by=5, **facts):
    story = Story(SECTION, created_by_id=5, assignee_id=None, submitted_by_id=submitted_by, desk_state=desk)
    return Standing(story=story, readers=Readers(readers), at=NOW, **facts)


def test_reporter_of_another_persons_draft_can_do_nothing():
    assert available_moves(person(Role.REPORTER), standing()) == []


def test_reporter_of_an_own_draft():
    moves = available_moves(person(Role.REPORTER, key=5), standing())

    assert moves == [Action.SUBMIT, Action.SPIKE, Action.SET_EMBARGO]


def test_editor_of_an_approved_story():
    moves = available_moves(person(Role.EDITOR), standing("approved"))

    assert moves == [
        Action.ASSIGN,
        Action.SEND_BACK,
        Action.PUBLISH,
        Action.SCHEDULE,
        Action.BLOCK,
        Action.SPIKE,
        Action.SET_EMBARGO,
    ]


def test_nobody_has_a_button_for_what_the_form_and_the_clock_do():
    offered = {
        action
        for desk, readers in states()
        for action in available_moves(person(Role.CHIEF), standing(desk, readers, dated_by_source=True, waits=True))
    }

    assert offered.isdisjoint({Action.CREATE, Action.EDIT, Action.PUBLISH_DUE})


@pytest.mark.parametrize(
    "facts",
    [
        {"blocks": (OpenBlock("legal"),)},
        {"embargo": "lifted"},
        {"embargo": "until", "embargo_until": NOW + timedelta(hours=1)},
    ],
)
def test_what_is_in_the_way_hides_publish(facts):
    assert Action.PUBLISH not in available_moves(person(Role.CHIEF), standing("approved", **facts))


def test_embargo_that_has_passed_hides_nothing():
    facts = {"embargo": "until", "embargo_until": NOW - timedelta(hours=1)}

    assert Action.PUBLISH in available_moves(person(Role.EDITOR), standing("approved", **facts))


@pytest.mark.parametrize(
    ("facts", "offered"),
    [
        ({"four_eyes": True}, True),
        ({"four_eyes": True, "submitted_by": 9}, False),
        ({"four_eyes": True, "editors": frozenset({9})}, False),
        ({"four_eyes": True, "editors": frozenset({5, 9})}, True),
        ({"four_eyes": False, "submitted_by": 9}, True),
    ],
)
def test_four_eyes_hides_approve(facts, offered):
    moves = available_moves(person(Role.EDITOR), standing("in_review", **facts))

    assert (Action.APPROVE in moves) is offered


@pytest.mark.parametrize(
    ("role", "block", "offered"),
    [
        (Role.EDITOR, OpenBlock("wire_kill"), True),
        (Role.EDITOR, OpenBlock("legal"), False),
        (Role.CHIEF, OpenBlock("legal"), True),
        (Role.EDITOR, OpenBlock("second_person", raised_by_id=9), False),
        (Role.EDITOR, OpenBlock("second_person", raised_by_id=5), True),
    ],
)
def test_clear_block_depends_on_its_kind(role, block, offered):
    moves = available_moves(person(role), standing(blocks=(block,)))

    assert (Action.CLEAR_BLOCK in moves) is offered


def test_editor_schedules_no_retraction():
    assert timed_moves(person(Role.EDITOR), standing("approved", "live")) == [Action.PUBLISH, Action.HOLD]


def test_person_without_a_role_is_offered_nothing():
    reader = Person(id=9, reads_everything=True)

    assert [available_moves(reader, standing(desk, readers)) for desk, readers in states()] == [[]] * len([*states()])

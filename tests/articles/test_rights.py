"""Who may: pure, over persons and stories as values."""

import pytest

from articles.rights import RANKS, Person, Role, Source, Story, has_right, may, may_see, missing
from articles.workflow import MOVES, DeskState, Right

WORLD, SPORT = 1, 2
STORY = Story(section_ids=frozenset({WORLD}), created_by_id=1, assignee_id=2, submitted_by_id=3)


def person(role, section=WORLD, number=9):
    return Person(id=number, ranks={section: RANKS.get(role, 0)})


@pytest.mark.parametrize("move", MOVES.values(), ids=str)
def test_administrator_without_membership_makes_no_move(move):
    administrator = Person(id=1, reads_everything=True)

    assert not may(administrator, move, STORY)
    assert may_see(administrator, STORY)


@pytest.mark.parametrize("move", MOVES.values(), ids=str)
def test_moderator_makes_no_move_and_sees_nothing(move):
    moderator = person(Role.MODERATOR, number=1)

    assert not may(moderator, move, STORY)
    assert not may_see(moderator, STORY)


@pytest.mark.parametrize("right", Right)
@pytest.mark.parametrize("desk_state", DeskState)
def test_rank_everywhere_and_rank_in_the_section_give_the_same(right, desk_state):
    story = Story(frozenset({WORLD}), desk_state=desk_state)
    for role in RANKS:
        assert has_right(person(role), right, story) == has_right(person(role, section=None), right, story)


@pytest.mark.parametrize("right", Right)
@pytest.mark.parametrize("desk_state", DeskState)
def test_higher_rank_has_the_rights_of_the_lower(right, desk_state):
    for number in (1, 2, 3, 9):
        story = Story(STORY.section_ids, 1, 2, 3, desk_state)
        held = [has_right(person(role, number=number), right, story) for role in sorted(RANKS, key=RANKS.get)]
        assert held == sorted(held)


@pytest.mark.parametrize("right", set(Right) - {Right.OWN, Right.EDITING, Right.OWN_DRAFT, Right.SPIKING})
def test_rank_elsewhere_gives_nothing(right):
    assert not has_right(person(Role.CHIEF, section=SPORT, number=1), right, STORY)


def test_story_without_a_section_is_any_reporters_to_take_and_no_section_editors():
    story = Story()

    assert has_right(person(Role.REPORTER), Right.REPORTER, story)
    assert not has_right(person(Role.EDITOR), Right.EDITOR, story)
    assert has_right(person(Role.EDITOR, section=None), Right.EDITOR, story)


@pytest.mark.parametrize(("number", "may_edit"), [(1, True), (2, True), (3, False), (9, False)])
def test_draft_is_edited_by_writer_and_assignee(number, may_edit):
    assert has_right(person(Role.REPORTER, number=number), Right.EDITING, STORY) == may_edit


@pytest.mark.parametrize(("number", "may_edit"), [(1, False), (2, False), (3, True), (9, False)])
def test_story_in_review_is_edited_by_its_submitter(number, may_edit):
    story = Story(STORY.section_ids, 1, 2, 3, DeskState.IN_REVIEW)

    assert has_right(person(Role.REPORTER, number=number), Right.EDITING, story) == may_edit


def test_nobody_owns_what_nobody_wrote():
    assert not Story(STORY.section_ids).is_own_of(Person(id=0))
    assert not has_right(Person(id=0), Right.OWN, Story(STORY.section_ids))


@pytest.mark.parametrize("move", MOVES.values(), ids=str)
def test_missing_says_which_right_in_a_sentence(move):
    assert missing(move).startswith(f"You may not do this ({move.action.label}): it takes ")


def test_source_publishes_only_if_somebody_said_so():
    assert not Source("Wire").may_publish
    assert Source("Wire", trusted_by_id=1).may_publish

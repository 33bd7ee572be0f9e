from datetime import UTC, datetime

import pytest

from articles import planning
from articles.workflow import MoveIncomplete, MoveNotAllowed, RightMissing
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db
DUE = datetime(2030, 1, 4, 17, 12, tzinfo=UTC)


def test_planning_is_one_move_and_no_revision(section, editor, reporter2):
    article = make_article("in_review", section=section)
    revisions, moves = article.revisions.count(), article.transitions.count()

    assert planning.plan(article, by=editor, assignee=reporter2, due_at=DUE, priority=3) is True

    assert (article.assignee, article.due_at, article.priority) == (reporter2, DUE, 3)
    assert (article.revisions.count(), article.transitions.count()) == (revisions, moves + 1)
    newest = article.transitions.first()
    assert newest.details == {
        "assignee": reporter2.pk,
        "due_at": DUE.isoformat(),
        "priority": 3,
        "changed": ["assignee", "due_at", "priority"],
    }
    assert "19:12" in newest.reason or "7:12" in newest.reason
    assert article.desk_state == "in_review"


def test_planning_that_changes_nothing_leaves_no_trace(section, editor):
    article = make_article("draft", section=section)
    moves = article.transitions.count()

    assert planning.plan(article, by=editor, assignee=None, priority=2) is False
    assert article.transitions.count() == moves


def test_reason_that_was_given_stays(section, editor):
    article = make_article("draft", section=section)
    planning.plan(article, by=editor, priority=1, reason="Not for today.")

    assert article.transitions.first().reason == "Not for today."


def test_reporter_plans_nothing(section, reporter):
    with pytest.raises(RightMissing):
        planning.plan(make_article("draft", section=section, by=reporter), by=reporter, priority=3)


def test_spiked_story_is_not_planned(section, editor):
    with pytest.raises(MoveNotAllowed):
        planning.plan(make_article("spiked", section=section), by=editor, priority=3)


@pytest.mark.parametrize("priority", [0, 4, None, "high"])
def test_unknown_priority_is_refused(section, editor, priority):
    with pytest.raises(MoveIncomplete, match="no such priority"):
        planning.plan(make_article("draft", section=section), by=editor, priority=priority)


def test_assignee_works_at_the_desk(section, editor):
    with pytest.raises(MoveIncomplete, match="does not work at the desk"):
        planning.plan(make_article("draft", section=section), by=editor, assignee=make_user())

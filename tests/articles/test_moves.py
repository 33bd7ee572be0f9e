"""The one function that every move goes through."""

import pytest
from django.contrib.auth.models import AnonymousUser
from procrastinate.contrib.django.models import ProcrastinateJob

from articles import desk, editing, publishing
from articles.models import Article, Transition
from articles.workflow import MoveIncomplete, MoveNotAllowed, RightMissing
from tests.articles.test_grid import fingerprint
from tests.factories import make_article


def test_move_writes_its_audit_row_with_everything(editor):
    article = make_article("in_review")

    desk.send_back(article, by=editor, reason="  Too \x00long. ")

    row = article.transitions.first()
    assert (row.number, row.action, row.desk_from, row.desk_to) == (3, "send_back", "in_review", "draft")
    assert (row.readers_from, row.readers_to, row.actor, row.reason) == ("none", "none", editor, "Too long.")
    assert row.revision_digest == article.head_revision.digest
    assert row.previous_hash == article.transitions.get(number=2).hash
    assert (article.history_length, article.history_head) == (3, row.hash)


def test_move_defers_one_job_that_names_it(editor):
    article = make_article("in_review")

    desk.send_back(article, by=editor, reason="Too long.")

    row = article.transitions.first()
    jobs = ProcrastinateJob.objects.filter(args__transition_id=row.pk)
    assert list(jobs.values_list("task_name", "args")) == [("newsroom.desk.jobs.after_move", {"transition_id": row.pk})]


@pytest.mark.parametrize("reason", ["", "  ", "\u200b", "\x00"])
def test_move_that_needs_a_reason_wants_one_that_is_seen(editor, reason):
    with pytest.raises(MoveIncomplete, match="Give a reason"):
        desk.send_back(make_article("in_review"), by=editor, reason=reason)


@pytest.mark.parametrize("by", [None, AnonymousUser()])
def test_move_by_nobody_is_refused(db, by):
    article = make_article()
    before = fingerprint(article)

    with pytest.raises(RightMissing):
        desk.submit(article, by=by)

    assert fingerprint(article) == before


def test_move_of_a_stale_instance_reads_the_row_again(editor, reporter):
    article = make_article(by=reporter)
    stale = Article.objects.get(pk=article.pk)
    desk.submit(article, by=reporter)

    with pytest.raises(MoveNotAllowed):
        desk.submit(stale, by=reporter)
    desk.approve(stale, by=editor, revision=1)

    assert stale.desk_state == "approved"


def test_move_does_not_keep_what_the_instance_was_changed_to(reporter):
    article = make_article(by=reporter)
    article.body, article.desk_state = "<p>Smuggled in.</p>", "approved"

    desk.submit(article, by=reporter)

    assert "Smuggled" not in Article.objects.get(pk=article.pk).body


def test_move_that_is_refused_at_its_end_leaves_nothing(chief):
    article = make_article("draft", body="<p>TK</p>")
    before = fingerprint(article)

    for attempt in (
        lambda: publishing.publish_urgent(article, by=chief, reason="Now."),
        lambda: desk.submit(article, by=chief),
        lambda: editing.save(article, by=chief, revision=1, headline="x" * 999),
    ):
        with pytest.raises(MoveIncomplete):
            attempt()

    assert fingerprint(article) == before
    assert Transition.objects.count() == 1


def test_refusal_says_where_the_story_stands(editor):
    with pytest.raises(MoveNotAllowed, match="“The pier” cannot do this now \\(Publish\\): it is “Draft” on the desk"):
        publishing.publish(make_article(headline="The pier"), by=editor)

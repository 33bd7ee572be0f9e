import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from articles import desk, editing, publishing
from articles.workflow import Blocked, BlockKind, MoveIncomplete, MoveNotAllowed, RightMissing
from newsroom.previews import links, replies
from newsroom.previews.models import PreviewLink, PreviewReply
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db


def test_link_is_for_the_newest_revision_and_a_day(story, reporter):
    editing.save(story, by=reporter, revision=1, headline="Ferry late again")

    link, _token = links.make(story, by=reporter)

    assert (link.revision.number, link.expires_at - link.made_at) == (2, timedelta(days=1))


@pytest.mark.parametrize(("lasts", "hours"), [("1h", 1), ("1d", 24), ("3d", 72), ("7d", 168)])
def test_link_lasts_as_long_as_was_chosen(story, reporter, lasts, hours):
    link, _token = links.make(story, by=reporter, lasts=lasts)

    assert link.expires_at - link.made_at == timedelta(hours=hours)


def test_token_is_long_random_and_kept_nowhere(story, reporter):
    tokens = {links.make(story, by=reporter)[1] for _time in range(5)}

    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(t::text, ' ') FROM previews_previewlink t")
        kept = cursor.fetchone()[0]
    assert len(tokens) == 5
    assert {len(token) for token in tokens} == {43}  # 256 bits
    assert [token for token in tokens if token in kept] == []
    assert all(links.find(token) for token in tokens)


def test_token_of_one_story_finds_that_one(story, reporter):
    other = make_article(by=reporter)
    tokens = {article.pk: links.make(article, by=reporter)[1] for article in (story, other)}

    assert {key: links.find(token).article_id for key, token in tokens.items()} == {key: key for key in tokens}


@pytest.mark.parametrize("hour", [0, 1])
def test_link_opens_until_the_moment_and_not_at_it(story, reporter, hour):
    link, _token = links.make(story, by=reporter, lasts="1h")
    ground = links.ground_of(story, maker_ids=[reporter.pk])

    closed = links.closed_because(link, ground, now=link.made_at + timedelta(hours=hour))

    assert closed == ("Expired" if hour else "")


# --- who


@pytest.mark.parametrize("who", ["reporter2", "outside_reporter", "outside_editor", "moderator", "administrator"])
def test_others_make_and_revoke_none(request, story, reporter, who):
    person = request.getfixturevalue(who)
    links.make(story, by=reporter)

    with pytest.raises(RightMissing):
        links.make(story, by=person)
    with pytest.raises(RightMissing):
        links.revoke(story, by=person)
    assert PreviewLink.objects.filter(revoked_at=None).count() == 1


@pytest.mark.parametrize("who", ["reporter", "editor", "chief"])
def test_writer_and_editors_make_and_revoke(request, story, who):
    person = request.getfixturevalue(who)

    links.make(story, by=person)

    assert links.revoke(story, by=person) == 1


def test_whoever_made_a_link_may_end_it_without_the_right_to_make_another(story, reporter, editor, outside_editor):
    desk.assign(story, by=editor, assignee=outside_editor)
    link, token = links.make(story, by=outside_editor)
    desk.assign(story, by=editor, assignee=reporter)

    assert links.find(token) is None
    with pytest.raises(RightMissing):
        links.make(story, by=outside_editor)
    assert links.revoke(story, by=outside_editor, link=link) == 1


def test_revoking_one_leaves_the_others(story, reporter):
    first, token = links.make(story, by=reporter)
    _second, other = links.make(story, by=reporter)

    links.revoke(story, by=reporter, link=first)

    assert (links.find(token), links.find(other) is not None) == (None, True)


# --- when


@pytest.mark.parametrize("until", [None, timedelta(hours=1)])
def test_embargoed_story_is_shown_to_nobody_outside(story, reporter, until):
    desk.set_embargo(story, by=reporter, run_at=until and timezone.now() + until)

    with pytest.raises(Blocked):
        links.make(story, by=reporter)


@pytest.mark.parametrize("kind", BlockKind.values)
def test_blocked_story_is_shown_to_nobody_outside(story, reporter, editor, kind):
    desk.block(story, by=editor, kind=kind, text="Wait.")

    with pytest.raises(Blocked):
        links.make(story, by=reporter)


@pytest.mark.parametrize(("desk_state", "readers"), [("spiked", "none"), ("draft", "retracted"), ("draft", "removed")])
def test_story_that_is_put_away_is_shown_to_nobody_outside(editor, desk_state, readers):
    story = make_article(desk_state, readers)

    with pytest.raises(MoveNotAllowed):
        links.make(story, by=editor)


def test_held_text_is_shown_to_nobody_outside_and_a_newer_one_is(editor):
    story = make_article("published", "held")
    with pytest.raises(MoveNotAllowed, match="held"):
        links.make(story, by=editor)

    editing.save(story, by=editor, revision=story.revision_number, headline="Put right")

    assert links.make(story, by=editor)[0].revision == story.head_revision


@pytest.mark.parametrize(
    "wrong", [{"lasts": "8d"}, {"lasts": ""}, {"label": "x" * 101}], ids=["lasts", "nothing", "label"]
)
def test_choice_that_there_is_not_is_refused(story, reporter, wrong):
    with pytest.raises(MoveIncomplete):
        links.make(story, by=reporter, **wrong)


def test_revision_of_another_story_is_refused(story, reporter):
    other = make_article(by=reporter)

    with pytest.raises(MoveIncomplete):
        links.make(story, by=reporter, revision=other.head_revision)


def test_untouched_wire_story_has_nothing_to_show(editor):
    with pytest.raises(MoveIncomplete):
        links.make(make_article("incoming"), by=editor)


def test_story_has_no_more_links_than_anybody_can_look_after(story, reporter, monkeypatch):
    monkeypatch.setattr(links, "MOST_OPEN", 2)
    links.make(story, by=reporter)
    links.make(story, by=reporter)

    with pytest.raises(MoveNotAllowed):
        links.make(story, by=reporter)
    links.revoke(story, by=reporter)
    assert links.make(story, by=reporter)


# --- what stays as it is


@pytest.mark.parametrize(
    "change",
    [
        {"revision_id": 0},
        {"token_hash": "0" * 64},
        {"lasts": timedelta(days=2)},
        {"label": "Somebody else"},
        {"made_at": timezone.now() + timedelta(days=5)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_database_lets_nobody_change_a_link(story, reporter, change):
    link, _token = links.make(story, by=reporter)

    with pytest.raises(IntegrityError), transaction.atomic():
        PreviewLink.objects.filter(pk=link.pk).update(**change)


def test_database_lets_nobody_open_a_revoked_link_again_or_delete_one(story, reporter):
    link, _token = links.make(story, by=reporter)
    links.revoke(story, by=reporter)

    with pytest.raises(IntegrityError), transaction.atomic():
        PreviewLink.objects.filter(pk=link.pk).update(revoked_at=None, revoked_by=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        link.delete()


def test_database_lets_no_link_last_longer_than_a_week(story, reporter):
    link, _token = links.make(story, by=reporter)
    link.pk, link.token_hash, link.lasts = None, "1" * 64, timedelta(days=7, seconds=1)

    with pytest.raises(IntegrityError), transaction.atomic():
        link.save(force_insert=True)


def test_database_lets_nobody_change_what_was_answered(story, token):
    reply = replies.leave(links.find(token), token=token, kind="approval", name="Dana", text="")

    with pytest.raises(IntegrityError), transaction.atomic():
        PreviewReply.objects.filter(pk=reply.pk).update(text="Something else")
    with pytest.raises(IntegrityError), transaction.atomic():
        reply.delete()


def test_desk_is_told_of_an_answer_once(token):
    for _time in range(2):
        reply = replies.leave(links.find(token), token=token, kind="approval", name="Dana", text="")

    jobs = ProcrastinateJob.objects.filter(task_name="newsroom.desk.jobs.after_preview_reply")
    assert [job.args for job in jobs] == [{"reply_id": reply.pk}]


def test_link_that_closes_while_somebody_writes_takes_no_answer(story, reporter, token):
    link = links.find(token)
    links.revoke(story, by=reporter)

    with pytest.raises(replies.LinkClosed):
        replies.leave(link, token=token, kind="approval", name="Dana", text="")
    assert PreviewReply.objects.count() == 0


def test_link_has_an_end_of_answers(token, monkeypatch):
    monkeypatch.setattr(replies, "MOST_IN_ALL", 1)
    link = links.find(token)
    replies.leave(link, token=token, kind="approval", name="Dana", text="")

    with pytest.raises(replies.TooManyReplies):
        replies.leave(link, token=token, kind="comment", name="Dana", text="One more thing.")


@pytest.mark.django_db(transaction=True)
def test_answers_at_once_are_limited_as_those_one_after_another(story, token):
    """Thirty at the same moment: each waits for the link's row, so that ten are kept."""
    link, refused = links.find(token), []

    def answer(number):
        try:
            replies.leave(link, token=token, kind="comment", name="Dana", text=f"Point {number}")
        except replies.TooManyReplies as refusal:
            refused.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=answer, args=[number]) for number in range(30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (PreviewReply.objects.count(), len(refused)) == (10, 20)


def test_publishing_and_links_go_their_own_ways(editor):
    story = make_article("approved")
    links.make(story, by=editor)

    publication = publishing.publish(story, by=editor)

    assert publication.status == "live"


def test_people_of_many_links_are_read_in_one_query(story, django_assert_num_queries):
    people = [make_user("editor") for _number in range(3)]

    with django_assert_num_queries(3):  # publication, block, memberships
        ground = links.ground_of(story, maker_ids=[person.pk for person in people])

    assert ground.makers == {person.pk for person in people}

"""What becomes of what waits when a story is taken back and given back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import desk, editing, publishing, timed
from articles.models import Publication, TimedChange
from tests.factories import make_article, move_time_on

TOMORROW = timezone.now() + timedelta(days=1)


@pytest.fixture
def live(db):
    return make_article("approved", "live")


def wait(article, *, by, **words):
    return timed.schedule(article, by=by, run_at=TOMORROW, **({"kind": "update"} | words))


def status_of(change):
    return TimedChange.objects.get(pk=change.pk).status


def listed(article, name):
    return [row["id"] for row in article.transitions.first().details[name]]


def test_hold_suspends_a_waiting_publish_and_lists_it(live, editor):
    publish, retract = wait(live, by=editor), wait(live, by=editor, action="hold")

    publishing.hold(live, by=editor)

    assert (status_of(publish), status_of(retract)) == ("suspended", "waiting")
    assert listed(live, "suspended") == [publish.pk]


def test_release_keeps_what_is_named_and_cancels_the_rest(live, editor, chief):
    kept = wait(live, by=editor)
    editing.save(live, by=editor, revision=live.revision_number, kicker="Port")
    desk.submit(live, by=editor)
    desk.approve(live, by=chief, revision=live.revision_number)
    dropped = wait(live, by=editor)
    publishing.hold(live, by=editor)

    publishing.release(live, by=editor, keep=[kept.pk])

    assert (status_of(kept), status_of(dropped)) == ("waiting", "cancelled")
    assert (listed(live, "kept"), listed(live, "cancelled")) == ([kept.pk], [dropped.pk])


def test_release_never_runs_what_is_past(live, editor):
    change = wait(live, by=editor)
    publishing.hold(live, by=editor)
    move_time_on(change)

    publishing.release(live, by=editor, keep=[change.pk])
    timed.run_due()

    assert status_of(change) == "cancelled"


def test_release_cannot_keep_another_storys_change(live, editor):
    other = make_article("approved", "live")
    theirs = wait(other, by=editor)
    publishing.hold(other, by=editor)
    publishing.hold(live, by=editor)

    publishing.release(live, by=editor, keep=[theirs.pk])

    assert status_of(theirs) == "suspended"


@pytest.mark.parametrize("verb", ["retract", "remove"])
def test_taking_back_cancels_what_waits_and_what_is_suspended(live, chief, verb):
    suspended = wait(live, by=chief)
    publishing.hold(live, by=chief)
    publishing.release(live, by=chief, keep=[suspended.pk])
    words = {"text": "It was wrong."} if verb == "retract" else {}

    getattr(publishing, verb)(live, by=chief, **words)

    assert status_of(suspended) == "cancelled"
    assert listed(live, "cancelled") == [suspended.pk]


def test_block_suspends_and_clearing_the_last_one_resumes(live, editor):
    change = wait(live, by=editor)
    first = desk.block(live, by=editor, kind="wire_kill", text="Killed.")
    second = desk.block(live, by=editor, kind="wire_kill", text="Killed again.")

    desk.clear_block(live, by=editor, block=first, keep=[change.pk])
    assert status_of(change) == "suspended"
    desk.clear_block(live, by=editor, block=second, keep=[change.pk])

    assert status_of(change) == "waiting"


@pytest.mark.parametrize("until", [timezone.now() + timedelta(days=30), None])
def test_clearing_a_block_leaves_what_an_embargo_forbids_to_its_end(editor, chief, until):
    article = make_article("approved")
    change = timed.schedule(article, by=editor, run_at=timezone.now() + timedelta(days=1))
    desk.set_embargo(article, by=editor, run_at=until)
    desk.block(article, by=editor, kind="legal", text="A letter came.")

    desk.clear_block(article, by=chief, keep=[change.pk])
    change.refresh_from_db()
    assert change.status == "suspended"

    desk.lift_embargo(article, by=chief, keep=[change.pk])
    change.refresh_from_db()
    assert change.status == "waiting"


def test_clearing_a_block_of_a_held_story_leaves_the_choice_to_release(live, editor):
    change = wait(live, by=editor)
    desk.block(live, by=editor, kind="wire_kill", text="Killed.", hold=True)

    desk.clear_block(live, by=editor)
    assert status_of(change) == "suspended"
    publishing.release(live, by=editor, keep=[change.pk])

    assert status_of(change) == "waiting"


def test_suspended_change_never_runs(live, editor):
    change = wait(live, by=editor)
    publishing.hold(live, by=editor)
    move_time_on(change)

    assert timed.run_due() == []

    assert Publication.objects.get().status == "held"

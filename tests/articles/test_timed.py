"""What waits for its minute: pinned, with the right read again, each once."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from articles import desk, editing, publishing, timed
from articles.models import Article, Correction, Membership, Publication, TimedChange
from articles.moves import AFTER_FAILED_CHANGE
from articles.rights import Role
from articles.workflow import Blocked, MoveIncomplete, MoveNotAllowed, RightMissing
from tests.factories import make_article, make_section, make_trusted_source, make_user, move_time_on

TOMORROW = timezone.now() + timedelta(days=1)


def run(change):
    move_time_on(change)
    timed.run_due()
    change.refresh_from_db()
    return change.status


def test_publish_due_gives_the_pinned_revision_not_the_draft(editor):
    article = make_article("approved")
    body = article.body
    change = timed.schedule(article, by=editor, run_at=TOMORROW)
    editing.save(article, by=editor, revision=1, body="<p>A later thought.</p>")

    assert run(change) == "done"

    article.refresh_from_db()
    assert article.publication.body_html == body
    assert (article.desk_state, article.body) == ("draft", "<p>A later thought.</p>")


def test_publish_due_of_the_working_copy_publishes_it_on_the_desk_too(editor):
    article = make_article("approved")
    change = timed.schedule(article, by=editor, run_at=TOMORROW)

    run(change)

    article.refresh_from_db()
    assert (article.desk_state, article.approved_revision) == ("published", None)


def test_publish_due_with_a_correction_tells_readers(editor):
    article = make_article("approved", "live")
    change = timed.schedule(article, by=editor, run_at=TOMORROW, kind="correction", text="It was Tuesday.")

    run(change)

    assert list(Correction.objects.values_list("kind", "text")) == [("correction", "It was Tuesday.")]


def test_publish_due_by_somebody_demoted_fails_with_a_sentence(editor):
    change = timed.schedule(make_article("approved"), by=editor, run_at=TOMORROW)
    Membership.objects.filter(user=editor).update(role="reporter")

    assert run(change) == "failed"
    assert change.error.startswith("You may not do this (Publish as scheduled)")
    assert not Publication.objects.exists()


def test_publish_due_by_somebody_deactivated_fails(editor):
    change = timed.schedule(make_article("approved"), by=editor, run_at=TOMORROW)
    type(editor).objects.filter(pk=editor.pk).update(is_active=False)

    assert run(change) == "failed"


def test_publish_due_goes_by_the_right_in_the_section_of_the_pinned_text(db):
    world, sport = make_section("world"), make_section("sport")
    world_editor = make_user(Role.EDITOR, world)
    article = make_article("approved", section=world)
    change = timed.schedule(article, by=world_editor, run_at=TOMORROW)
    editing.save(article, by=make_user(Role.CHIEF), revision=1, section=sport)

    assert run(change) == "done"

    article.refresh_from_db()
    assert (article.publication.section, article.section) == (world, sport)


@pytest.mark.parametrize(("action", "readers"), [("hold", "held"), ("retract", "retracted")])
def test_taking_from_readers_goes_by_the_right_where_it_was_scheduled(db, action, readers):
    world = make_section("world")
    world_chief = make_user(Role.CHIEF, world)
    article = make_article("published", "live", section=world)
    change = timed.schedule(article, by=world_chief, run_at=TOMORROW, action=action, text="It was wrong.")
    editing.save(article, by=make_user(Role.CHIEF), revision=1, section=make_section("sport"))

    assert run(change) == "done"

    assert Publication.objects.get(article=article).status == readers


def test_import_due_goes_by_the_chief_of_its_own_section(db):
    world = make_section("world")
    world_chief = make_user(Role.CHIEF, world)
    article = make_article("incoming", section=world, published_at_source=TOMORROW)
    change = publishing.publish_import(article, by=make_trusted_source(world_chief))
    everywhere = make_user(Role.CHIEF)
    desk.take(article, by=everywhere)
    editing.save(article, by=everywhere, revision=1, section=make_section("sport"))

    assert run(change) == "done"


def scheduled_into_a_section_lost_since(*, by):
    """A story that waits for readers in a section of which its scheduler is no longer an editor; its working copy has
    been moved to one of which they are."""
    world, sport = make_section("world"), make_section("sport")
    article = make_article("approved", section=world)
    change = timed.schedule(article, by=by, run_at=TOMORROW)
    editing.save(article, by=by, revision=1, section=sport)
    by.memberships.filter(section=world).delete()
    return article, change


def test_publish_due_into_a_section_that_its_scheduler_lost_fails_wherever_the_draft_is(world_and_sport_editor):
    _article, change = scheduled_into_a_section_lost_since(by=world_and_sport_editor)

    assert run(change) == "failed"

    assert "an editor of this section" in change.error
    assert not Publication.objects.exists()


def test_change_that_keeps_its_text_takes_the_right_in_the_section_of_that_text(world_and_sport_editor):
    article, change = scheduled_into_a_section_lost_since(by=world_and_sport_editor)

    with pytest.raises(RightMissing):
        timed.schedule(article, by=world_and_sport_editor, change=change, keeps_revision=True, run_at=TOMORROW)


@pytest.fixture
def world_and_sport_editor(db):
    person = make_user(Role.EDITOR, make_section("world"))
    Membership.objects.create(user=person, role=Role.EDITOR, section=make_section("sport"))
    return person


def test_publish_due_of_a_source_no_longer_trusted_fails(chief, trusted_source):
    article = make_article("incoming", published_at_source=TOMORROW)
    change = publishing.publish_import(article, by=trusted_source)
    Membership.objects.filter(user=chief).update(role="editor")

    assert run(change) == "failed"
    assert not Publication.objects.exists()


def test_publish_due_of_a_blocked_story_never_runs(editor):
    article = make_article("approved")
    change = timed.schedule(article, by=editor, run_at=TOMORROW)
    desk.block(article, by=editor, kind="legal", text="Ask the lawyer.")

    assert run(change) == "suspended"
    assert not Publication.objects.exists()


def test_publish_due_under_an_embargo_is_refused(editor):
    article = make_article("approved")
    change = timed.schedule(article, by=editor, run_at=TOMORROW)
    Article.objects.filter(pk=article.pk).update(embargo="lifted")

    assert run(change) == "failed"
    assert change.error == "It is embargoed until somebody lifts the embargo."


def test_schedule_before_the_end_of_an_embargo_is_refused(editor):
    article = make_article("approved")
    desk.set_embargo(article, by=editor, run_at=TOMORROW)

    with pytest.raises(Blocked):
        timed.schedule(article, by=editor, run_at=TOMORROW - timedelta(hours=1))

    assert timed.schedule(article, by=editor, run_at=TOMORROW).status == "waiting"


def test_schedule_again_replaces_the_same_change(editor):
    article = make_article("approved")
    first = timed.schedule(article, by=editor, run_at=TOMORROW)

    second = timed.schedule(article, by=editor, run_at=TOMORROW + timedelta(hours=1), change=first.pk)

    assert list(TimedChange.objects.values_list("pk", "run_at")) == [(first.pk, TOMORROW + timedelta(hours=1))]
    assert second.pk == first.pk


def test_schedule_again_without_naming_the_change_moves_the_one_that_does_the_same(editor):
    """Put off from 18:00 to 20:00, a story does not go out at 18:00."""
    article = make_article("approved")
    first = timed.schedule(article, by=editor, run_at=TOMORROW)
    hold = timed.schedule(article, by=editor, run_at=TOMORROW, action="hold")

    second = timed.schedule(article, by=editor, run_at=TOMORROW + timedelta(hours=1), kind="update")

    assert second.pk == first.pk
    assert set(article.timed_changes.waiting()) == {second, hold}
    assert article.transitions.first().details["replaced"] is True


def test_schedule_of_a_newer_revision_leaves_the_publish_of_an_older_one(reporter, editor):
    article = make_article("published", "live", by=reporter)
    approved_again(article, by=reporter, editor=editor, headline="Second headline")
    older = timed.schedule(article, by=editor, run_at=TOMORROW, kind="update")
    approved_again(article, by=reporter, editor=editor, headline="Third headline")
    newer = timed.schedule(article, by=editor, run_at=TOMORROW + timedelta(hours=1), kind="update")

    assert list(article.timed_changes.waiting()) == [older, newer]


def test_schedule_again_of_an_import_takes_the_right_of_whoever_does(editor, chief):
    article = make_article("incoming", published_at_source=TOMORROW)
    change = publishing.publish_import(article, by=chief)
    TimedChange.objects.filter(pk=change.pk).update(source="Trusted Wire")
    desk.take(article, by=editor)
    desk.submit(article, by=editor)
    desk.approve(article, by=chief, revision=1)

    timed.schedule(article, by=editor, run_at=TOMORROW, change=change)

    assert run(change) == "done"


def test_schedule_twice_waits_twice(editor):
    article = make_article("approved")
    timed.schedule(article, by=editor, run_at=TOMORROW)
    timed.schedule(article, by=editor, run_at=TOMORROW, action="hold")

    with pytest.raises(MoveIncomplete):
        timed.unschedule(article, by=editor)


def test_schedule_of_another_storys_change_is_refused(editor):
    change = timed.schedule(make_article("approved"), by=editor, run_at=TOMORROW)

    with pytest.raises(MoveNotAllowed):
        timed.schedule(make_article("approved"), by=editor, run_at=TOMORROW, change=change.pk)


@pytest.mark.parametrize("run_at", [None, "", "tomorrow", "2025-13-01T10:00", "2001-01-01T10:00"])
def test_schedule_without_a_moment_to_come_is_refused(editor, run_at):
    with pytest.raises(MoveIncomplete):
        timed.schedule(make_article("approved"), by=editor, run_at=run_at)


@pytest.mark.parametrize("zone", ["Nowhere/At_All", "x" * 80, "../etc/passwd"])
@pytest.mark.parametrize("run_at", ["2031-01-04T19:12", "2031-01-04T19:12Z"])
def test_schedule_in_an_unknown_zone_is_refused(editor, zone, run_at):
    with pytest.raises(MoveIncomplete):
        timed.schedule(make_article("approved"), by=editor, run_at=run_at, zone=zone)


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("2031-03-30T01:30", "Europe/London"),
        ("2031-03-09T02:30", "America/New_York"),
        ("2031-10-05T02:15", "Australia/Lord_Howe"),
    ],
)
def test_schedule_at_an_hour_that_does_not_exist_is_refused(editor, typed, zone):
    with pytest.raises(MoveIncomplete, match="does not exist"):
        timed.schedule(make_article("approved"), by=editor, run_at=typed, zone=zone)


def test_schedule_at_an_hour_that_occurs_twice_asks_which(editor):
    article = make_article("approved")

    with pytest.raises(MoveIncomplete, match="happens twice"):
        timed.schedule(article, by=editor, run_at="2031-10-26T01:30", zone="Europe/London")

    first = timed.schedule(article, by=editor, run_at="2031-10-26T01:30", zone="Europe/London", fold=0)
    second = timed.schedule(article, by=editor, run_at="2031-10-26T01:30", zone="Europe/London", fold=1)
    assert first.run_at == datetime(2031, 10, 26, 0, 30, tzinfo=UTC)
    assert second.run_at == datetime(2031, 10, 26, 1, 30, tzinfo=UTC)
    assert (first.zone, first.local_time) == ("Europe/London", "2031-10-26T01:30")


def test_hold_due_holds(editor):
    change = timed.schedule(make_article("published", "live"), by=editor, run_at=TOMORROW, action="hold", text="Wait.")

    assert run(change) == "done"
    assert Publication.objects.values_list("status", "notice").get() == ("held", "Wait.")


def test_hold_due_of_a_story_that_is_not_live_fails_with_a_sentence(editor):
    change = timed.schedule(make_article("draft"), by=editor, run_at=TOMORROW, action="hold")

    assert run(change) == "failed"
    assert "cannot do this now (Hold)" in change.error


def test_hold_of_an_untouched_story_can_be_scheduled(editor):
    article = make_article("incoming")

    change = timed.schedule(article, by=editor, run_at=TOMORROW, action="hold")

    assert change.revision.source == "Wire"


def test_retract_due_retracts_and_does_not_list_itself_as_cancelled(chief):
    article = make_article("published", "live")
    change = timed.schedule(article, by=chief, run_at=TOMORROW, action="retract", text="It was wrong.")

    assert run(change) == "done"
    assert article.transitions.first().details == {"cancelled": []}
    assert Publication.objects.values_list("status", "notice").get() == ("retracted", "It was wrong.")


def test_retract_takes_a_chief_and_a_notice_to_schedule(editor, chief):
    article = make_article("published", "live")

    with pytest.raises(RightMissing):
        timed.schedule(article, by=editor, run_at=TOMORROW, action="retract", text="It was wrong.")
    with pytest.raises(MoveIncomplete):
        timed.schedule(article, by=chief, run_at=TOMORROW, action="retract", text=" \u200b ")


def test_run_due_goes_on_after_one_that_fails(editor):
    bad = timed.schedule(make_article("approved"), by=editor, run_at=TOMORROW)
    good = timed.schedule(make_article("approved"), by=editor, run_at=TOMORROW)
    Article.objects.filter(pk=bad.article_id).update(embargo="lifted")
    move_time_on(bad, to=timezone.now() - timedelta(hours=1))

    assert run(good) == "done"

    bad.refresh_from_db()
    assert bad.status == "failed"


def test_run_due_runs_in_order_of_the_moments(editor):
    later, sooner = (timed.schedule(make_article("approved"), by=editor, run_at=TOMORROW) for _number in range(2))
    move_time_on(later, to=timezone.now() - timedelta(minutes=1))
    move_time_on(sooner, to=timezone.now() - timedelta(minutes=2))

    assert [change.pk for change in timed.run_due()] == [sooner.pk, later.pk]


def test_run_due_leaves_what_is_not_due(editor):
    change = timed.schedule(make_article("approved"), by=editor, run_at=timezone.now() + timedelta(minutes=1))

    assert timed.run_due() == []

    change.refresh_from_db()
    assert (change.status, change.attempts) == ("waiting", 0)


@pytest.mark.filterwarnings("ignore")
def test_run_due_gives_up_after_five_faults(editor, monkeypatch):
    bad = timed.schedule(make_article("approved"), by=editor, run_at=TOMORROW)
    good = timed.schedule(make_article("approved"), by=editor, run_at=TOMORROW)
    move_time_on(bad, to=timezone.now() - timedelta(hours=1))
    move_time_on(good)

    def fault(article, change):
        if change.pk == bad.pk:
            raise OSError("disk full")
        whole(article, change)

    whole = timed.RUN["publish"]
    monkeypatch.setitem(timed.RUN, "publish", fault)
    seen = []
    for _attempt in range(6):
        timed.run_due()
        bad.refresh_from_db()
        seen.append((bad.status, bad.attempts))

    assert seen == [("waiting", 1), ("waiting", 2), ("waiting", 3), ("waiting", 4), ("failed", 5), ("failed", 5)]
    assert bad.error == "OSError: disk full"
    good.refresh_from_db()
    assert good.status == "done"


def test_unschedule_cancels(editor):
    article = make_article("approved")
    change = timed.schedule(article, by=editor, run_at=TOMORROW)

    timed.unschedule(article, by=editor)

    assert run(change) == "cancelled"
    assert not Publication.objects.exists()


def approved_again(article, *, by, editor, **changes):
    editing.save(article, by=by, revision=article.revision_number, **changes)
    desk.submit(article, by=by)
    desk.approve(article, by=editor, revision=article.revision_number)


def in_an_hour():
    return timezone.now() + timedelta(hours=1)


def test_unschedule_takes_the_right_where_readers_have_the_story(chief):
    world, sport = make_section("world"), make_section("sport")
    article = make_article("published", "live", section=world)
    timed.schedule(article, by=chief, run_at=TOMORROW, action="retract", text="It was wrong.")
    editing.save(article, by=make_user(Role.CHIEF), revision=1, section=sport)

    with pytest.raises(RightMissing):
        timed.unschedule(article, by=make_user(Role.EDITOR, sport))

    assert article.timed_changes.waiting().count() == 1


def test_publishing_early_cancels_the_waiting_publish_of_that_text(reporter, editor):
    article = make_article("approved", by=reporter)
    change = timed.schedule(article, by=editor, run_at=in_an_hour())

    publishing.publish(article, by=editor)

    change.refresh_from_db()
    assert (change.status, change.error) == ("cancelled", "Revision 1 was published.")
    assert [row["id"] for row in article.transitions.first().details["cancelled"]] == [change.pk]


def test_newer_text_cancels_the_waiting_publish_of_an_older_one_and_leaves_later_ones(reporter, editor):
    article = make_article("published", "live", by=reporter)
    approved_again(article, by=reporter, editor=editor, headline="Second headline")
    older = timed.schedule(article, by=editor, run_at=in_an_hour(), kind="update")
    approved_again(article, by=reporter, editor=editor, headline="Third headline")
    publishing.publish(article, by=editor, kind="update")
    approved_again(article, by=reporter, editor=editor, headline="Fourth headline")
    later = timed.schedule(article, by=editor, run_at=in_an_hour(), kind="update")

    older.refresh_from_db()
    assert (older.status, later.status) == ("cancelled", "waiting")
    assert Publication.objects.get(article=article).headline == "Third headline"


def test_publish_of_a_text_older_than_what_readers_have_is_refused(reporter, editor):
    article = make_article("published", "live", by=reporter)
    approved_again(article, by=reporter, editor=editor, headline="Second headline")
    older = timed.schedule(article, by=editor, run_at=in_an_hour(), kind="update")
    approved_again(article, by=reporter, editor=editor, headline="Third headline")
    publishing.publish(article, by=editor, kind="update")
    TimedChange.objects.filter(pk=older.pk).update(status="waiting", finished_at=None)
    move_time_on(older)

    timed.run_due()

    older.refresh_from_db()
    assert older.status == "failed"
    assert older.error == "Readers have revision 3 already; revision 2, which was to be published, is older."
    assert Publication.objects.get(article=article).headline == "Third headline"


def test_discarded_changes_are_not_published_at_their_minute(reporter, editor):
    article = make_article("published", "live", by=reporter)
    approved_again(article, by=reporter, editor=editor, headline="Second headline")
    change = timed.schedule(article, by=editor, run_at=in_an_hour(), kind="update")

    desk.discard_changes(article, by=editor)

    change.refresh_from_db()
    assert (change.status, change.error) == ("cancelled", "The changes were discarded.")
    assert article.desk_state == "published"


def test_scheduled_import_keeps_the_date_of_its_source_when_the_worker_is_late(chief):
    tomorrow = timezone.now() + timedelta(days=1)
    article = make_article("incoming", published_at_source=tomorrow)
    change = publishing.publish_import(article, by=chief)
    dated = timezone.now() - timedelta(hours=30)
    Article.objects.filter(pk=article.pk).update(published_at_source=dated)
    move_time_on(change, to=dated)

    timed.run_due()

    assert Publication.objects.get(article=article).first_published_at == dated


# --- several, moved, with another text


def scheduled_then_edited(reporter, editor):
    """A live story with an approved update that waits, and a later draft on the desk."""
    article = make_article("published", "live", by=reporter)
    approved_again(article, by=reporter, editor=editor, headline="Second headline")
    change = timed.schedule(article, by=editor, run_at=in_an_hour(), kind="update", text="")
    editing.save(article, by=reporter, revision=2, headline="Third headline")
    return article, change


def test_change_is_given_another_time_with_the_text_that_it_has(reporter, editor, editor2):
    article, change = scheduled_then_edited(reporter, editor)
    later = timezone.now() + timedelta(hours=3)

    moved = timed.schedule(article, by=editor2, run_at=later, change=change.pk, keeps_revision=True)

    assert (moved.pk, moved.run_at, moved.revision.number) == (change.pk, later, 2)
    assert (moved.kind, moved.scheduled_by) == ("update", editor2)
    assert article.transitions.first().details["instead_of"][0]["run_at"] == change.run_at.isoformat()
    assert run(moved) == "done"
    assert Publication.objects.get().headline == "Second headline"


def test_change_takes_the_newest_text_once_it_is_approved_and_keeps_its_time(reporter, editor):
    article, change = scheduled_then_edited(reporter, editor)

    with pytest.raises(MoveNotAllowed, match="cannot do this now"):
        timed.schedule(article, by=editor, change=change.pk)

    desk.submit(article, by=reporter)
    desk.approve(article, by=editor, revision=3)
    repinned = timed.schedule(article, by=editor, change=change.pk)

    assert (repinned.pk, repinned.run_at, repinned.revision.number) == (change.pk, change.run_at, 3)
    assert (repinned.kind, repinned.local_time) == ("update", change.local_time)


def test_text_that_nobody_approved_is_not_published_by_way_of_a_hold(reporter, editor):
    article = make_article("published", "live", by=reporter)
    editing.save(article, by=reporter, revision=1, headline="Nobody has read this")
    hold = timed.schedule(article, by=editor, run_at=in_an_hour(), action="hold")

    with pytest.raises(MoveIncomplete, match="takes the newest text"):
        timed.schedule(article, by=editor, run_at=in_an_hour(), change=hold.pk, keeps_revision=True, kind="update")


def test_keeping_a_text_takes_a_change_that_has_one(reporter, editor):
    with pytest.raises(MoveIncomplete, match="Say which change"):
        timed.schedule(make_article("approved"), by=editor, run_at=in_an_hour(), keeps_revision=True)


def test_three_updates_wait_and_each_goes_out_in_its_turn(reporter, editor):
    article = make_article("approved", by=reporter, headline="First headline")
    changes = [timed.schedule(article, by=editor, run_at=in_an_hour())]
    for number, headline in ((2, "Second headline"), (3, "Third headline")):
        approved_again(article, by=reporter, editor=editor, headline=headline)
        moment = in_an_hour() + timedelta(hours=number)
        changes.append(timed.schedule(article, by=editor, run_at=moment, kind="update"))

    seen = []
    for change in changes:
        assert run(change) == "done"
        seen.append(Publication.objects.get().headline)
        assert not TimedChange.objects.with_live_moved().exists()

    assert seen == ["First headline", "Second headline", "Third headline"]
    assert [change.kind for change in changes] == ["first", "update", "update"]


def test_second_publication_that_thought_itself_the_first_updates(reporter, editor):
    article = make_article("approved", by=reporter)
    first = timed.schedule(article, by=editor, run_at=in_an_hour())
    approved_again(article, by=reporter, editor=editor, headline="Second headline")
    second = timed.schedule(article, by=editor, run_at=in_an_hour() + timedelta(hours=1))

    assert (run(first), run(second)) == ("done", "done")
    assert Publication.objects.get().headline == "Second headline"


def test_correction_may_wait_behind_a_first_publication(reporter, editor):
    article = make_article("approved", by=reporter)
    timed.schedule(article, by=editor, run_at=in_an_hour())
    approved_again(article, by=reporter, editor=editor, headline="Second headline")
    correction = {"kind": "correction", "text": "It was Tuesday."}

    with pytest.raises(MoveIncomplete, match="corrects nothing"):
        timed.schedule(article, by=editor, run_at=timezone.now() + timedelta(minutes=5), **correction)
    second = timed.schedule(article, by=editor, run_at=in_an_hour() + timedelta(hours=1), **correction)

    assert second.kind == "correction"


def test_live_text_that_moved_is_flagged_on_what_waits(reporter, editor):
    article = make_article("published", "live", by=reporter)
    hold = timed.schedule(article, by=editor, run_at=in_an_hour(), action="hold")
    untouched = make_article("published", "live")
    timed.schedule(untouched, by=editor, run_at=in_an_hour(), action="hold")
    assert not TimedChange.objects.with_live_moved().exists()

    approved_again(article, by=reporter, editor=editor, headline="Corrected headline")
    publishing.publish(article, by=editor, kind="update")

    assert list(TimedChange.objects.with_live_moved()) == [hold]
    timed.schedule(article, by=editor, run_at=in_an_hour(), action="hold", change=hold)
    assert not TimedChange.objects.with_live_moved().exists()


def test_text_that_moved_on_the_desk_is_flagged(reporter, editor):
    _article, change = scheduled_then_edited(reporter, editor)
    timed.schedule(make_article("approved"), by=editor, run_at=in_an_hour())

    assert list(TimedChange.objects.behind_the_desk()) == [change]


def test_suspended_change_of_a_held_story_gets_another_time_and_stays_suspended(reporter, editor):
    article = make_article("approved", "live", by=reporter)
    change = timed.schedule(article, by=editor, run_at=in_an_hour(), kind="update")
    publishing.hold(article, by=editor)

    moved = timed.schedule(article, by=editor, run_at=TOMORROW, change=change, keeps_revision=True)
    assert (moved.status, moved.run_at) == ("suspended", TOMORROW)

    publishing.release(article, by=editor, keep=[change.pk])
    assert run(moved) == "done"


def test_late_changes_are_those_that_a_worker_should_have_run(editor):
    late, due, to_come = (timed.schedule(make_article("approved"), by=editor, run_at=TOMORROW) for _one in range(3))
    move_time_on(late, to=timezone.now() - timedelta(minutes=3))
    move_time_on(due, to=timezone.now() - timedelta(minutes=1))

    assert list(TimedChange.objects.late()) == [late]


@pytest.mark.parametrize("fault", [False, True])
def test_failed_change_defers_the_job_that_tells_of_it(editor, monkeypatch, fault):
    change = timed.schedule(make_article("approved"), by=editor, run_at=TOMORROW)
    Article.objects.filter(pk=change.article_id).update(embargo="lifted")
    if fault:
        TimedChange.objects.filter(pk=change.pk).update(attempts=4)
        monkeypatch.setitem(timed.RUN, "publish", lambda article, change: 1 / 0)

    assert run(change) == "failed"

    jobs = ProcrastinateJob.objects.filter(task_name=AFTER_FAILED_CHANGE)
    assert list(jobs.values_list("args", flat=True)) == [{"change_id": change.pk}]


def test_audit_row_of_a_publication_numbers_what_readers_had_and_get(reporter, editor):
    article = make_article("published", "live", by=reporter)
    approved_again(article, by=reporter, editor=editor, headline="Second headline")
    publishing.publish(article, by=editor, kind="update")
    publishing.fix_typo(article, by=editor, reason="A slip.", headline="Second headlines")
    approved_again(article, by=reporter, editor=editor, headline="Fourth headline")
    run(timed.schedule(article, by=editor, run_at=TOMORROW, kind="update"))

    numbered = [
        (row.action, row.details["before"], row.details["after"])
        for row in article.transitions.order_by("number")
        if "after" in row.details
    ]
    assert numbered == [("publish", None, 1), ("publish", 1, 2), ("fix_typo", 2, 3), ("publish_due", 3, 4)]


@pytest.mark.parametrize(
    ("typed", "zone", "at"),
    [
        ("2038-01-19T05:14", "Europe/London", datetime(2038, 1, 19, 5, 14, tzinfo=UTC)),
        ("2038-07-01T12:00", "America/New_York", datetime(2038, 7, 1, 16, 0, tzinfo=UTC)),
        ("2031-10-05T02:30", "Australia/Lord_Howe", datetime(2031, 10, 4, 15, 30, tzinfo=UTC)),
        ("2031-01-06T18:00", "Pacific/Apia", datetime(2031, 1, 6, 5, 0, tzinfo=UTC)),
    ],
)
def test_schedule_keeps_instant_zone_and_what_was_typed(editor, typed, zone, at):
    change = timed.schedule(make_article("approved"), by=editor, run_at=typed, zone=zone)

    change.refresh_from_db()
    assert (change.run_at, change.zone, change.local_time) == (at, zone, typed)


def test_schedule_keeps_which_of_a_doubled_hour_was_meant(editor):
    words = {"run_at": "2031-04-06T01:45", "zone": "Australia/Lord_Howe"}
    first, second = (timed.schedule(make_article("approved"), by=editor, fold=fold, **words) for fold in (0, 1))

    assert (first.fold, second.fold, second.run_at - first.run_at) == (0, 1, timedelta(minutes=30))
    again = timed.schedule(second.article, by=editor, run_at=second.run_at, zone=second.zone)
    assert (again.fold, again.local_time) == (1, "2031-04-06T01:45")


def test_refused_hour_says_what_clocks_skip(editor):
    with pytest.raises(MoveIncomplete) as refused:
        timed.schedule(make_article("approved"), by=editor, run_at="2031-10-05T02:15", zone="Australia/Lord_Howe")

    assert "from 2031-10-05 02:00 to 2031-10-05 02:30" in str(refused.value)


@pytest.mark.parametrize("hours", [2, -2])
def test_what_is_due_is_the_databases_clocks_business(editor, monkeypatch, hours):
    """A host whose clock has jumped publishes nothing early, and nothing late."""
    to_come, due = (timed.schedule(make_article("approved"), by=editor, run_at=in_an_hour()) for _one in range(2))
    move_time_on(due)
    real = timezone.now
    monkeypatch.setattr(timezone, "now", lambda: real() + timedelta(hours=hours))

    assert timed.run_due() == [due]

    assert abs(due.article.publication.first_published_at - real()) < timedelta(minutes=1)
    to_come.refresh_from_db()
    assert to_come.status == "waiting"
    with pytest.raises(MoveIncomplete, match="That moment has passed"):
        timed.schedule(make_article("approved"), by=editor, run_at=real() - timedelta(minutes=1))
    assert timed.schedule(make_article("approved"), by=editor, run_at=real() + timedelta(minutes=5)).pk

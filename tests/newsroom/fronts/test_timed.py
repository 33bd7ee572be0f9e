from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from articles.models import Edition, Membership
from articles.workflow import MoveIncomplete, MoveNotAllowed, RightMissing
from newsroom.fronts import arranging, due, rederiving, timed
from newsroom.fronts.arranging import StaleFront, arrange
from newsroom.fronts.models import Arrangement, Place, TimedArrangement, Watch
from newsroom.fronts.slots import AUTOMATIC, Slot, Until
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(section):
    return make_article("published", "live", section=section)


def later(**duration):
    return (timezone.now() + timedelta(**duration)).replace(second=0, microsecond=0)


def schedule(place, by, *, run_at=None, filled=(AUTOMATIC,), started_from=0, **more):
    at = run_at or later(hours=1)
    return timed.schedule(place, filled=filled, by=by, started_from=started_from, run_at=at, **more)


def time_comes(change, *, minutes=1):
    TimedArrangement.objects.filter(pk=change.pk).update(run_at=timezone.now() - timedelta(minutes=minutes))


# --- scheduling


def test_scheduled_arrangement_waits_and_wakes_the_worker_at_its_moment(front_page, desk_editor):
    at = later(hours=3)

    change = schedule(front_page, desk_editor, run_at=at, note="Vote")

    assert (change.status, change.run_at, change.note) == ("waiting", at, "Vote")
    assert not Arrangement.objects.exists()
    assert [job.scheduled_at for job in ProcrastinateJob.objects.filter(task_name__endswith="run_due")] == [at]


def test_scheduling_bumps_no_edition(front_page, desk_editor):
    edition = Edition.current()

    schedule(front_page, desk_editor)

    assert Edition.current() == edition


def test_local_time_and_zone_are_kept(front_page, desk_editor):
    change = schedule(front_page, desk_editor, run_at="2040-07-01T12:00", zone="Asia/Jerusalem")

    assert (change.run_at, change.local_time, change.zone, change.fold) == (
        datetime(2040, 7, 1, 9, tzinfo=UTC),
        "2040-07-01T12:00",
        "Asia/Jerusalem",
        0,
    )


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("2035-03-23T02:30", "does not exist"),
        ("2035-10-28T01:30", "happens twice"),
        ("2001-01-01T10:00", "That moment has passed"),
        ("noon", "is not a date with a time"),
        ("", "Say when"),
    ],
)
def test_moment_that_cannot_be_is_refused(front_page, desk_editor, typed, sentence):
    with pytest.raises(MoveIncomplete, match=sentence):
        timed.schedule(front_page, filled=[AUTOMATIC], by=desk_editor, started_from=0, run_at=typed)


def test_doubled_hour_is_taken_once_somebody_says_which(front_page, desk_editor):
    change = schedule(front_page, desk_editor, run_at="2035-10-28T01:30", zone="Asia/Jerusalem", fold=1)

    assert (change.run_at, change.fold) == (datetime(2035, 10, 27, 23, 30, tzinfo=UTC), 1)


def test_pin_that_ends_before_the_change_comes_is_refused(front_page, desk_editor, story):
    ends = later(minutes=30)
    until = Until(at=ends, local=ends.strftime("%Y-%m-%dT%H:%MZ"), zone="UTC")

    with pytest.raises(MoveIncomplete, match="passed by then"):
        schedule(front_page, desk_editor, filled=[Slot(article_id=story.pk, until=until)])


def test_two_changes_cannot_wait_for_one_moment(front_page, desk_editor):
    at = later(hours=1)
    schedule(front_page, desk_editor, run_at=at)

    with pytest.raises(MoveIncomplete, match="this very moment"):
        schedule(front_page, desk_editor, run_at=at)
    schedule(Place("ar"), desk_editor, run_at=at)


def test_scheduling_takes_the_right_and_the_newest_version(front_page, desk_editor, editor):
    with pytest.raises(RightMissing):
        schedule(front_page, editor)
    arrange(front_page, filled=[AUTOMATIC], by=desk_editor, started_from=0)
    with pytest.raises(StaleFront):
        schedule(front_page, desk_editor)


# --- cancelling


def test_cancelled_change_never_comes(front_page, desk_editor, desk_chief):
    change = schedule(front_page, desk_editor)

    timed.cancel(change.pk, place=front_page, by=desk_chief)
    time_comes(change)
    due.run_due()

    change.refresh_from_db()
    assert (change.status, change.cancelled_by) == ("cancelled", desk_chief)
    assert not Arrangement.objects.exists()


def test_cancelling_what_does_not_wait_here_is_refused(front_page, world_front, desk_editor, editor):
    change = schedule(front_page, desk_editor)

    with pytest.raises(MoveNotAllowed, match="No such change"):
        timed.cancel(change.pk, place=world_front, by=desk_editor)
    with pytest.raises(RightMissing):
        timed.cancel(change.pk, place=front_page, by=editor)
    timed.cancel(change.pk, place=front_page, by=desk_editor)
    with pytest.raises(MoveNotAllowed):
        timed.cancel(change.pk, place=front_page, by=desk_editor)


def test_change_is_given_another_moment_in_one_step(front_page, desk_editor, desk_chief, story):
    change = schedule(front_page, desk_editor, filled=[Slot(article_id=story.pk)], note="Vote")

    moved = timed.move(change.pk, place=front_page, by=desk_chief, run_at="2040-07-01T12:00", zone="Europe/London")

    change.refresh_from_db()
    assert (change.status, change.cancelled_by) == ("cancelled", desk_chief)
    assert (moved.status, moved.scheduled_by, moved.note) == ("waiting", desk_chief, "Vote")
    assert (moved.run_at, moved.zone) == (datetime(2040, 7, 1, 11, tzinfo=UTC), "Europe/London")
    assert (moved.places, moved.started_from) == ((Slot(article_id=story.pk),), 0)
    assert moved.run_at in [job.scheduled_at for job in ProcrastinateJob.objects.filter(task_name__endswith="run_due")]


def test_moved_change_comes_once_at_its_new_moment(front_page, desk_editor):
    change = schedule(front_page, desk_editor)
    moved = timed.move(change.pk, place=front_page, by=desk_editor, run_at=later(hours=2))
    time_comes(change)

    assert due.run_due() == []
    time_comes(moved)

    assert due.run_due() == [moved]
    assert Arrangement.objects.count() == 1


def test_move_that_cannot_be_leaves_the_change_as_it_waits(front_page, world_front, desk_editor, editor, story):
    at = later(hours=3)
    until = Until(at=at + timedelta(hours=1), local="2040-01-01T12:00", zone="UTC")
    change = schedule(front_page, desk_editor, run_at=at)
    other = schedule(front_page, desk_editor, run_at=later(hours=1), filled=[Slot(article_id=story.pk, until=until)])
    wanted = {"place": front_page, "by": desk_editor, "run_at": later(hours=5)}

    with pytest.raises(MoveIncomplete, match="That moment has passed"):
        timed.move(change.pk, **wanted | {"run_at": later(hours=-1)})
    with pytest.raises(MoveIncomplete, match="Another change of this front waits for this very moment"):
        timed.move(other.pk, **wanted | {"run_at": at})
    with pytest.raises(MoveIncomplete, match="pinned until a moment that has passed by then"):
        timed.move(other.pk, **wanted | {"run_at": later(days=30 * 365)})
    with pytest.raises(RightMissing):
        timed.move(change.pk, **wanted | {"by": editor})
    with pytest.raises(MoveNotAllowed, match="No such change is waiting on this front"):
        timed.move(change.pk, **wanted | {"place": world_front})

    assert [row.pk for row in TimedArrangement.objects.waiting()] == [other.pk, change.pk]
    assert TimedArrangement.objects.count() == 2


def test_change_to_its_own_moment_waits_on(front_page, desk_editor):
    change = schedule(front_page, desk_editor)

    moved = timed.move(change.pk, place=front_page, by=desk_editor, run_at=change.run_at)

    assert moved.run_at == change.run_at
    assert TimedArrangement.objects.waiting().get() == moved


def test_change_is_put_in_place_of_another_one(front_page, desk_editor, story):
    change = schedule(front_page, desk_editor)

    new = schedule(front_page, desk_editor, filled=[Slot(article_id=story.pk)], instead_of=change.pk)

    assert TimedArrangement.objects.waiting().get() == new
    with pytest.raises(MoveNotAllowed, match="No such change is waiting on this front"):
        schedule(front_page, desk_editor, run_at=later(hours=4), instead_of=change.pk)


def test_timed_change_is_never_deleted(front_page, desk_editor):
    change = schedule(front_page, desk_editor)

    with pytest.raises(DatabaseError, match="refused"), transaction.atomic():
        change.delete()


# --- at its minute


def test_due_change_comes_into_force_once(front_page, desk_editor, story):
    change = schedule(front_page, desk_editor, filled=[Slot(article_id=story.pk)], note="Evening")
    time_comes(change)
    edition = Edition.current()

    assert [row.pk for row in due.run_due()] == [change.pk]
    assert due.run_due() == []

    made = Arrangement.objects.in_force().get()
    change.refresh_from_db()
    assert (change.status, change.became, change.attempts) == ("done", made, 1)
    assert (made.number, made.by, made.note, made.places) == (1, desk_editor, "Evening", (Slot(article_id=story.pk),))
    assert Edition.current() == edition + 1


def test_change_that_is_not_due_waits(front_page, desk_editor):
    schedule(front_page, desk_editor)

    assert due.run_due() == []


def test_changes_come_in_order(front_page, desk_editor, story):
    first = schedule(front_page, desk_editor, run_at=later(hours=1))
    second = schedule(front_page, desk_editor, run_at=later(hours=2), filled=[Slot(article_id=story.pk)])
    time_comes(first, minutes=2)
    time_comes(second, minutes=1)

    due.run_due()

    assert [row.timed.pk for row in Arrangement.objects.order_by("number")] == [first.pk, second.pk]


def test_scheduler_who_has_lost_the_right_has_the_change_fail_and_stops_no_other(front_page, desk_editor, desk_chief):
    lost, kept = schedule(front_page, desk_editor), schedule(Place("ar"), desk_chief)
    Membership.objects.filter(user=desk_editor).delete()
    time_comes(lost)
    time_comes(kept)

    due.run_due()

    lost.refresh_from_db()
    assert (lost.status, lost.error) == ("failed", "The front page is arranged by an editor of every section.")
    assert Arrangement.objects.get().front.language == "ar"


def test_deactivated_scheduler_has_the_change_fail(front_page):
    person = make_user("editor")
    change = schedule(front_page, person)
    type(person).objects.filter(pk=person.pk).update(is_active=False)
    time_comes(change)

    due.run_due()

    change.refresh_from_db()
    assert change.status == "failed"


def test_late_change_does_not_undo_what_was_done_by_hand_since(front_page, desk_editor, story):
    change = schedule(front_page, desk_editor)
    time_comes(change, minutes=60)
    arrange(front_page, filled=[Slot(article_id=story.pk)], by=desk_editor, started_from=0)

    due.run_due()

    change.refresh_from_db()
    assert (change.status, change.error) == (
        "failed",
        "It was late, and the front had been arranged anew by then (version 1).",
    )
    assert Arrangement.objects.get().places == (Slot(article_id=story.pk),)


def test_failure_has_people_told_in_its_own_transaction(front_page, desk_editor, desk_chief):
    change = schedule(front_page, desk_editor)
    Membership.objects.filter(user=desk_editor).delete()
    time_comes(change)

    due.run_due()

    jobs = ProcrastinateJob.objects.filter(task_name=due.AFTER_FAILED_FRONT)
    assert [job.args for job in jobs] == [{"change_id": change.pk}]


def test_failure_is_in_trouble_until_somebody_sees_to_the_front(front_page, desk_editor, story):
    change = schedule(front_page, desk_editor)
    long_ago = timezone.now() - timedelta(minutes=5)
    TimedArrangement.objects.filter(pk=change.pk).update(status="failed", finished_at=long_ago, created_at=long_ago)
    assert list(TimedArrangement.objects.in_trouble()) == [change]

    again = schedule(front_page, desk_editor)
    assert list(TimedArrangement.objects.in_trouble()) == []
    time_comes(again, minutes=3)
    assert list(TimedArrangement.objects.in_trouble()) == [again]


def test_late_change_does_not_undo_a_later_one(front_page, desk_editor, story):
    first = schedule(front_page, desk_editor, run_at=later(hours=1))
    second = schedule(front_page, desk_editor, run_at=later(hours=2), filled=[Slot(article_id=story.pk)])
    time_comes(second, minutes=1)
    due.run_due()
    time_comes(first, minutes=2)

    due.run_due()

    first.refresh_from_db()
    assert first.status == "failed"


def test_fault_is_tried_again_and_given_up_in_the_end(front_page, desk_editor):
    change = schedule(front_page, desk_editor)
    TimedArrangement.objects.filter(pk=change.pk).update(slots=[{"article": 1, "until": "spoiled"}])
    time_comes(change)

    states = []
    for _attempt in range(5):
        due.run_due()
        change.refresh_from_db()
        states.append((change.status, change.attempts))

    assert states == [("waiting", 1), ("waiting", 2), ("waiting", 3), ("waiting", 4), ("failed", 5)]
    assert change.error.startswith("TypeError")


def test_fault_between_the_new_version_and_its_mark_leaves_neither(front_page, desk_editor):
    change = schedule(front_page, desk_editor)
    edition = Edition.current()
    in_the_way = Arrangement.objects.create(front=change.front, number=1, slots=[], digest="", by=desk_editor)
    time_comes(change)

    due.run_due()

    change.refresh_from_db()
    change.front.refresh_from_db()
    assert (change.status, change.attempts, change.became) == ("waiting", 1, None)
    assert change.error.startswith("IntegrityError")
    assert (change.front.number, Edition.current()) == (0, edition)
    assert list(Arrangement.objects.all()) == [in_the_way]


def test_new_rules_of_a_zone_move_what_waits(front_page, desk_editor):
    change = schedule(front_page, desk_editor, run_at="2040-07-01T12:00", zone="Asia/Jerusalem")
    TimedArrangement.objects.filter(pk=change.pk).update(run_at=datetime(2040, 7, 1, 10, tzinfo=UTC))

    assert [row.pk for row in rederiving.rederive()] == [change.pk]
    assert rederiving.rederive() == []

    change.refresh_from_db()
    assert change.run_at == datetime(2040, 7, 1, 9, tzinfo=UTC)


# --- ends


def end_pin(place, by, story, *, ago):
    at = timezone.now() - ago
    until = Until(at=at, local=at.strftime("%Y-%m-%dT%H:%M:%S.%fZ"), zone="UTC")
    arranging.record(arranging.locked(place), [Slot(article_id=story.pk, until=until)], by=by, note="")


def test_end_of_a_pin_is_a_new_edition_once(front_page, desk_editor, story):
    end_pin(front_page, desk_editor, story, ago=timedelta(seconds=1))
    edition = Edition.current()

    assert (due.bump_for_ends(), due.bump_for_ends()) == (True, False)
    assert Edition.current() == edition + 1


def test_pin_that_nobody_has_any_more_bumps_nothing(front_page, desk_editor, story):
    end_pin(front_page, desk_editor, story, ago=timedelta(seconds=1))
    arrange(front_page, filled=[AUTOMATIC], by=desk_editor, started_from=1)

    assert not due.bump_for_ends()


def test_late_changes_and_ends_are_said(front_page, desk_editor, story):
    assert due.lateness() == ""
    change = schedule(front_page, desk_editor)
    time_comes(change, minutes=3)
    assert due.lateness() == "1 changes of fronts are late: is the worker running?"
    timed.cancel(change.pk, place=front_page, by=desk_editor)
    end_pin(front_page, desk_editor, story, ago=timedelta(minutes=3))

    assert due.lateness() == "a pin or a banner has ended and is still before readers: is the worker running?"

    due.run_due()
    assert due.lateness() == ""
    assert Watch.objects.count() == 1

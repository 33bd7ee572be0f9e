"""Many people at once, each with a connection of their own: one wins, and nothing is lost or done twice."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier, Event

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from articles import desk, editing, publishing, reference, timed
from articles.history import broken_rows
from articles.models import Article, Publication, Section, TimedChange, Transition
from articles.moves import AFTER_MOVE
from articles.rights import Role
from articles.workflow import MoveNotAllowed, StaleRevision
from tests.factories import make_article, make_section, make_user, move_time_on

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 6  # threads that start together; fewer than the connections of the pool


def volley(shots):
    """Fires all at once, and gives what each returned or how it was refused."""
    barrier = Barrier(min(AT_ONCE, len(shots)))

    def fire(number):
        if number < AT_ONCE:
            barrier.wait(timeout=20)
        try:
            return shots[number]()
        except MoveNotAllowed as refusal:
            return type(refusal)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=AT_ONCE) as pool:
        return list(pool.map(fire, range(len(shots))))


def fresh(article):
    return Article.objects.get(pk=article.pk)


def test_publish_by_thirty_at_once_happens_once():
    section = make_section("world")
    article = make_article("approved", section=section)
    editors = [make_user(Role.EDITOR, section) for _number in range(30)]
    jobs_before = ProcrastinateJob.objects.filter(task_name=AFTER_MOVE).count()

    results = volley([lambda by=by: publishing.publish(fresh(article), by=by) for by in editors])

    assert results.count(MoveNotAllowed) == 29
    assert Publication.objects.count() == 1
    assert Transition.objects.filter(action="publish").count() == 1
    assert ProcrastinateJob.objects.filter(task_name=AFTER_MOVE).count() == jobs_before + 1
    assert list(broken_rows()) == []


def test_save_by_twenty_from_one_revision_keeps_one_and_refuses_nineteen():
    section = make_section("world")
    article = make_article(section=section)
    editors = [make_user(Role.EDITOR, section) for _number in range(20)]

    def save(number):
        return lambda: editing.save(fresh(article), by=editors[number], revision=1, body=f"<p>Version {number}.</p>")

    results = volley([save(number) for number in range(20)])

    saved = [result for result in results if result is not StaleRevision]
    assert [revision.number for revision in saved] == [2]
    assert fresh(article).body == saved[0].content["body"]


def test_publish_against_spike_leaves_one_winner():
    for _round in range(4):
        article = make_article("approved")
        editor = make_user(Role.EDITOR)

        results = volley(
            [
                lambda story=article, by=editor: publishing.publish(fresh(story), by=by),
                lambda story=article, by=editor: desk.spike(fresh(story), by=by),
            ]
        )

        assert results.count(MoveNotAllowed) == 1
        state = fresh(article).desk_state
        is_live = Publication.objects.filter(article=article, status="live").exists()
        assert (state, is_live) in {("published", True), ("spiked", False)}
    assert list(broken_rows()) == []


def test_approve_against_edit_never_approves_what_was_not_read():
    for _round in range(4):
        article = make_article("in_review")
        editor, other = make_user(Role.EDITOR), make_user(Role.EDITOR)

        def edit(story=article, by=other):
            return editing.save(fresh(story), by=by, revision=1, body="<p>The other side of it.</p>")

        def approve(story=article, by=editor):
            return desk.approve(fresh(story), by=by, revision=1)

        approved, _edited = volley([approve, edit])

        now = Article.objects.select_related("head_revision", "approved_revision").get(pk=article.pk)
        assert approved in (None, StaleRevision)
        if now.desk_state == "approved":
            assert now.approved_revision == now.head_revision
        else:
            assert now.approved_revision is None


def test_run_due_in_several_processes_runs_each_change_once_and_none_early():
    section = make_section("world")
    editor = make_user(Role.EDITOR, section)
    tomorrow = timezone.now() + timedelta(days=1)
    stories = [make_article("approved", section=section) for _number in range(6)]
    changes = [timed.schedule(story, by=editor, run_at=tomorrow) for story in stories]
    early = timed.schedule(make_article("approved", section=section), by=editor, run_at=tomorrow)
    for change in changes:
        move_time_on(change)

    ran = [change.pk for batch in volley([timed.run_due] * 3) for change in batch]
    late = timed.run_due()

    assert sorted(ran) == [change.pk for change in changes]
    assert late == []
    assert Transition.objects.filter(action="publish_due").count() == 6
    early.refresh_from_db()
    assert early.status == "waiting"


def test_change_put_off_while_it_comes_due_does_not_run():
    article = make_article("approved")
    editor = make_user(Role.EDITOR)
    tomorrow = timezone.now() + timedelta(days=1)
    change = timed.schedule(article, by=editor, run_at=tomorrow)
    move_time_on(change)

    def put_off():
        return timed.schedule(fresh(article), by=editor, run_at=tomorrow, change=change.pk)

    outcome, _ran = volley([put_off, timed.run_due])

    change.refresh_from_db()
    publication = Publication.objects.filter(article=article).first()
    if outcome is MoveNotAllowed:
        assert (change.status, publication.status) == ("done", "live")
    else:
        assert (change.status, publication) == ("waiting", None)


def test_stories_that_want_one_address_get_different_ones():
    section = make_section("world")
    stories = [make_article("approved", section=section, headline="Harbour reopens") for _number in range(4)]
    stories += [make_article("approved", section=section, headline="Harbour reopens", slug="harbour-reopens-2")]
    editor = make_user(Role.EDITOR, section)

    volley([lambda story=story: publishing.publish(fresh(story), by=editor) for story in stories])

    slugs = Publication.objects.order_by("slug").values_list("slug", flat=True)
    assert len(slugs) == 5
    assert {slug.removeprefix("harbour-reopens") for slug in slugs} >= {"", "-2", "-3"}
    assert len(set(Publication.objects.values_list("path", flat=True))) == 5


def test_moves_of_one_story_by_many_are_numbered_without_gaps():
    article = make_article("published", "live")
    editors = [make_user(Role.EDITOR) for _number in range(12)]

    def swing(number):
        verb = publishing.hold if number % 2 else publishing.release
        return lambda: verb(fresh(article), by=editors[number])

    volley([swing(number) for number in range(12)])

    numbers = list(Transition.objects.filter(article=article).order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    assert list(broken_rows()) == []
    assert TimedChange.objects.count() == 0


def wait_for_a_lock():
    """Until somebody else waits for what this connection has locked."""
    with connection.cursor() as cursor:
        for _try in range(2000):
            cursor.execute("SELECT 1 FROM pg_stat_activity WHERE pg_backend_pid() = ANY(pg_blocking_pids(pid))")
            if cursor.fetchone():
                return
            time.sleep(0.01)
    raise AssertionError("Nobody waits.")


def test_section_gets_its_address_while_one_of_its_stories_moves():
    section, chief = make_section("world"), make_user(Role.CHIEF)
    article = make_article("published", "live", section=section)
    moved = Section.objects.get(pk=section.pk)
    moved.slug = "abroad"

    def rename():
        try:
            reference.save(moved, by=chief)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as thread:
        with transaction.atomic():
            Article.objects.locked().get(pk=article.pk)  # as every move begins
            renaming = thread.submit(rename)
            wait_for_a_lock()
            make_user(Role.EDITOR, section)  # refers to the section, as what a move writes does
        renaming.result(timeout=20)

    assert fresh(article).publication.path.startswith("/abroad/")


def test_story_that_somebody_keeps_locked_stops_no_other():
    section, editor = make_section("world"), make_user(Role.EDITOR)
    stuck, other = (make_article("approved", section=section) for _story in range(2))
    soon = timezone.now() + timedelta(hours=1)
    changes = [timed.schedule(story, by=editor, run_at=soon) for story in (stuck, other)]
    for change in changes:
        move_time_on(change)
    is_locked, may_end = Event(), Event()

    def keep_locked():
        with transaction.atomic():
            Article.objects.locked().get(pk=stuck.pk)
            is_locked.set()
            may_end.wait(timeout=30)
        connections.close_all()

    with ThreadPoolExecutor(max_workers=1) as pool:
        pool.submit(keep_locked)
        is_locked.wait(timeout=20)
        ran_meanwhile = timed.run_due()
        may_end.set()
    ran_then = timed.run_due()

    assert [change.article_id for change in ran_meanwhile] == [other.pk]
    assert [(change.article_id, change.status, change.attempts) for change in ran_then] == [(stuck.pk, "done", 1)]

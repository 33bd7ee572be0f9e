"""The worker itself, on the jobs that moves defer."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from articles import desk, timed
from articles.models import Publication, TimedChange
from articles.moves import AFTER_FAILED_CHANGE
from newsroom.desk.inbox.outbox import SEND_MAIL
from newsroom.desk.models import InboxItem, Mail
from newsroom.desk.talk import notes
from tests.factories import make_article, make_user, move_time_on
from tests.jobs import work
from tests.newsroom.pages.readers import make_image

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _no_other_jobs(transactional_db):
    """The queue's tables are not Django's: what other tests deferred is still there."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs CASCADE")


def test_move_is_told_by_the_worker_once(mailoutbox):
    writer = make_user("reporter", email="writer@desk.example")
    article = make_article("in_review", by=writer)
    work()
    mailoutbox.clear()

    desk.send_back(article, by=make_user("editor"), reason="Who says so?")
    work()
    work()

    assert [mail.to for mail in mailoutbox] == [["writer@desk.example"]]


def test_worker_publishes_what_is_due():
    article = make_article("approved")
    change = timed.schedule(article, by=make_user("editor"), run_at=timezone.now() + timedelta(hours=1))
    move_time_on(change)
    ProcrastinateJob.objects.filter(task_name__endswith="run_due").update(scheduled_at=timezone.now())

    work()

    assert Publication.objects.live().get().article_id == article.pk


def test_scheduling_wakes_the_worker_at_the_very_moment():
    moment = timezone.now().replace(microsecond=0) + timedelta(hours=1)

    timed.schedule(make_article("approved"), by=make_user("editor"), run_at=moment)

    job = ProcrastinateJob.objects.get(task_name__endswith="run_due")
    assert (job.scheduled_at, job.args) == (moment, {"timestamp": int(moment.timestamp())})


def test_move_that_is_undone_defers_nothing():
    article = make_article("draft")
    before = ProcrastinateJob.objects.count()
    with transaction.atomic():
        desk.submit(article, by=article.created_by)
        transaction.set_rollback(True)

    assert ProcrastinateJob.objects.count() == before


def test_told_people_have_their_item_while_the_mail_server_is_away(settings):
    settings.EMAIL_BACKEND = "tests.newsroom.desk.inbox.test_outbox.Away"
    writer = make_user("reporter", email="writer@desk.example")
    article = make_article("in_review", by=writer)
    work()
    desk.send_back(article, by=make_user("editor"), reason="Who says so?")

    work()

    again = ProcrastinateJob.objects.filter(status="todo", scheduled_at__isnull=False)
    assert [job.task_name for job in again] == [SEND_MAIL]
    assert InboxItem.objects.filter(recipient=writer, happened="send_back").count() == 1
    assert Mail.objects.waiting().filter(item__recipient=writer).exists()


def test_note_is_mailed_by_the_worker(mailoutbox):
    article = make_article("draft", by=make_user("reporter"))
    make_user("editor", username="nadia", email="nadia@desk.example")
    work()
    mailoutbox.clear()

    notes.write(article, by=article.created_by, text="@nadia, the map?")
    work()

    assert [mail.to for mail in mailoutbox] == [["nadia@desk.example"]]


def test_failed_change_is_told_by_the_worker(mailoutbox):
    editor = make_user("editor", email="editor@desk.example")
    change = timed.schedule(make_article("approved"), by=editor, run_at=timezone.now() + timedelta(hours=1))
    work()
    mailoutbox.clear()
    TimedChange.objects.filter(pk=change.pk).update(status="failed", error="The story is blocked.")

    app.configure_task(AFTER_FAILED_CHANGE).defer(change_id=change.pk)
    work()

    assert ["editor@desk.example"] in [mail.to for mail in mailoutbox]
    assert "The story is blocked." in mailoutbox[0].body


def test_what_a_crash_left_public_is_taken_away_within_the_hour():
    image = make_image()
    image.renditions.update(is_public=True)
    (cron,) = [
        task.cron
        for task in app.periodic_registry.periodic_tasks.values()
        if task.task.name == "newsroom.desk.jobs.take_away_unused"
    ]
    assert cron.split()[1:] == ["*"] * 4

    app.tasks["newsroom.desk.jobs.take_away_unused"].defer(timestamp=0)
    work()

    assert not image.renditions.filter(is_public=True).exists()

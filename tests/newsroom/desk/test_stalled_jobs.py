import pytest
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from articles.models import StoryTerms, Unindexed
from newsroom.desk.jobs import INDEX_WAITING
from tests.factories import make_article
from tests.jobs import work

pytestmark = pytest.mark.django_db(transaction=True)
RETRY = "newsroom.desk.jobs.retry_stalled"


def left_doing(task, *, lock=None, **arguments):
    """A job of a worker that was killed an hour ago while it did it."""
    key = app.configure_task(task, lock=lock, queueing_lock=lock).defer(**arguments)
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH worker AS (INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour')"
            " RETURNING id) UPDATE procrastinate_jobs SET status = 'doing', worker_id = worker.id FROM worker"
            " WHERE procrastinate_jobs.id = %s",
            [key],
        )


def test_jobs_of_a_killed_worker_go_on_though_one_of_them_waits_already():
    article = make_article()
    StoryTerms.objects.all().delete()
    Unindexed.objects.create(article=article)
    ProcrastinateJob.objects.all()._raw_delete("default")
    left_doing(INDEX_WAITING, lock=INDEX_WAITING, timestamp=0)
    app.configure_task(INDEX_WAITING, lock=INDEX_WAITING, queueing_lock=INDEX_WAITING).defer(timestamp=60)
    left_doing("newsroom.desk.jobs.take_away_unused", timestamp=0)

    app.configure_task(RETRY).defer(timestamp=0)
    work()

    assert not Unindexed.objects.exists()
    assert StoryTerms.objects.filter(article=article).exists()
    assert not ProcrastinateJob.objects.filter(status="doing").exists()

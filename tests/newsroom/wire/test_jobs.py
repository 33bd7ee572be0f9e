"""Sources whose time has come are asked by the worker."""

from datetime import timedelta

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from articles.models import Article
from newsroom.wire import jobs
from newsroom.wire.models import Polling, Source, SourceKind

from .polling.feeds import feed, item
from .serving import answer


@pytest.fixture
def feeds(served, economy):
    address = served(answer(feed(item()))).address()
    return [Source.objects.create(name=f"Feed {n}", kind=SourceKind.FEED, address=address) for n in range(3)]


def waiting():
    return list(ProcrastinateJob.objects.filter(task_name=jobs.ASK_SOURCE).order_by("id").values_list("args", "lock"))


def test_each_source_that_is_due_has_a_job_of_its_own_once(feeds):
    Polling.objects.create(source=feeds[2], next_at=timezone.now() + timedelta(minutes=5))

    for _minute in range(2):
        jobs.ask_due(0)

    assert [args["source_id"] for args, _lock in waiting()] == [feeds[0].pk, feeds[1].pk]
    assert len({lock for _args, lock in waiting()}) == jobs.LANES


def test_job_asks_its_source_unless_it_was_paused(feeds):
    Source.objects.filter(pk=feeds[1].pk).update(is_paused=True)

    for source in feeds[:2]:
        jobs.ask_source(source.pk)

    assert list(Article.objects.values_list("source", flat=True)) == ["Feed 0"]


def test_jobs_that_pile_up_while_others_are_asked_ask_their_source_once(feeds):
    jobs.ask_due(0)
    Polling.objects.update(next_at=timezone.now())
    jobs.ask_due(0)
    orders = [args for args, _lock in waiting() if args["source_id"] == feeds[0].pk]
    times = []
    for args in orders:
        jobs.ask_source(**args)
        times.append(Polling.objects.get(source=feeds[0]).asked_at)

    assert len(orders) == 2
    assert times[0] == times[1]

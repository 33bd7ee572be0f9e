"""A source that two ask at once."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections

from articles.models import Article
from newsroom.wire.models import Polling, Source, SourceKind
from newsroom.wire.polling import ask
from tests.factories import make_section

from ..serving import answer
from .feeds import feed, item

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def alone(shot):
    try:
        return shot()
    finally:
        connections.close_all()


def wait_until_somebody_waits():
    with connection.cursor() as cursor:
        for _try in range(500):
            cursor.execute("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
            if cursor.fetchone():
                return
            time.sleep(0.01)


def test_source_that_two_ask_at_once_is_asked_once(served):
    def when_another_waits():
        alone(wait_until_somebody_waits)
        yield answer(feed(item()))

    make_section("economy")
    server = served(when_another_waits)
    source = Source.objects.create(name="Coast Feed", kind=SourceKind.FEED, address=server.address())

    with ThreadPoolExecutor(2) as threads:
        asking = [threads.submit(alone, lambda: ask(source)) for _time in range(2)]
        found = [each.result(timeout=60) for each in asking]

    assert sorted((len(each.lines), each.is_unchanged) for each in found) == [(0, True), (1, False)]
    assert (len(server.asked), Article.objects.count(), Polling.objects.get().failures) == (1, 1, 0)

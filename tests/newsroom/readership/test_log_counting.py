import gzip
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import BufferedReader, BytesIO
from threading import Barrier

import pytest
from django.db import connection

from articles.clock import database_now
from articles.models import Redirect
from newsroom.readership import log_counting
from newsroom.readership.log_counting import UnreadableLog, count_log
from newsroom.readership.models import CountedLog, HourlyReads
from tests.newsroom.pages.readers import publish

from .test_reads import FIREFOX

pytestmark = pytest.mark.django_db


def line(path, *, ago=timedelta(hours=1), method="GET", status=200, agent=FIREFOX):
    at = (database_now() - ago).strftime("%d/%b/%Y:%H:%M:%S +0000")
    return f'192.0.2.1 - - [{at}] "{method} {path} HTTP/1.1" {status} 900 "-" "{agent}"\n'.encode()


def count(content, **options):
    return count_log(BufferedReader(BytesIO(content)), name="access.log", **options)


def total():
    return sum(HourlyReads.objects.values_list("reads", flat=True))


def test_reads_are_counted_and_everything_else_said():
    path = publish().path
    log = line(path) * 3 + line("/") + line(path, agent="bot") + line(path, ago=timedelta(days=20)) + b"what?\n\n"

    outcome = count(log)

    found = (outcome.lines, outcome.reads, outcome.others, outcome.old, outcome.bad, outcome.first_bad)
    assert found == (7, 3, 2, 1, 1, 7)
    assert total() == 3


def test_log_is_counted_once_packed_or_not():
    log = line(publish().path) * 2

    count(log)
    again = [count(log), count(gzip.compress(log))]

    assert [outcome.is_known for outcome in again] == [True, True]
    assert (total(), CountedLog.objects.count()) == (2, 1)


def test_log_that_has_grown_is_counted_from_where_it_ended(monkeypatch):
    monkeypatch.setattr(log_counting, "MOST", 1)  # so that some of it is stored before it turns out to be known
    path = publish().path
    first, second, third = (line(f"{path}?{number}") * 2 for number in range(3))
    count(first)
    count(first + b"\n" + second)

    outcome = count(gzip.compress(first + second + third))

    assert (outcome.lines, outcome.known, outcome.reads, total()) == (6, 4, 2, 6)
    assert [count(log).is_known for log in (first, first + second, first + second + third)] == [True] * 3
    assert total() == 6


def test_last_line_that_is_not_ended_counts_and_is_known_when_it_is():
    log = line(publish().path) * 2

    assert (count(log.rstrip()).reads, count(log).is_known, total()) == (2, True, 2)


@pytest.mark.django_db(transaction=True)
def test_log_that_is_given_twice_at_once_is_counted_once():
    log, start = line(publish().path) * 3, Barrier(2)

    def act(_number):
        start.wait()
        try:
            return count(log).is_known
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        known = sorted(pool.map(act, range(2)))

    assert (known, total()) == ([False, True], 3)


def test_log_that_only_begins_alike_is_another():
    path = publish().path
    count(line(path) + line(path, ago=timedelta(hours=2)))

    assert count(line(path) + line(path, ago=timedelta(hours=3))).reads == 2


def test_counted_log_is_forgotten_when_its_lines_are_too_old_to_count():
    log = line(publish().path)
    count(log)
    CountedLog.objects.update(counted_at=database_now() - timedelta(days=15))

    count(b"")

    assert CountedLog.objects.count() == 0


def test_log_may_begin_with_a_byte_order_mark():
    assert count("\ufeff".encode() + line(publish().path)).reads == 1


def test_reads_at_an_old_address_are_the_storys():
    story = publish()
    Redirect.objects.create(old_path="/world/2025/01/04/before/", publication=story)

    count(line("/world/2025/01/04/before/") + line(story.path))

    assert total() == 2


@pytest.mark.slow
def test_log_that_ends_in_the_middle_counts_nothing():
    path = publish().path
    log = gzip.compress(b"".join(line(f"{path}?{number}") for number in range(400)))

    with pytest.raises(UnreadableLog):
        count(log[: len(log) // 2])

    assert (total(), CountedLog.objects.count()) == (0, 0)


def test_large_log_is_stored_in_parts(monkeypatch):
    monkeypatch.setattr(log_counting, "MOST", 2)
    first, second = publish(headline="One").path, publish(headline="Two").path

    count((line(first) + line(second) + line("/world/2025/01/04/none/")) * 5)

    assert total() == 10


def test_endless_line_is_one_bad_line():
    outcome = count(b"x" * 200_000 + b"\n" + line(publish().path))

    assert (outcome.lines, outcome.bad, outcome.reads) == (2, 1, 1)


def test_letters_of_another_script_are_counted():
    story = publish(headline="الميناء يعود", language="ar")

    assert count(line(story.path)).reads == 1
    assert total() == 1

import gzip
from datetime import timedelta
from io import BufferedReader, BytesIO

import pytest

from articles.clock import database_now
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
    assert found == (7, 3, 2, 1, 1, "what?")
    assert total() == 3


def test_log_is_counted_once_packed_or_not():
    log = line(publish().path) * 2

    count(log)
    again = [count(log), count(gzip.compress(log))]

    assert [outcome.is_known for outcome in again] == [True, True]
    assert (total(), CountedLog.objects.count()) == (2, 1)


def test_log_that_ends_in_the_middle_counts_nothing():
    log = gzip.compress(b"".join(line(f"{publish().path}?{number}") for number in range(400)))

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

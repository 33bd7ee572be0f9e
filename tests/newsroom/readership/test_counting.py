from threading import Thread

import pytest
from django.db import OperationalError

from newsroom.readership import counting
from newsroom.readership.counting import Counted, CountingReads
from newsroom.readership.models import HourlyReads
from tests.newsroom.pages.readers import publish

from .test_reads import FIREFOX


@pytest.fixture
def counted(monkeypatch):
    """A count of its own, whose thread stores nothing by itself while a test runs."""
    monkeypatch.setattr(counting, "EVERY_SECONDS", 3600)
    counted = Counted()
    monkeypatch.setattr(counting, "COUNTED", counted)
    yield counted
    counted._counts.clear()
    counted.end()


def ask(path, *, status="200 OK", **environ):
    """One request through the counting application; what the application inside was asked for."""
    asked = []

    def application(environ, start_response):
        asked.append(environ["PATH_INFO"])
        start_response(status, [("Content-Type", "text/html")])
        return [b"page"]

    started = []
    raw = path.encode().decode("latin-1")
    base = {"REQUEST_METHOD": "GET", "PATH_INFO": raw, "HTTP_USER_AGENT": FIREFOX}
    body = CountingReads(application)(base | environ, lambda *told: started.append(told))
    assert (asked, body, started[0][0]) == ([raw], [b"page"], status)


def reads():
    return list(HourlyReads.objects.values_list("publication__path", "reads"))


@pytest.mark.django_db
def test_reads_of_a_story_are_stored_together(counted):
    english = publish()
    arabic = publish(headline="الميناء يعود إلى العمل", language="ar")

    for path in (english.path, arabic.path, arabic.path):
        ask(path)
    assert reads() == []
    counted.flush()
    ask(english.path)
    counted.flush()

    assert sorted(reads()) == sorted([(english.path, 2), (arabic.path, 2)])


@pytest.mark.django_db
def test_request_that_is_no_read_is_not_counted(counted):
    path = publish().path

    ask(path, status="304 Not Modified")
    ask(path, REQUEST_METHOD="HEAD")
    ask(path, HTTP_SEC_PURPOSE="prefetch;prerender")
    ask(path, HTTP_USER_AGENT="Googlebot/2.1")
    ask("/world/")
    counted.flush()

    assert reads() == []


@pytest.mark.django_db
def test_address_of_nothing_is_left_out(counted):
    path = publish().path

    for odd in (path, "/world/2025/01/04/never-was/", "/world/2025/01/04/\0/", "/world/2025/01/04/\udcff/"):
        counted.add(odd)
    counted.flush()

    assert len(reads()) == 1


def test_switch_turns_the_count_off(counted, settings):
    settings.COUNT_REQUESTS = False

    ask("/world/2025/01/04/harbour/")

    assert counted._counts == {}


def test_process_holds_no_more_than_its_most(counted, monkeypatch):
    monkeypatch.setattr(counting, "MOST", 2)

    for number in (1, 2, 3, 1):
        counted.add(f"/world/2025/01/04/{number}/")

    assert sorted(counted._counts.values()) == [1, 2]


def test_counts_wait_while_the_database_is_away(counted, monkeypatch):
    def refuse(_counts):
        raise OperationalError("the connection was refused")

    monkeypatch.setattr(counting, "store", refuse)
    counted.add("/world/2025/01/04/harbour/")
    counted.flush()
    counted.add("/world/2025/01/04/harbour/")

    assert list(counted._counts.values()) == [2]


def test_no_read_is_lost_between_threads(counted):
    threads = [Thread(target=lambda: [counted.add("/w/2025/01/04/h/") for _each in range(500)]) for _one in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert list(counted._counts.values()) == [4000]

"""A CDN's interface as the CDN has it: a server on this machine that fails at first."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.db import connection
from procrastinate.jobs import Job

from articles.models import Edition
from articles.models.edition import FORGET_COPIES
from newsroom.pagecache import purging
from newsroom.pagecache.jobs import Backoff, catch_up, forget_copies, forget_laggards
from newsroom.pagecache.models import CdnCopies
from newsroom.pagecache.purging import PurgeFailed

pytestmark = pytest.mark.django_db


class Interface(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.asked.append((self.command, self.path, self.headers["Authorization"], body.decode()))
        status = self.server.statuses.pop(0) if self.server.statuses else 200
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "/elsewhere")
        self.end_headers()

    do_PURGE = do_GET = do_POST

    def log_message(self, *_arguments):
        """Says nothing."""


@pytest.fixture
def cdn(settings):
    server = HTTPServer(("127.0.0.1", 0), Interface)
    server.asked, server.statuses = [], []
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
    settings.CDN_SECONDS = 300
    settings.CDN_PURGE_URL = f"http://127.0.0.1:{server.server_port}/zones/secret-zone/purge"
    settings.CDN_PURGE_HEADERS = {"Authorization": "Bearer abc==", "Content-Type": "application/json"}
    settings.CDN_PURGE_BODY = json.dumps({"purge_everything": True})
    yield server
    server.shutdown()
    server.server_close()


def jobs(name=FORGET_COPIES):
    with connection.cursor() as cursor:
        cursor.execute("SELECT lock FROM procrastinate_jobs WHERE task_name = %s AND status = 'todo'", [name])
        return [lock for (lock,) in cursor.fetchall()]


def test_edition_defers_a_job_in_its_own_transaction(cdn):
    Edition.bump()

    assert jobs() == [FORGET_COPIES]  # a lock: one request at a time


def test_edition_defers_nothing_where_there_is_no_cdn():
    Edition.bump()

    assert jobs() == []


def test_cdn_is_asked_with_what_the_settings_say_and_once_more_for_laggards(cdn):
    Edition.bump()
    forget_copies()

    assert cdn.asked == [("POST", "/zones/secret-zone/purge", "Bearer abc==", '{"purge_everything": true}')]
    assert len(jobs(forget_laggards.name)) == 1
    forget_laggards()
    assert len(cdn.asked) == 2


def test_other_methods_need_no_body(cdn, settings):
    settings.CDN_PURGE_METHOD, settings.CDN_PURGE_BODY = "PURGE", ""
    purging.ask_cdn()

    assert [(method, body) for method, _path, _key, body in cdn.asked] == [("PURGE", "")]


def test_editions_that_came_at_once_are_one_request(cdn):
    for _time in range(20):
        Edition.bump()
    for _job in jobs():
        forget_copies()

    assert len(cdn.asked) == 1


def test_edition_that_came_after_a_laggard_was_told_is_a_request_of_its_own(cdn):
    Edition.bump()
    forget_copies()
    Edition.bump()
    forget_laggards()
    forget_copies()

    assert len(cdn.asked) == 3


def test_cdn_that_fails_at_first_is_asked_until_it_has_forgotten(cdn, caplog):
    cdn.statuses = [503, 429, 302]
    Edition.bump()
    for status in (503, 429, 302):
        with pytest.raises(PurgeFailed, match=f"^127.0.0.1 answered {status}$") as failed:
            forget_copies()
        assert CdnCopies.objects.get().problem == str(failed.value)
    forget_copies()

    copies = CdnCopies.objects.get()
    assert len(cdn.asked) == 4
    assert (copies.forgotten_until, copies.failing_since, copies.problem) == (Edition.current(), None, "")
    assert "What was taken back may still be at the CDN: 127.0.0.1 answered 503" in caplog.text
    assert "secret-zone" not in caplog.text
    assert "abc==" not in caplog.text


def test_failure_is_known_since_it_began(cdn):
    cdn.statuses = [500, 500]
    Edition.bump()
    for _time in range(2):
        since = list(CdnCopies.objects.values_list("failing_since", flat=True))
        with pytest.raises(PurgeFailed):
            forget_copies()

    assert since == [CdnCopies.objects.get().failing_since]


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1:1/", "http://127.0.0.1:notaport/", "http://[::1/", "https:///", "http://127.0.0.1:1/\n"],
)
def test_cdn_that_cannot_be_asked_says_so_in_a_sentence(cdn, settings, address):
    settings.CDN_PURGE_URL = address

    with pytest.raises(PurgeFailed, match="could not be asked|answered"):
        purging.ask_cdn()


def test_backoff_grows_to_a_minute_and_ends():
    def decision(attempts):
        job = Job(id=1, lock=None, queueing_lock=None, task_name="x", queue="x", attempts=attempts)
        return Backoff().get_retry_decision(exception=PurgeFailed(), job=job)

    assert decision(40).retry_at > decision(3).retry_at > decision(0).retry_at
    assert decision(500) is None


def test_clock_catches_up_with_an_edition_whose_job_was_lost(cdn):
    Edition.objects.create(number=9)
    catch_up(0)
    forget_copies()
    catch_up(0)

    assert len(jobs()) == 1


def test_clock_does_nothing_where_there_is_no_cdn():
    catch_up(0)

    assert jobs() == []

import os
import threading

import psycopg
import pytest
from django.db import connection, transaction

from articles.models import Edition
from newsroom.pagecache import knowing
from newsroom.pagecache.knowing import EDITION, Knowing, current_edition

from .waiting import until


@pytest.fixture(autouse=True)
def committed(django_db_setup, django_db_blocker):
    """These tests write the one row of the edition for good, which other processes see, and take it away again."""
    with django_db_blocker.unblock():
        yield
        Edition.objects.all().delete()
        connection.close()


@pytest.fixture
def ended_lines():
    """Ends, as a restart of the server does, every connection that listens for editions."""

    def end():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'newsroom edition'"
            )
            return cursor.rowcount

    return end


@pytest.fixture
def never_asked(monkeypatch):
    """A process whose thread cannot reach the database."""
    monkeypatch.setattr(knowing, "RETRY_SECONDS", 0.01)

    def refuse(**parameters):
        raise psycopg.OperationalError("no server answers there")

    monkeypatch.setattr(psycopg, "connect", refuse)


def test_edition_is_not_asked_for_where_the_page_cache_is_off(settings):
    settings.PAGE_CACHE = False

    assert current_edition() is None


def test_edition_moves_when_a_transaction_commits_and_not_before(page_cache):
    before = current_edition()
    with transaction.atomic():
        Edition.bump()
        known_inside = current_edition()
    after = until(lambda: current_edition() != before and current_edition())

    assert (known_inside, after) == (before, before + 1)


def test_no_two_editions_have_the_same_second_and_every_process_says_the_same(page_cache):
    seconds = []
    for _time in range(3):
        before = current_edition()
        Edition.bump()
        until(lambda known=before: current_edition() != known)
        seconds.append(page_cache.second_of(current_edition()))

    assert seconds == sorted(set(seconds))
    assert seconds[-1] == Edition.objects.get().second
    assert page_cache.second_of(current_edition() - 1) == 0


def test_edition_of_a_rolled_back_change_is_never_known(page_cache):
    before = current_edition()
    with transaction.atomic():
        Edition.bump()
        transaction.set_rollback(True)
    Edition.bump()
    until(lambda: current_edition() != before)

    assert current_edition() == before + 1


def test_edition_is_asked_for_although_nobody_told(page_cache):
    """As with a pooler between, which lets no notification through."""
    before = current_edition()
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO articles_edition VALUES (1, 7) ON CONFLICT (id) DO UPDATE SET number = 7")

    assert until(lambda: current_edition() != before)


def test_number_that_runs_backward_is_another_edition(page_cache):
    """As after a backup is restored."""
    Edition.objects.create(number=500)
    before = current_edition()
    Edition.objects.update(number=400)
    Edition.bump()

    until(lambda: current_edition() != before)

    assert current_edition() > before


def test_listening_goes_on_after_the_server_ended_its_line(page_cache, ended_lines):
    before = current_edition()
    assert ended_lines() == 1
    Edition.bump()

    until(lambda: current_edition() != before)
    again = current_edition()
    Edition.bump()
    until(lambda: current_edition() != again)

    assert (page_cache.is_away, page_cache.refused) == (False, False)


def test_whoever_has_heard_nothing_for_two_seconds_asks_before_serving(page_cache, monkeypatch):
    """As a process does that was stopped and goes on: it knows the newest edition in its first answer."""
    now = knowing.monotonic
    before = current_edition()
    ahead = now() + 60
    monkeypatch.setattr(knowing, "ASKING_SECONDS", 0.1)
    Edition.bump()
    monkeypatch.setattr(knowing, "monotonic", lambda: max(now(), ahead))

    assert current_edition() == before + 1


def test_last_edition_is_served_while_the_database_is_away(never_asked, settings):
    settings.PAGE_CACHE = True
    process = Knowing()
    process.hear(12, asked_at=-100.0)

    assert [process.current() for _time in range(3)] == [1, 1, 1]
    assert (process.is_away, process.refused) == (True, True)
    process.end()


def test_process_that_never_heard_of_an_edition_remembers_nothing(never_asked):
    process = Knowing()

    assert process.current() is None
    process.end()


def test_waiting_for_a_database_that_says_nothing_ends(monkeypatch):
    """And only the first one waits."""
    monkeypatch.setattr(knowing, "PATIENCE_SECONDS", 0.05)
    silence = threading.Event()
    process = Knowing()
    monkeypatch.setattr(process, "_listen_on_a_line", silence.wait)
    process.hear(12, asked_at=-100.0)

    assert process.current() == 1
    assert (process.is_away, process.refused) == (True, False)
    process._ended = True
    silence.set()
    process.end()


def test_silence_is_noticed_where_nobody_may_wait(monkeypatch):
    """Whoever could wait may be stuck, all of them, in questions that the same database does not answer."""
    monkeypatch.setattr(knowing, "PATIENCE_SECONDS", 0.05)
    silence = threading.Event()
    process = Knowing()
    monkeypatch.setattr(process, "_listen_on_a_line", silence.wait)
    process.hear(12, asked_at=-100.0)
    answers = [process.at_once()]
    process.current()
    process.hear(13, asked_at=-100.0)
    answers.append(process.at_once())
    until(process.at_once)
    process.hear(13, asked_at=knowing.monotonic())

    assert answers == [None, None]
    assert (process.is_away, process.at_once()) == (False, 2)
    process._ended = True
    silence.set()
    process.end()


def test_nothing_is_given_up_while_nobody_listens():
    process = Knowing()
    process.hear(12, asked_at=-100.0)
    process._missed_at = -100.0

    assert (process.at_once(), process.is_away) == (None, False)


def test_answer_is_as_old_as_its_question():
    process = Knowing()
    process.hear(3, asked_at=knowing.monotonic() - 5)
    process._changed.acquire()  # nobody gets on before this thread does

    assert not process._is_answered()


def test_forked_process_listens_for_itself_and_takes_no_serial_again(page_cache):
    """What its parent remembered under one is there, and may be of an older edition."""
    before = current_edition()
    reader, writer = os.pipe()
    child = os.fork()
    if not child:  # pragma: no cover - another process
        os.write(writer, b"%d" % (current_edition() or 0) + (b"+" if EDITION._thread.is_alive() else b"-"))
        os._exit(0)
    os.close(writer)
    os.waitpid(child, 0)

    assert os.read(reader, 10) == b"%d+" % (before + 1)
    os.close(reader)

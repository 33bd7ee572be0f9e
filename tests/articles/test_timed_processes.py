"""Processes that run what is due, killed at random moments, several at once, with clocks that are wrong: every
change runs once, and none early by the database's clock."""

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection
from django.db.models import F
from django.utils import timezone

from articles import moments, timed
from articles.clock import database_now
from articles.history import broken_rows
from articles.models import Publication, TimedChange, Transition
from articles.moves import run_at_its_moment
from articles.rights import Role
from tests.factories import make_article, make_section, make_user

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
ROOT = Path(__file__).resolve().parents[2]
KILLS = 50
STORIES = 60


@pytest.fixture
def start():
    """Starts a process of a kind, and gives its id."""
    values = connection.settings_dict
    user, password, host = (quote(str(values[name]), safe="") for name in ("USER", "PASSWORD", "HOST"))
    address = f"postgresql://{user}:{password}@/{values['NAME']}?host={host}&port={values['PORT'] or 5432}"
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.articles.timed_workers"],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "tests.settings"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    started = []

    def start_one(kind):
        print(kind, file=server.stdin, flush=True)
        started.append(int(server.stdout.readline()))
        return started[-1]

    yield start_one
    for process in started:
        kill(process)
    server.stdin.close()
    server.stdout.close()
    server.wait(timeout=20)


def kill(process):
    try:
        os.kill(process, signal.SIGKILL)
    except ProcessLookupError:
        return


@contextmanager
def running(start, *kinds):
    processes = [start(kind) for kind in kinds]
    yield
    for process in processes:
        kill(process)


def scheduled(count, *, within):
    """Changes of as many stories, due at random moments of the next seconds."""
    section, editor = make_section("world"), make_user(Role.EDITOR)
    stories = [make_article("approved", section=section) for _number in range(count)]
    soon = timezone.now() + timedelta(hours=1)
    changes = [timed.schedule(story, by=editor, run_at=soon) for story in stories]
    with connection.cursor() as cursor:  # what the stories' making deferred, here and in other tests
        cursor.execute("TRUNCATE procrastinate_jobs CASCADE")
    now = database_now()
    for change in changes:
        change.run_at = now + timedelta(seconds=random.uniform(0.5, within))
        change.local_time = moments.local_line(change.run_at, change.zone).replace(" ", "T")
        change.save()
        run_at_its_moment(change)
    assert timed.rederive() == []  # a worker does this once an hour, and gives each the instant of its local time
    return changes


def wait_until_done(seconds):
    until = time.monotonic() + seconds
    while TimedChange.objects.waiting().exists() and time.monotonic() < until:
        time.sleep(0.1)


def check_each_ran_once_and_none_early(changes):
    done = TimedChange.objects.filter(status="done", attempts=1, finished_at__gte=F("run_at"))
    assert done.count() == len(changes)
    moves = Transition.objects.filter(action="publish_due").values_list("article_id", flat=True)
    assert sorted(moves) == sorted(change.article_id for change in changes)
    assert Publication.objects.live().count() == len(changes)
    assert list(broken_rows()) == []


@pytest.mark.parametrize("kind", ["worker", "scheduler"])
def test_killed_at_fifty_random_moments_each_change_ran_once_and_none_early(start, kind):
    changes = scheduled(STORIES, within=16)

    for _kill in range(KILLS):
        process = start(kind)
        time.sleep(random.uniform(0.02, 0.8))
        kill(process)
    ran_before_the_last_kill = TimedChange.objects.filter(status="done").count()
    with running(start, "scheduler"):
        wait_until_done(60)

    assert ran_before_the_last_kill > STORIES // 10  # they did run, and not only die
    check_each_ran_once_and_none_early(changes)


def test_three_at_once_with_clocks_that_disagree_run_each_change_once_and_none_early(start):
    changes = scheduled(30, within=5)

    with running(start, "scheduler", "scheduler two hours ahead", "scheduler two hours behind", "worker"):
        wait_until_done(60)

    check_each_ran_once_and_none_early(changes)


def test_clock_two_hours_ahead_publishes_nothing_early(start):
    scheduled(3, within=1)
    TimedChange.objects.update(run_at=database_now() + timedelta(minutes=30))

    with running(start, "scheduler two hours ahead"):
        time.sleep(3)

    assert TimedChange.objects.waiting().count() == 3
    assert not Publication.objects.exists()


def test_started_late_runs_at_once_and_in_order_what_was_due(start):
    changes = scheduled(5, within=1)
    for hours, change in enumerate(changes):
        TimedChange.objects.filter(pk=change.pk).update(run_at=database_now() - timedelta(hours=hours))

    with running(start, "scheduler two hours behind"):
        wait_until_done(20)

    ran = TimedChange.objects.order_by("finished_at").values_list("pk", flat=True)
    assert list(ran) == [change.pk for change in reversed(changes)]

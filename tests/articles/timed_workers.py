"""Starts processes that run what is due, for tests that kill them: `python -m tests.articles.timed_workers`.

Each line on standard input names a kind of process; its process id is printed. They are forked from one that has
loaded everything and has no connection, so that a start takes milliseconds, and they run until they are killed.
"""

import os
import signal
import sys
import time
from datetime import UTC, datetime, timedelta

import django

django.setup()

from django.utils import timezone  # noqa: E402 - after setup, as everything that has models
from procrastinate.contrib.django import app  # noqa: E402

from articles import timed  # noqa: E402


def worker():
    """The worker as production runs it, asking for work more often."""
    with app.replace_connector(app.connector.get_worker_connector()):
        app.run_worker(fetch_job_polling_interval=0.05, install_signal_handlers=False, listen_notify=False)


def scheduler():
    while True:
        timed.run_due()
        time.sleep(0.005)


def with_host_clock(ahead: timedelta):
    """A scheduler on a host whose clock is wrong: every clock of Python's that our code asks."""
    timezone.now = lambda: datetime.now(UTC) + ahead
    scheduler()


KINDS = {
    "worker": worker,
    "scheduler": scheduler,
    "scheduler two hours ahead": lambda: with_host_clock(timedelta(hours=2)),
    "scheduler two hours behind": lambda: with_host_clock(timedelta(hours=-2)),
}


def main():
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # whoever is killed is buried at once
    for line in sys.stdin:
        process = os.fork()
        if not process:
            try:
                KINDS[line.strip()]()
            finally:
                os._exit(1)
        print(process, flush=True)


if __name__ == "__main__":
    main()

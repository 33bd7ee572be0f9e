import signal
import subprocess
import time

import pytest
from django.contrib.auth import get_user_model
from django.db import connection

from articles.history import broken_rows
from articles.models import Article, Section
from tests.newsroom.moving.management.imports import ROOT, command, processes_environment, run_process
from tests.newsroom.moving.taking_in.houses import export_to, lines

# What another process has written to, as its transaction goes on: from the first rows to the last.
TABLES = ("accounts_user", "articles_revision", "articles_storyterms")


def is_written(table):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT FROM pg_locks JOIN pg_class ON pg_class.oid = relation"
            " WHERE relname = %s AND mode = 'RowExclusiveLock' AND pid <> pg_backend_pid()",
            [table],
        )
        return cursor.rowcount > 0


def told(folder):
    """The records but those of pictures: the files of another process's tests are in its memory."""
    return [record for record in lines(folder)[1:] if record["record"] not in ("picture", "other_original")]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_run_that_was_killed_leaves_nothing_and_ends_like_one_that_was_not(house, tmp_path):
    for table in TABLES:
        running = subprocess.Popen(command(house), cwd=ROOT, env=processes_environment(), stdout=subprocess.DEVNULL)
        while running.poll() is None and not is_written(table):
            time.sleep(0.005)
        running.send_signal(signal.SIGKILL)
        assert running.wait() == -signal.SIGKILL
        assert (Article.objects.count(), Section.objects.count(), get_user_model().objects.count()) == (0, 0, 0)

    assert run_process(house).returncode == 0

    assert told(export_to(tmp_path / "again")) == told(house)
    assert list(broken_rows()) == []

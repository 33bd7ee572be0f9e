import gzip
import json
import os
import pty
import re
import shutil
import signal
import subprocess
import time
from io import StringIO
from threading import Barrier, Thread

import pytest
from django.core.management import call_command
from django.db import connection

from articles.history import broken_rows
from articles.models import Article, Author, Publication, Topic, Transition
from articles.rights import Role
from newsroom.wire.models import Source, WireItem
from tests.factories import make_section, make_user
from tests.newsroom.moving.management.imports import (
    ROOT,
    SAMPLES,
    command,
    processes_environment,
    run_process,
    story,
)


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_file_each_story_once(tmp_path):
    make_section("economy")
    place = tmp_path / "in"
    place.mkdir()
    for number in range(12):
        (place / f"{number:02}.txt").write_text(story(f"Ferries agree on {number}", body="{headline}: they go."))

    found = run_at_once(place, tmp_path)

    assert (Article.objects.count(), WireItem.objects.count(), Source.objects.count()) == (12, 12, 1)
    assert sum(count["filed"] for count in found) == 12
    assert sum(count["unchanged"] for count in found) == 24


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_make_who_and_what_they_name_once(tmp_path):
    make_section("economy")
    make_user(Role.CHIEF, username="chief")
    told = ({"id": n, "title": f"Ferry {n}", "author": f"Writer {n}", "tags": f"Port {n}"} for n in range(12))
    (tmp_path / "in.jsonl").write_text("\n".join(json.dumps(each | {"date": "2025-01-04T17:12:00Z"}) for each in told))

    found = run_at_once(tmp_path / "in.jsonl", tmp_path, user="chief", create_authors=True, create_topics=True)

    assert (sum(count["filed"] for count in found), Article.objects.count()) == (12, 12)
    assert sorted(Author.objects.values_list("slug", flat=True)) == sorted(f"writer-{n}" for n in range(12))
    assert sorted(Topic.objects.values_list("slug", flat=True)) == sorted(f"port-{n}" for n in range(12))


def run_at_once(place, folder, **options):
    """Imports by three runs that begin together; what each counted."""
    start, reports = Barrier(3), [folder / f"report{number}.json" for number in range(3)]

    def run(report):
        start.wait()
        try:
            call_command("import_stories", str(place), report=report, stdout=StringIO(), stderr=StringIO(), **options)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[report]) for report in reports]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [json.loads(report.read_text())["counts"] for report in reports]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_run_that_was_killed_ends_like_one_that_was_not(tmp_path):
    make_section("economy")
    make_user(Role.CHIEF, username="chief")
    place = tmp_path / "in"
    place.mkdir()
    for number in range(200):
        text = story(f"Ferries agree on {number}", body=f"Boat {number} of {number * 7} goes to {{headline}}.")
        (place / f"{number:03}.txt").write_text(text)
    options = (place, "--publish", "--user", "chief", "--report", tmp_path / "report.json")

    for enough in (20, 80):
        running = subprocess.Popen(command(*options), cwd=ROOT, env=processes_environment(), stderr=subprocess.DEVNULL)
        while running.poll() is None and Publication.objects.count() < enough:
            time.sleep(0.02)
        running.send_signal(signal.SIGKILL)
        assert running.wait() == -signal.SIGKILL
    kept = Publication.objects.count()
    assert run_process(*options).returncode == 0

    report = json.loads((tmp_path / "report.json").read_text())["counts"]
    assert 80 <= kept < 200
    assert report["filed"] + report["unchanged"] == 200
    assert report["unchanged"] >= kept
    assert (Article.objects.count(), WireItem.objects.count(), Publication.objects.live().count()) == (200, 200, 200)
    assert Transition.objects.count() == 200
    assert list(broken_rows()) == []


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_progress_is_shown_on_a_terminal_alone(tmp_path):
    (tmp_path / "a.txt").write_text(story())
    ours, theirs = pty.openpty()

    ran = run_process(tmp_path / "a.txt", stdout=subprocess.PIPE, stderr=theirs)
    os.close(theirs)
    shown = os.read(ours, 10_000).decode()
    os.close(ours)

    assert ran.returncode == 0
    assert re.search(r"\r\[#{20}\] 100% 1 records, \d+/s", shown)
    assert ran.stdout.startswith("1 record: 1 filed, 0 updated, 0 unchanged, 0 duplicate, 0 skipped, 0 failed.\n")
    assert ran.stdout.endswith('\n[sections]\n"ECONOMY" = ""  # 1\n')
    quiet = run_process(tmp_path / "a.txt")
    assert (quiet.returncode, quiet.stderr) == (0, "")


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_process_ends_with_the_exit_code(tmp_path):
    shutil.copytree(SAMPLES, tmp_path / "in")
    folder = tmp_path / "in"

    ended = [
        run_process(),
        run_process(folder, "--format", "newsml"),
        run_process(folder),
        run_process(folder / "bad-dateline.txt"),
        run_process(folder / "*.ar.txt"),
        run_process(folder, "--section", "nowhere"),
    ]

    assert [run.returncode for run in ended] == [2, 2, 1, 2, 0, 2]
    assert ended[-1].stderr == "CommandError: There is no section “nowhere”. There are: none yet.\n"
    assert "Traceback" not in "".join(run.stderr for run in ended)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_what_comes_out_of_a_pipe_is_imported(tmp_path):
    packed = gzip.compress(story().encode())
    order = command("/dev/stdin")
    options = {"cwd": ROOT, "env": processes_environment(), "capture_output": True}

    ran = subprocess.run(order, input=packed, **options)
    again = subprocess.run([*order, "--rejected", tmp_path / "again.txt"], input=packed, **options)

    assert (ran.returncode, Article.objects.get().headline) == (0, "Ferries agree")
    assert again.stderr.decode() == (
        "CommandError: --rejected reads files twice, and /dev/stdin gives its bytes once: keep them in a file first.\n"
    )


def heeding_the_keyboard():
    """Whatever runs in the background ignores it, and so would its children."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_interrupted_run_says_so_and_keeps_what_it_has_filed(tmp_path):
    """A pipe that nobody writes to for now: the run waits in its second file when it is interrupted."""
    (tmp_path / "a.txt").write_text(story())
    os.mkfifo(tmp_path / "b.txt")
    order = command(tmp_path / "a.txt", tmp_path / "b.txt", "--report", tmp_path / "report.json")
    options = {"cwd": ROOT, "env": processes_environment(), "text": True, "stderr": subprocess.PIPE}

    program = subprocess.Popen(order, preexec_fn=heeding_the_keyboard, **options)
    with program as running, (tmp_path / "b.txt").open("w"):  # which opens as soon as the run does
        running.send_signal(signal.SIGINT)
        _out, said = running.communicate(timeout=60)

    assert running.returncode == 130
    assert said.endswith("Interrupted. What was filed stays; the same command goes on from there.\n")
    assert "Traceback" not in said
    assert json.loads((tmp_path / "report.json").read_text())["counts"]["filed"] == Article.objects.count() == 1


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_run_whose_database_goes_away_says_so_and_what_it_has_filed(tmp_path):
    """It waits in its second file meanwhile, as above."""
    (tmp_path / "a.txt").write_text(story())
    os.mkfifo(tmp_path / "b.txt")
    order = command(tmp_path / "a.txt", tmp_path / "b.txt", "--report", tmp_path / "report.json")
    options = {"cwd": ROOT, "env": processes_environment(), "text": True, "stderr": subprocess.PIPE}

    with subprocess.Popen(order, **options) as running:
        with (tmp_path / "b.txt").open("w") as pipe, connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE pid <> pg_backend_pid() AND datname = current_database() AND backend_type = 'client backend'"
            )
            pipe.write(story("Buses return"))
        _out, said = running.communicate(timeout=60)

    assert (running.returncode, "Traceback" in said) == (1, False), said
    assert "Stopped by the database: " in said
    assert said.endswith(". What was filed stays; the same command goes on from there.\n")
    assert json.loads((tmp_path / "report.json").read_text())["counts"]["filed"] == Article.objects.count() == 1

import http.client
import os
import signal
import socket
import subprocess
import sys
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from newsroom.run import DEMO_ACCOUNTS

ROOT = Path(__file__).parents[2]
ENVIRONMENT = {**os.environ, "NEWSROOM_TEST_DATABASE": "1", "DEMO": "1", "PYTHONUNBUFFERED": "1"}
NOBODY_THERE = "postgresql://desk:topsecret@127.0.0.1:1/news"


def run(*arguments, **environment):
    """The exit code and what was printed to each stream."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**ENVIRONMENT, **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def taken_port():
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        yield door.getsockname()[1]


@pytest.fixture
def open_port():
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return str(door.getsockname()[1])


@contextmanager
def running(port, *arguments):
    """A newsroom that is ready, with the lines printed so far."""
    command = [sys.executable, "-m", "newsroom.run", *arguments]
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    with subprocess.Popen(command, cwd=ROOT, env={**ENVIRONMENT, "PORT": port}, **streams) as newsroom:
        lines = []
        for line in newsroom.stdout:
            lines.append(line)
            if line == "Ctrl-C ends it.\n":
                break
        try:
            yield newsroom, lines
        finally:
            newsroom.terminate()


def status(port, path):
    with closing(http.client.HTTPConnection("127.0.0.1", int(port), timeout=10)) as line:
        line.request("GET", path)
        return line.getresponse().status


def test_run_with_a_taken_port_is_one_sentence(taken_port):
    assert run("-m", "newsroom.run", PORT=str(taken_port)) == (
        1,
        "",
        f"Port {taken_port} is taken by another program; end it, or choose another: PORT=8001 make run\n",
    )


@pytest.mark.parametrize("port", ["http", "0", "65536", "-1"])
def test_run_with_a_port_that_is_none_is_one_sentence(port):
    assert run("-m", "newsroom.run", PORT=port) == (
        1,
        "",
        f"PORT must be a number from 1 to 65535, not “{port}”.\n",
    )


@pytest.mark.slow
@pytest.mark.parametrize("command", [["-m", "newsroom.run"], ["manage.py", "migrate"]])
def test_command_with_an_unreachable_database_is_one_sentence(command, open_port):
    assert run(*command, DATABASE_URL=NOBODY_THERE, PORT=open_port) == (
        1,
        "",
        "The database cannot be reached: no server answers there. Check DATABASE_URL.\n",
    )


@pytest.mark.parametrize("command", [["-m", "newsroom.run"], ["manage.py", "migrate"]])
def test_command_with_an_unreadable_database_url_is_one_sentence(command, open_port):
    assert run(*command, DATABASE_URL="postgresql://desk:top/secret@host/news", PORT=open_port) == (
        1,
        "",
        "DATABASE_URL cannot be read: it must look like postgresql://user:password@host:5432/name, "
        "with special characters of the password percent-encoded.\n",
    )


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_run_serves_until_it_is_asked_to_stop(open_port, number):
    with running(open_port) as (newsroom, lines):
        assert f"  {', '.join(DEMO_ACCOUNTS)}\n" in lines
        assert status(open_port, "/healthz") == 200

        newsroom.send_signal(number)

        assert newsroom.wait(timeout=10) == 0
        with socket.socket() as door:
            assert door.connect_ex(("127.0.0.1", int(open_port))) != 0


@pytest.mark.slow
def test_run_in_development_serves(open_port):
    with running(open_port, "--dev"):
        assert status(open_port, "/healthz") == 200


@pytest.mark.slow
def test_run_ends_when_a_program_ends(open_port):
    with running(open_port) as (newsroom, _):
        children = Path(f"/proc/{newsroom.pid}/task/{newsroom.pid}/children")
        if not children.exists():
            pytest.skip("finding the programs needs /proc")
        os.kill(int(children.read_text().split()[-1]), signal.SIGKILL)

        rest = newsroom.stdout.read()

        assert newsroom.wait(timeout=15) == 1
        assert rest.endswith("The worker has ended (exit code -9); everything else was stopped.\n")

"""Raw sockets to a web server of one's own: our worker or gunicorn's, with an application that tells of requests."""

import os
import re
import socket
import subprocess
import sys
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from threading import Event, Thread

from newsroom.pagecache.refusals import HEADERS

from .waiting import until

ROOT = Path(__file__).parents[3]
OURS, THEIRS = "newsroom.pagecache.worker.Worker", "gthread"
KEPT = b"GET /kept/ HTTP/1.1\r\nHost: a.example\r\n\r\n"
OTHER = b"GET /other/?a=1 HTTP/1.1\r\nHost: a.example\r\n\r\n"
GUARDED = "".join(f"\r\n{name}: {value}" for name, value in HEADERS.items()).encode() + b"\r\n"
LAST = b"GET /last/ HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n\r\n"


@contextmanager
def serving(worker, *options, **environment):
    """The port of a server with one process of two threads."""
    with closing(socket.socket()) as door:
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "tests.newsroom.pagecache.kept_application"]
    command += [f"--worker-class={worker}", "--threads=2", f"--bind=127.0.0.1:{port}", "--log-level=critical"]
    command += ["--no-control-socket", *options]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", **environment}
    with subprocess.Popen(command, cwd=ROOT, env=environment) as server:
        try:
            until(lambda: _answers(port))
            yield port
        finally:
            server.terminate()


def _answers(port):
    try:
        return said(port, LAST)
    except OSError:
        return None


def said(port, *parts):
    """What a server says to these bytes until it closes, but for the time of day and what guards a refusal."""
    with opened(port) as line:
        for part in parts:
            line.sendall(part)
        line.shutdown(socket.SHUT_WR)
        return re.sub(rb"\r\nDate: [^\r]*", b"", all_of(line)).replace(GUARDED, b"\r\n")


def all_of(line):
    came = b""
    while part := _part(line):
        came += part
    return came


def _part(line):
    try:
        return line.recv(2**20)
    except ConnectionResetError:  # it said all that it had to say while there were still bytes on the way to it
        return b""


def with_field(*fields):
    return b"\r\n".join([b"GET /kept/ HTTP/1.1", b"Host: a.example", *fields, b"", b""])


def opened(port):
    return closing(socket.create_connection(("127.0.0.1", port), timeout=10))


@contextmanager
def dripping(port, begun, *, count):
    """Connections that begin so and then send one byte after another."""
    with ExitStack() as lines:
        slow = [lines.enter_context(opened(port)) for _number in range(count)]
        for line in slow:
            line.sendall(begun)
        ended = Event()
        dripper = Thread(target=_drip, args=(slow, ended))
        dripper.start()
        try:
            yield slow
        finally:
            ended.set()
            dripper.join()


def _drip(lines, ended):
    while not ended.wait(0.1):
        for line in lines:
            with suppress(OSError):  # the server has given it up
                line.send(b"a")

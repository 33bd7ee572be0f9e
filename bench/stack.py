"""The newsroom as production runs it: gunicorn with the settings of a server of one's own, on any database."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass

from newsroom import processes
from newsroom.run import ADDRESS, GUNICORN

HOST = "news.example"
SITE = f"https://{HOST}"
# What a proxy in front of the server says with every request.
PROXIED = {"Host": HOST, "X-Forwarded-Proto": "https"}
PRODUCTION = {
    "SECRET_KEY": "k3Jm-x9Qz7Lw2Vb8Nc4Td6Rf1Yh5Gs0Pa-Ue3Io7Wq9Zx2Cv4Bn6Mk8",
    "ALLOWED_HOSTS": HOST,
    "SITE_URL": SITE,
    "BEHIND_PROXY": "1",
    "DEMO": "0",
    "DEBUG": "0",
    "DJANGO_SETTINGS_MODULE": "newsroom.settings",
}
PATIENCE_SECONDS = 60


@dataclass(frozen=True)
class Served:
    """A server that answers on this machine."""

    port: int
    pid: int


@contextmanager
def serving(application: str = "newsroom.wsgi", *, port: int = 0, **environment: str) -> Iterator[Served]:
    """A WSGI application under the gunicorn of `make run`, until the block ends."""
    port = port or open_port()
    command = [application if part == "newsroom.wsgi" else part for part in GUNICORN]
    with _environment(PRODUCTION | environment):
        server = processes.start([*command, f"--bind={ADDRESS}:{port}"])
    try:
        _wait(server, port)
        yield Served(port, server.pid)
    finally:
        processes.stop({"web server": server})


def prepare(address: str) -> None:
    """Tables, static files and the demo newsroom for the database at this address."""
    run("-m", "newsroom.preparing", address=address)


def prepare_bare(address: str) -> None:
    """Tables and static files, and nothing in the newsroom."""
    run("manage.py", "migrate", "--verbosity=0", address=address)
    collect = "import django; django.setup(); from newsroom.preparing import collect_static_files as it; it()"
    run("-c", collect, address=address)


def run(*arguments: str, address: str) -> str:
    """What a program of the project prints, run in demo mode on the database at this address."""
    kept = {name: value for name, value in os.environ.items() if name not in PRODUCTION}
    environment = kept | {"DATABASE_URL": address, "DEMO": "1", "DJANGO_SETTINGS_MODULE": "newsroom.settings"}
    command = [sys.executable, *arguments]
    return subprocess.run(
        command, cwd=processes.FOLDER, env=environment, check=True, stdout=subprocess.PIPE, text=True
    ).stdout


def open_port() -> int:
    """One that nothing listens on."""
    with closing(socket.socket()) as door:
        door.bind((ADDRESS, 0))
        return door.getsockname()[1]


@contextmanager
def _environment(values: Mapping[str, str]) -> Iterator[None]:
    before = dict(os.environ)
    os.environ.update(values)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def _wait(server: subprocess.Popen, port: int) -> None:
    """Until the server takes connections. Raises `ProgramEnded`, or TimeoutError after a minute."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        processes.check({"web server": server})
        with closing(socket.socket()) as door:
            if door.connect_ex((ADDRESS, port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError(f"Nothing answers on port {port}.")

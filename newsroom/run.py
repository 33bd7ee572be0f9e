"""`python -m newsroom.run [--dev]`: a whole newsroom on this machine until Ctrl-C. `make run` starts it."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import environ

from newsroom import processes
from newsroom.accounts.demo_names import DEMO_ACCOUNTS
from newsroom.database import embedded_url, is_running, leave
from newsroom.plainly import failing_plainly

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = BASE_DIR / "var"
ADDRESS = "127.0.0.1"
INTERRUPTS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
READY_SECONDS = 60
GRACE_SECONDS = "3"  # for requests and jobs under way when everything ends
PREPARING = [sys.executable, "-m", "newsroom.preparing"]
WORKER = [sys.executable, "manage.py", "procrastinate", "worker"]
WORKER += [f"--shutdown-graceful-timeout={GRACE_SECONDS}"]
GUNICORN = [sys.executable, "-m", "gunicorn", "newsroom.wsgi"]
GUNICORN += [
    "--workers=2",
    f"--graceful-timeout={GRACE_SECONDS}",
    "--log-level=warning",
    "--no-control-socket",
]


def main(arguments: list[str]) -> int:
    """Run until Ctrl-C or SIGTERM (exit 0), or until a program ends by itself (exit 1)."""
    for number in INTERRUPTS:
        signal.signal(number, _interrupt)
    programs: dict[str, subprocess.Popen] = {}
    try:
        _run(programs, dev="--dev" in arguments)
    except KeyboardInterrupt:
        print("\nStopping ...", flush=True)
        return 0
    except processes.ProgramEnded as ended:
        print(ended, file=sys.stderr)
        return 1
    finally:
        for number in INTERRUPTS:
            signal.signal(number, signal.SIG_IGN)  # impatience must not leave half of them running
        processes.stop(programs)
        leave(VAR)


def _run(programs: dict[str, subprocess.Popen], *, dev: bool) -> None:
    _set_environment(dev=dev)
    port = free_port(os.environ["PORT"])
    embedded = not os.environ.get("DATABASE_URL")
    if embedded:
        with failing_plainly():
            embedded_url(VAR)
    _prepare(programs)
    programs["web server"] = processes.start(_web_server(port, dev=dev))
    programs["worker"] = processes.start(WORKER)
    _wait_until_ready(port, programs)
    print(_welcome(port, demo=os.environ["DEMO"]), flush=True)
    while True:
        time.sleep(0.5)
        processes.check(programs)
        if embedded and not is_running(VAR):
            raise processes.ProgramEnded("The embedded PostgreSQL has ended; everything else was stopped.")


def _set_environment(*, dev: bool) -> None:
    """Demo mode and port 8000, unless the environment or .env say otherwise."""
    environ.Env.read_env(BASE_DIR / ".env")
    os.environ.setdefault("DEMO", "1")
    os.environ.setdefault("PORT", "8000")
    if dev:
        os.environ["DEBUG"] = "1"


def free_port(port: str) -> int:
    """The number, if a server can listen there; else exits with a sentence."""
    if not port.isascii() or not port.isdigit() or not 0 < int(port) < 65536:
        sys.exit(f"PORT must be a number from 1 to 65535, not “{port}”.")
    with closing(socket.socket()) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # connections that just closed do not count
        try:
            door.bind((ADDRESS, int(port)))
        except PermissionError:
            sys.exit(f"Port {port} is not open to this user; choose one above 1023: PORT=8000 make run")
        except OSError:
            sys.exit(f"Port {port} is taken by another program; end it, or choose another: PORT=8001 make run")
    return int(port)


def _prepare(programs: dict[str, subprocess.Popen]) -> None:
    """Database, static files and demo; exits with 1 if that fails (it has said why)."""
    programs["preparation"] = processes.start(PREPARING)
    failed = programs["preparation"].wait()
    del programs["preparation"]
    if failed:
        sys.exit(1)


def _web_server(port: int, *, dev: bool) -> list[str]:
    if dev:
        return [sys.executable, "manage.py", "runserver", f"{ADDRESS}:{port}"]
    return [*GUNICORN, f"--bind={ADDRESS}:{port}"]


def _wait_until_ready(port: int, programs: dict[str, subprocess.Popen]) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while not _answers(port):
        processes.check(programs)
        if time.monotonic() > deadline:
            raise processes.ProgramEnded(f"The web server did not answer within {READY_SECONDS} seconds.")
        time.sleep(0.1)


def _answers(port: int) -> bool:
    """Whether /healthz answers; 400 is an answer too, where ALLOWED_HOSTS does not name this machine."""
    with closing(http.client.HTTPConnection(ADDRESS, port, timeout=5)) as line:
        try:
            line.request("GET", "/healthz")
            return line.getresponse().status in (200, 400)
        except (OSError, http.client.HTTPException):
            return False


def _welcome(port: int, *, demo: str) -> str:
    lines = [f"\nNewsroom is ready: http://{ADDRESS}:{port}/ (readers) and http://{ADDRESS}:{port}/admin/ (desk)"]
    if demo.lower() in environ.Env.BOOLEAN_TRUE_STRINGS:
        lines.append("Sign in as one of these; the password is the same word:")
        lines.append(f"  {', '.join(DEMO_ACCOUNTS)}")
    return "\n".join([*lines, "Ctrl-C ends it.\n"])


def _interrupt(*_) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Where the database is: the embedded server when DATABASE_URL is not set, and why one cannot be reached."""

import os
import re
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import environ
import psycopg
from django.core.exceptions import ImproperlyConfigured

from newsroom import postgres

try:
    import fcntl
except ImportError:  # Windows; postgres.programs() says so before a lock is needed
    fcntl = None

TEST_VARIABLE = "NEWSROOM_TEST_DATABASE"
ADVICE = "Set DATABASE_URL to a PostgreSQL database of yours (postgresql://user:password@host/name)."
CAUSES = {
    r"failed to resolve host '(?P<what>[^']*)'": "there is no host named “{what}”",
    r'password authentication failed for user "(?P<what>[^"]*)"': "the password of user “{what}” is wrong",
    r"no password supplied|empty password": "the server wants a password and none is given",
    r'role "(?P<what>[^"]*)" does not exist': "the server has no user “{what}”",
    r'database "(?P<what>[^"]*)" does not exist': "the server has no database “{what}”",
    r'permission denied for database "(?P<what>[^"]*)"': "the user may not enter the database “{what}”",
    r"no pg_hba.conf entry": "the server does not let this user in from this machine",
    r"no space left on device|disk (is )?full|could not extend file": "the server's disk is full",
    r"connection refused|No such file or directory": "no server answers there",
    r"too many clients|remaining connection slots": "the server has no connection left",
    r"timeout|timed out|couldn't get a connection": "it did not answer in time",
    r"starting up|shutting down": "the server is just starting or stopping; try again in a moment",
    r"SSL": "the server and this program do not agree about SSL",
    r"invalid (port|integer|URI|connection option)|missing \"=\"": "DATABASE_URL cannot be read",
}
OWN_SETTINGS = {"host": "HOST", "port": "PORT", "dbname": "NAME", "user": "USER", "password": "PASSWORD"}
_locks: dict[Path, int] = {}


def embedded_url(folder: Path) -> str:
    """Start or join the server kept below `folder` (var/); its URL suits libpq and django-environ alike.

    The server is shared by every process that calls this, and stops when the last of them has ended, in
    whatever way. With NEWSROOM_TEST_DATABASE set it is a second server, quick and not durable. Raises
    `ImproperlyConfigured`.
    """
    durable = not os.environ.get(TEST_VARIABLE)
    home = folder.resolve() / ("postgres" if durable else "postgres-test")
    try:
        door = _join(home, durable=durable)
    except (postgres.ServerFailed, OSError) as error:
        raise ImproperlyConfigured(f"The embedded PostgreSQL cannot start: {error}. {ADVICE}") from None
    host = quote(str(door), safe="")
    return f"postgresql://{postgres.NAME}@/{host}/{postgres.NAME}?host={host}&dbname={postgres.NAME}"


def is_running(folder: Path) -> bool:
    """Whether the embedded server below `folder` answers."""
    home = folder.resolve() / ("postgres-test" if os.environ.get(TEST_VARIABLE) else "postgres")
    return postgres.socket_folder(home) is not None


def leave(folder: Path, *, seconds: float = 5) -> None:
    """Stop using the servers below `folder`, and wait until they have stopped or `seconds` have passed."""
    mine = [home for home in _locks if home.parent == folder.resolve()]
    for home in mine:
        os.close(_locks.pop(home))
    deadline = time.monotonic() + seconds
    while any(postgres.socket_folder(home) for home in mine) and time.monotonic() < deadline:
        time.sleep(0.02)


def connection(url: str) -> dict:
    """Django's settings for a DATABASE_URL. Raises `ImproperlyConfigured`, never showing the password."""
    try:
        found = environ.Env.db_url_config(url) if re.match(r"(postgres|postgresql|pgsql|psql)://.", url) else {}
    except ValueError:  # its message may hold a part of the password
        found = {}
    if not found.get("NAME"):
        raise ImproperlyConfigured(
            "DATABASE_URL cannot be read: it must look like postgresql://user:password@host:5432/name, "
            "with special characters of the password percent-encoded."
        )
    options = found.get("OPTIONS", {})
    # An option would win over what Django sets, the name of the test database above all.
    found |= {setting: options.pop(option) for option, setting in OWN_SETTINGS.items() if option in options}
    return found


def explain(error: BaseException) -> str:
    """One sentence on why the database of DATABASE_URL cannot be reached; the password is never in it."""
    said = " ".join(str(cause) for cause in _causes(error))
    for pattern, sentence in CAUSES.items():
        if found := re.search(pattern, said, re.IGNORECASE):
            return f"The database cannot be reached: {sentence.format(**found.groupdict())}. Check DATABASE_URL."
    return "The database cannot be reached. Check DATABASE_URL, and that the server is up."


def is_unreachable(error: BaseException) -> bool:
    """Whether it means that there is no connection, or none any longer (as opposed to a deadlock and the like)."""
    return any(map(_is_of_the_line, _causes(error)))


def _is_of_the_line(cause: BaseException) -> bool:
    """Errors of the line itself have no state; a server that stops, starts or is full sends one before it hangs up."""
    known = isinstance(cause, psycopg.OperationalError | psycopg.InterfaceError)
    return known and (not cause.sqlstate or cause.sqlstate.startswith(("08", "57P", "53")))


def _causes(error: BaseException | None):
    while error:
        yield error
        error = error.__cause__ or error.__context__


def _join(home: Path, *, durable: bool) -> Path:
    """Hold the shared lock that keeps the server up, start it if need be, and return its socket's folder."""
    postgres.programs()
    home.mkdir(parents=True, exist_ok=True)
    if home not in _locks:
        lock = os.open(home / "in-use", os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(lock, fcntl.LOCK_SH)  # waits while a keeper is stopping the server
        _locks[home] = lock
    with _one_at_a_time(home):
        door = postgres.socket_folder(home)
        if not door:
            postgres.start(home, durable=durable)
            door = postgres.socket_folder(home)
            _make_database(door)
        _ensure_keeper(home)
    return door


@contextmanager
def _one_at_a_time(home: Path):
    with (home / "starting").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _make_database(door: Path) -> None:
    with psycopg.connect(host=str(door), user=postgres.NAME, dbname="postgres", autocommit=True) as server:
        known = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [postgres.NAME]).fetchone()
        if not known:
            server.execute(f"CREATE DATABASE {postgres.NAME}")


def _ensure_keeper(home: Path) -> None:
    """A keeper holds `keeper` locked for its whole life; where nobody does, one is needed."""
    with (home / "keeper").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
    program = Path(postgres.__file__).with_name("postgres_keeper.py")
    nothing = subprocess.DEVNULL  # it outlives us: holding our pipes it would keep our readers waiting
    streams = {"stdin": nothing, "stdout": nothing, "stderr": nothing}
    subprocess.run([sys.executable, "-I", "-S", program, home], check=True, cwd="/", **streams)

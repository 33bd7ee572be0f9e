"""`postgres_keeper.py FOLDER`: a program that stops the embedded server when nobody uses it any more.

Every process that uses the server holds a shared lock on `in-use`; the kernel drops it however the process
ends. The keeper waits for the exclusive lock: who gets it knows that the last user has gone.
"""

import fcntl
import os
import signal
import sys
import time
from pathlib import Path

PATIENCE_SECONDS = 10


def keep(folder: Path) -> None:
    """Wait until the last user of the server in `folder` has gone, then stop it."""
    with (folder / "keeper").open("a") as alone, (folder / "in-use").open("a") as in_use:
        try:
            fcntl.flock(alone, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return  # it has a keeper
        fcntl.flock(in_use, fcntl.LOCK_EX)
        stop(folder / "data" / "postmaster.pid")


def stop(pid_file: Path) -> None:
    """Ask the server to end what it does and close its files; after some seconds, insist.

    The process that is named at first is the only one that is ever asked: a file that names another by then is
    the next server's, or left over from one, and that number may be anybody's.
    """
    if not (server := _named_in(pid_file)):
        return
    for demand in (signal.SIGINT, signal.SIGQUIT):
        deadline = time.monotonic() + PATIENCE_SECONDS
        try:
            os.kill(server, demand)
        except OSError:
            return  # it has ended already
        while _named_in(pid_file) == server and time.monotonic() < deadline:
            time.sleep(0.02)
        if _named_in(pid_file) != server:
            return


def _named_in(pid_file: Path) -> int | None:
    try:
        return int(pid_file.read_text().split()[0])
    except (OSError, IndexError, ValueError):
        return None


if __name__ == "__main__":
    if os.fork() == 0:  # the one who starts the keeper must not have to wait for it
        os.setsid()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)  # it ends when its work is done
        keep(Path(sys.argv[1]))

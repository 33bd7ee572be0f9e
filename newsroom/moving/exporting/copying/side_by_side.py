"""Several processes that ask for addresses, each of the moment that the transaction of whoever starts them sees."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from django.db import DEFAULT_DB_ALIAS, connection, connections

from newsroom.moving.exporting.formats import ExportFailed
from newsroom.moving.exporting.running import one_moment

from .asking import Asking
from .finding import Found, found

MOST = 4  # processes: whoever writes what they find has no time for more
AT_ONCE = 5  # addresses that one is given together
# They go on in copies of this process: only Linux makes those safely.
IS_POSSIBLE = sys.platform == "linux"
Finding = Callable[[Sequence[str]], Iterator[Found]]
_LEFT_OPEN: list[object] = []


@contextmanager
def finding(site: Asking, *, side_by_side: bool) -> Iterator[Finding]:
    """Gives what finds addresses, in any order: this process, or as many others as there are processors.

    Raises `ExportFailed` if one of those dies. Several need a transaction that others can join: one that is repeatable
    and has written nothing.
    """
    snapshot = _snapshot() if side_by_side and IS_POSSIBLE else ""
    if not snapshot:
        yield lambda addresses: (found(site, address) for address in addresses)
        return
    crew: dict[Connection, BaseProcess] = {}
    try:
        for _number in range(min(len(os.sched_getaffinity(0)), MOST)):
            _start(crew, site, snapshot)
        yield lambda addresses: _found_by(list(crew), addresses)
    finally:
        _end(crew)


def _snapshot() -> str:
    """What joins others to this transaction; "" for one that cannot be joined."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('transaction_isolation'), current_setting('transaction_read_only')")
        if cursor.fetchone() != ("repeatable read", "on"):
            return ""
        cursor.execute("SELECT pg_export_snapshot()")
        return cursor.fetchone()[0]


def _start(crew: dict[Connection, BaseProcess], site: Asking, snapshot: str) -> None:
    copying = get_context("fork")
    ours, theirs = copying.Pipe()
    process = copying.Process(target=_work, args=(theirs, [*crew, ours], site, snapshot), daemon=True)
    process.start()
    theirs.close()
    crew[ours] = process


def _end(crew: dict[Connection, BaseProcess]) -> None:
    for pipe, process in crew.items():
        pipe.close()
        process.kill()
        process.join()
        process.close()


def _found_by(crew: list[Connection], addresses: Sequence[str]) -> Iterator[Found]:
    """Whoever is done gets some more at once, and then it is looked at what they were."""
    parts = (addresses[start : start + AT_ONCE] for start in range(0, len(addresses), AT_ONCE))
    busy = [pipe for pipe, part in zip(crew, parts, strict=False) if _given(pipe, part)]
    while busy:
        for pipe in wait(busy):
            said = _heard(pipe)
            if not _given(pipe, next(parts, ())):
                busy.remove(pipe)
            yield from said


def _given(pipe: Connection, addresses: Sequence[str]) -> bool:
    """Gives somebody addresses, if there are any."""
    if addresses:
        with _failing_plainly():
            pipe.send(addresses)
    return bool(addresses)


def _heard(pipe: Connection) -> list[Found]:
    with _failing_plainly():
        return pipe.recv()


@contextmanager
def _failing_plainly() -> Iterator[None]:
    try:
        yield
    except (EOFError, BrokenPipeError, ConnectionResetError) as problem:  # killed, for instance for want of memory
        raise ExportFailed(
            "A process that asked for pages was ended. Run it again: it goes on from there."
        ) from problem


def _work(pipe: Connection, others: Iterable[Connection], site: Asking, snapshot: str) -> None:
    """In another process: answers until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever asks is interrupted, and ends this
    for other in others:  # or this would not learn that whoever asks is gone
        other.close()
    with _joined(snapshot), suppress(EOFError, OSError):
        while True:
            pipe.send([found(site, address) for address in pipe.recv()])
    os._exit(0)


@contextmanager
def _joined(snapshot: str) -> Iterator[None]:
    """A connection of this process's own. The one that came with it is the other's, and stays open here: closing it
    would end that session at the server."""
    _LEFT_OPEN.append(connections[DEFAULT_DB_ALIAS])
    own = connections.create_connection(DEFAULT_DB_ALIAS)
    own.settings_dict = {**own.settings_dict, "OPTIONS": {**own.settings_dict["OPTIONS"], "pool": False}}
    connections[DEFAULT_DB_ALIAS] = own
    with one_moment():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION SNAPSHOT %s", [snapshot])
        yield

"""Records read by a second process while the first one files those before them: two processors are there for that.
What can be found out of a story by itself, the second one finds out as well where it has the time for that."""

from __future__ import annotations

import fcntl
import os
import pickle
import sys
from collections.abc import Iterator
from contextlib import suppress
from ctypes import c_ulonglong
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.sharedctypes import RawValue
from queue import Empty, Queue
from threading import Thread
from typing import Any

from django.utils.translation import gettext as _

from newsroom.wire.filing import beforehand
from newsroom.wire.reading import Unreadable
from newsroom.wire.stories import WireRecord, WireStory

from .files import InputFile

LONG = 1_000_000  # bytes of a file for which a process is started
AT_ONCE = 25  # records that are handed over together
AHEAD = 4_000_000  # bytes of records that wait for those before them to be filed: about a batch of usual ones
ENOUGH = 200  # records that wait, most of a batch: the reader has time for more than to read
PIPE = 2**20  # bytes that it holds: what Linux lets everybody have
_BROKEN_OFF = b"-"
# What is read goes on in a copy of this process with its file and its position in it: only Linux makes that safely.
IS_POSSIBLE = sys.platform == "linux"
Read = tuple[WireRecord, beforehand.Known | None]


def ahead(records: Iterator[WireRecord]) -> Iterator[WireRecord]:
    """The same records, read by another process, and in memory only as many as have so many bytes.

    Raises what the reading raises: `Unreadable`, `OSError` or `MemoryError`. Whoever stops early ends the process.
    """
    ours, theirs = get_context("fork").Pipe(duplex=False)
    taken = RawValue(c_ulonglong)
    reader = get_context("fork").Process(target=_read, args=(records, taken, ours, theirs), daemon=True)
    reader.start()
    with suppress(OSError):  # whoever has very many pipes gets no wider ones
        fcntl.fcntl(theirs.fileno(), fcntl.F_SETPIPE_SZ, PIPE)
    theirs.close()
    waiting = _Waiting(AHEAD)
    receiver = Thread(target=_receive, args=(ours, waiting), daemon=True)
    receiver.start()
    try:
        yield from _received(waiting, taken)
    finally:
        reader.kill()
        while receiver.is_alive():  # it may wait for room
            with suppress(Empty):
                waiting.get(timeout=0.05)
        reader.join()
        reader.close()
        ours.close()


class _Waiting(Queue[bytes]):
    """Messages that were received and not asked for: whoever puts one in waits while these have too many bytes."""

    def _init(self, maxsize: int) -> None:
        super()._init(maxsize)
        self._size = 0

    def _qsize(self) -> int:
        return self._size

    def _put(self, item: bytes) -> None:
        super()._put(item)
        self._size += len(item)

    def _get(self) -> bytes:
        item = super()._get()
        self._size -= len(item)
        return item


def is_long(file: InputFile) -> bool:
    """Whether a file is worth a process; members of an archive are not, since that one position is everybody's."""
    return IS_POSSIBLE and not file.archive and os.fstat(file.stream.fileno()).st_size > LONG


def _receive(pipe: Connection, waiting: _Waiting) -> None:
    """In a thread: a pipe by itself holds less than one message, and the reader would stand still while this process
    files what it has."""
    with suppress(EOFError):
        while True:
            waiting.put(pipe.recv_bytes())
    waiting.put(_BROKEN_OFF)


def _received(waiting: _Waiting, taken: Any) -> Iterator[WireRecord]:
    while (message := waiting.get()) != _BROKEN_OFF:
        told = pickle.loads(message)
        if told is None:
            return
        if isinstance(told, Exception):
            raise told
        for record, known in told:
            taken.value += 1
            if known:
                beforehand.learn(record, known)
            yield record
    # killed, for instance by a system that is short of memory
    raise Unreadable(_("The reading of the file broke off. Run it again, or split the file."))


def _read(records: Iterator[WireRecord], taken: Any, ours: Connection, theirs: Connection) -> None:
    """In the other process, which inherits connections to the database as well, and uses none."""
    ours.close()
    with suppress(KeyboardInterrupt, BrokenPipeError):  # who asked has gone
        for part in _parts(records, taken):
            theirs.send(part)
        os._exit(0)


def _parts(records: Iterator[WireRecord], taken: Any) -> Iterator[list[Read] | Exception | None]:
    """Some records at a time, then what the reading raised, or None. How many the other process has taken says which
    of the two has less to do: that one finds out what can be known of a story."""
    some: list[Read] = []
    end: Exception | None = None
    try:
        for number, record in enumerate(records):
            has_time = number - taken.value >= ENOUGH
            is_story = isinstance(record, WireStory)
            some.append((record, beforehand.find_out(record, has_time=has_time) if is_story else None))
            if len(some) == AT_ONCE:
                yield some
                some = []
    except Unreadable as problem:
        end = Unreadable(str(problem), line=problem.line)
    except (OSError, MemoryError) as problem:
        end = problem
    yield some
    yield end

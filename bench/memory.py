"""Memory of programs that run beside this one."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from bench.processor import PROCESSES, family

EVERY = 0.02  # seconds


@contextmanager
def flat(root: int, most: int) -> Iterator[None]:
    """Raises AssertionError if a process and those below it grow by more than that many bytes in the block."""
    with growth(root) as grown:
        yield
    assert grown[0] < most, f"grew by {grown[0] // 1024**2} MB"


@contextmanager
def growth(root: int) -> Iterator[list[int]]:
    """By how many bytes they were ever larger in the block than before it, as the only element of a list."""
    before, over, grown = resident(root), threading.Event(), [0]

    def watch() -> None:
        while not over.wait(EVERY):
            grown[0] = max(grown[0], resident(root) - before)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield grown
    finally:
        over.set()
        watcher.join()


def resident(root: int) -> int:
    """Bytes of memory that a process and those below it have to themselves."""
    return sum(_of_one(pid) for pid in family(root))


def _of_one(pid: int) -> int:
    try:
        lines = (PROCESSES / str(pid) / "status").read_text().splitlines()
    except OSError:  # it has ended
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmRSS:"))


def proportional(root: int) -> int:
    """Bytes of memory of a process and those below it; a page that several have is shared out among them."""
    return sum(map(_share_of_one, family(root)))


def _share_of_one(pid: int) -> int:
    try:
        lines = (PROCESSES / str(pid) / "smaps_rollup").read_text().splitlines()
    except OSError:  # it has ended
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))

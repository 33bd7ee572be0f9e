"""Processor time of programs that run beside this one: a web server with its workers, a database with its own."""

from __future__ import annotations

import os
from pathlib import Path

import psycopg

PROCESSES = Path("/proc")
TICKS = os.sysconf("SC_CLK_TCK")


def seconds(*roots: int) -> float:
    """Processor time so far of these processes and everything below them, to the microsecond."""
    return sum(_of_one(pid) for root in roots for pid in family(root))


def server_of(address: str) -> int | None:
    """The process that all of a database server's others come from; None where it is on another machine."""
    with psycopg.connect(address) as connection:
        backend = connection.execute("SELECT pg_backend_pid()").fetchone()[0]
        process = PROCESSES / str(backend) / "stat"
        return int(_fields(process)[1]) if process.exists() else None


def family(root: int) -> list[int]:
    """A process and those below it, threads' children included."""
    found = [root]
    for pid in found:
        try:
            for children in (PROCESSES / str(pid) / "task").glob("*/children"):
                found += map(int, children.read_text().split())
        except OSError:  # it has ended
            continue
    return found


def _of_one(pid: int) -> float:
    """Its threads' time to the nanosecond, and that of children that have ended, in ticks."""
    folder = PROCESSES / str(pid)
    try:
        threads = sum(int((task / "schedstat").read_text().split()[0]) for task in (folder / "task").iterdir())
        ended = sum(map(int, _fields(folder / "stat")[13:15]))
    except OSError:
        return 0.0
    return threads / 1e9 + ended / TICKS


def _fields(stat: Path) -> list[str]:
    """What follows the name: state, parent and so on (proc(5))."""
    return stat.read_text().rpartition(")")[2].split()

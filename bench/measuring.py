"""What something costs: processor time of this process and of the database's, and queries."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.db import connection
from django.test.utils import CaptureQueriesContext

TICKS = os.sysconf("SC_CLK_TCK")
ROUNDS = 3


@dataclass(frozen=True)
class Cost:
    """Milliseconds of processor time, of which the database took some, and the most queries that one call took."""

    milliseconds: float
    database: float
    queries: int

    def __str__(self) -> str:
        return f"{self.milliseconds:6.1f} ms of CPU ({self.database:5.1f} in the database), {self.queries} queries"


def cost(action: Callable[[], object], *, times: int = 5) -> Cost:
    """The median of some rounds of calls, after one that warms up."""
    with CaptureQueriesContext(connection) as captured:
        action()
    queries = len(captured)
    rounds = sorted(_round(action, times) for _number in range(ROUNDS))
    own, server = rounds[len(rounds) // 2]
    return Cost(own + server, server, queries)


def _round(action: Callable[[], object], times: int) -> tuple[float, float]:
    started, served = time.process_time(), _server_seconds()
    for _number in range(times):
        action()
    own = time.process_time() - started
    return own * 1000 / times, (_server_seconds() - served) * 1000 / times


def _server_seconds() -> float:
    """Processor time of the database's process for this connection; 0 where it runs on another machine."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        process = Path(f"/proc/{cursor.fetchone()[0]}/stat")
    if not process.exists():
        return 0.0
    fields = process.read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS

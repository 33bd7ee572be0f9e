"""Taking turns over what has no row to lock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import connection

_KEYS = "FROM (SELECT DISTINCT hashtextextended(said, 0) AS key FROM unnest(%s::text[]) AS said ORDER BY key) AS keys"


def take_turns(*over: str) -> None:
    """Waits for every transaction that has said one of these, and lets others wait until this one ends."""
    _run(f"SELECT pg_advisory_xact_lock(key) {_KEYS}", over)


@contextmanager
def turn(*over: str) -> Iterator[None]:
    """Lets others wait until the block ends, whatever is committed meanwhile. A process that dies gives it back."""
    _run(f"SELECT pg_advisory_lock(key) {_KEYS}", over)
    try:
        yield
    finally:
        _run(f"SELECT pg_advisory_unlock(key) {_KEYS}", over)


def _run(statement: str, over: Iterable[str]) -> None:
    """Everybody's locks are taken in one order: nobody waits for somebody who waits for them."""
    with connection.cursor() as cursor:
        cursor.execute(statement, [list(over)])

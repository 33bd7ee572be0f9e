"""Taking turns over what has no row to lock."""

from __future__ import annotations

from django.db import connection


def take_turns(over: str) -> None:
    """Waits for every transaction that has said the same, and lets others wait until this one ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [over])

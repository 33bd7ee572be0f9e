"""What time it is for whoever publishes: the database's clock alone, since a host's may jump."""

from __future__ import annotations

from datetime import datetime

from django.db import connection


def database_now() -> datetime:
    """The instant by the clock that `run_due` goes by, too: all processes share it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement_timestamp()")
        return cursor.fetchone()[0]

"""How often somebody asks, counted in the database that all processes share: one statement a request, one row a
reader.

`newsroom.tries` counts rare things exactly, an entry for each. Here each minute begins anew, so that hundreds of
requests cost no more than one; around the turn of a minute somebody may ask twice as often.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from .models import ApiKey

_COUNT = """
INSERT INTO keys_use AS u (reader, began_at, times) VALUES (%s, statement_timestamp(), 1)
ON CONFLICT (reader) DO UPDATE SET
    began_at = CASE WHEN u.began_at + interval '1 minute' > excluded.began_at
        THEN u.began_at ELSE excluded.began_at END,
    times = CASE WHEN u.began_at + interval '1 minute' > excluded.began_at THEN u.times + 1 ELSE 1 END
RETURNING times, ceil(extract(epoch FROM began_at + interval '1 minute' - statement_timestamp()))::int
"""
_FORGET = "DELETE FROM keys_use WHERE began_at < statement_timestamp() - interval '1 hour'"


@dataclass(frozen=True)
class Count:
    """What is left of a reader's minute; `seconds` until the next one begins."""

    limit: int
    times: int
    seconds: int

    @property
    def is_over(self) -> bool:
        return self.times > self.limit

    @property
    def left(self) -> int:
        return max(self.limit - self.times, 0)


def count(reader: str, *, limit: int) -> Count:
    """Counts one request."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [reader])
        times, seconds = cursor.fetchone()
    return Count(limit=limit, times=times, seconds=max(seconds, 1))


def of_key(key: ApiKey) -> str:
    return f"key:{key.pk}"


def of_network(network: str) -> str:
    return f"network:{network}"


def forget() -> int:
    """Deletes what is counted of whoever has not asked for an hour."""
    with connection.cursor() as cursor:
        cursor.execute(_FORGET)
        return cursor.rowcount

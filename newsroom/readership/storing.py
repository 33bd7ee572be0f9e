"""Reads on their way into the database, many at once."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import connection, transaction

from articles.turns import take_turns

Counts = dict[tuple[int, str], int]  # by hour (seconds since 1970) and path

_STORE = """
INSERT INTO readership_hourlyreads (publication_id, hour, reads)
SELECT story.id, to_timestamp(c.hour), sum(c.reads)
FROM unnest(%s::bigint[], %s::text[], %s::bigint[]) AS c (hour, path, reads)
CROSS JOIN LATERAL (
    SELECT id FROM articles_publication WHERE path = c.path AND status = 'live'
    UNION ALL
    SELECT p.id FROM articles_redirect r JOIN articles_publication p ON p.id = r.publication_id
    WHERE r.old_path = c.path AND p.status = 'live'
    LIMIT 1
) AS story
GROUP BY story.id, c.hour
ON CONFLICT (hour, publication_id) DO UPDATE SET reads = readership_hourlyreads.reads + excluded.reads
"""


def store(counts: Mapping[tuple[int, str], int]) -> None:
    """Adds counts to the hours of the stories at those paths, or that were there then; what is no live story's path is
    left out.

    One at a time: a log is stored in several statements of one transaction, and would deadlock with another.
    """
    rows = [(hour, path, reads) for (hour, path), reads in counts.items() if _can_be(path)]
    if rows:
        with transaction.atomic():
            take_turns("newsroom reads")
            with connection.cursor() as cursor:
                cursor.execute(_STORE, [list(column) for column in zip(*rows, strict=True)])


def _can_be(path: str) -> bool:
    """Whether the database has such a text: a log may hold a NUL, or half a character as JSON writes it."""
    return "\0" not in path and path.encode("utf-8", "ignore").decode() == path

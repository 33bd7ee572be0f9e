"""What comes in by the hundred is there first, and found by its words when the worker has come to it: making the terms
of an archive takes as long as storing it."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from .models import Unindexed

MANY = 50
_NOTE = "INSERT INTO articles_unindexed (article_id) SELECT unnest(%s::bigint[]) ON CONFLICT DO NOTHING"


def puts_off(articles: Sequence[int]) -> bool:
    """Whether they are so many that the worker will do it, who is told in the transaction that stores them: neither is
    there without the other."""
    if len(articles) < MANY:
        return False
    with connection.cursor() as cursor:
        cursor.execute(_NOTE, [list(articles)])
    return True


def waits() -> bool:
    """Whether the worker has still to index something."""
    return Unindexed.objects.exists()

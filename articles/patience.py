"""How long a reader's question may keep the database busy."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection, transaction
from psycopg.errors import QueryCanceled

STARTS = (
    "SELECT set_config('statement_timeout', %s, true), set_config('enable_seqscan', 'off', true),"
    " set_config('jit', 'off', true)"
)
ENDS = (  # for the transaction that this stands inside
    "SELECT set_config(name, reset_val, true) FROM pg_settings"
    " WHERE name IN ('statement_timeout', 'enable_seqscan', 'jit')"
)


class TookTooLong(Exception):
    """The database was stopped before it had an answer."""


@contextmanager
def limited(milliseconds: int) -> Iterator[None]:
    """Stops each statement inside that takes longer: raises `TookTooLong`. They read by an index, whatever the
    planner thinks of words that half of the stories have."""
    is_inside = connection.in_atomic_block
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(STARTS, [str(milliseconds)])
            yield
            if is_inside:
                cursor.execute(ENDS)
    except OperationalError as error:
        if not isinstance(error.__cause__, QueryCanceled):
            raise
        raise TookTooLong from error

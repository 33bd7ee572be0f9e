"""Whether the database has the form that this version of the newsroom works with."""

from __future__ import annotations

from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor

ADVICE = "The database is not as this version needs it: run “manage.py migrate”, then this again."
# PostgreSQL's words for a table, column, function, type or schema that is not there.
_MISSING = ("42P01", "42703", "42883", "42704", "3F000")


def lacks_migrations(error: Error) -> bool:
    """Whether a statement failed for what a migration would have brought. To be asked outside of its transaction."""
    state = getattr(error.__cause__, "sqlstate", None)
    return state in _MISSING and bool(_waiting())


def _waiting() -> list:
    executor = MigrationExecutor(connection)
    return executor.migration_plan(executor.loader.graph.leaf_nodes())

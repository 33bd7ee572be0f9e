"""Rows with their own numbers, many at once, by PostgreSQL's COPY: triggers and constraints hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models
from psycopg import sql
from psycopg.types.json import Jsonb


def copy(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Stores rows of a model, each with a value for each of the fields of these names (as attributes call them)."""
    fields = [_field(model, name) for name in names]
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(model._meta.db_table), sql.SQL(", ").join(sql.Identifier(field.column) for field in fields)
    )
    as_json = [isinstance(field, models.JSONField) for field in fields]
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(statement) as stream:
        for row in rows:
            stream.write_row([Jsonb(value) if json else value for value, json in zip(row, as_json, strict=True)])


def _field(model: type[models.Model], name: str) -> models.Field:
    return next(field for field in model._meta.concrete_fields if field.attname == name)


def count_on(found: Iterable[type[models.Model]]) -> None:
    """Lets the next row of each model have the number after its last."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(found)):
            cursor.execute(statement)


def check_references() -> None:
    """Raises `IntegrityError` now, not when the transaction ends, where a row names one that is not there."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")

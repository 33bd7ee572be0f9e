"""Many rows at once, by PostgreSQL's COPY: several times as quick as inserts. Triggers and constraints hold."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from django.db import connection
from django.db.models import Field, JSONField, Model
from django.utils import timezone
from psycopg import sql


def reserve(model: type[Model], number: int) -> list[int]:
    """As many new keys of a model: rows can then refer to each other before any is stored."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, number],
        )
        return [key for (key,) in cursor]


def store(records: Sequence[Model]) -> None:
    """Stores new records of one model, inside the caller's transaction, and gives those keys that have none."""
    if not records:
        return
    model, now = type(records[0]), timezone.now()
    without = [record for record in records if record.pk is None]
    for record, key in zip(without, reserve(model, len(without)) if without else [], strict=True):
        record.pk = key
    for field in filter(_is_stamped, model._meta.concrete_fields):
        for record in records:
            setattr(record, field.attname, now)
    copy(model, [vars(record) for record in records], at=now)
    for record in records:
        record._state.adding, record._state.db = False, connection.alias


def copy(model: type[Model], rows: Sequence[Mapping[str, object]], *, at: datetime | None = None) -> None:
    """Stores new rows of one model, inside the caller's transaction. A row is a mapping of columns as attributes
    call them (`vars()` of an unsaved record is one); where the key is missing or None, the database gives one. They are
    stamped with the moment that they are stored `at`: now, if nothing is said."""
    if not rows:
        return
    fields = [field for field in model._meta.concrete_fields if not field.primary_key or rows[0].get(field.attname)]
    now = (at or timezone.now()).isoformat()
    names = [(field.attname, now if _is_stamped(field) else None, isinstance(field, JSONField)) for field in fields]
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(model._meta.db_table), sql.SQL(", ").join(sql.Identifier(field.column) for field in fields)
    )
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(statement) as stream:
        stream.write("".join(_lines(rows, names)))


def _is_stamped(field: Field) -> bool:
    return getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)


def _lines(rows: Iterable[Mapping], names: list[tuple[str, str | None, bool]]) -> Iterator[str]:
    for row in rows:
        yield "\t".join([stamp or _text(row[name], as_json=as_json) for name, stamp, as_json in names]) + "\n"


def _text(value, *, as_json: bool) -> str:
    """A value in COPY's text format."""
    if as_json:
        value = json.dumps(value, ensure_ascii=False)
    if isinstance(value, str):
        return value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")
    if value is None:
        return "\\N"
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, list):
        return "{" + ",".join(map(_element, value)) + "}"
    return str(value)


def _element(value) -> str:
    """A value in an array, escaped as an array asks for and once more as COPY does."""
    if not isinstance(value, str):
        return str(value)
    quoted = value.replace("\\", "\\\\").replace('"', '\\"')
    return _text(f'"{quoted}"', as_json=False)

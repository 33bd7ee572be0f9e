"""A query whose SQL is made once, and planned once: for one with everything on it, making and planning it cost more
than running it does, and so does finding out how each of its columns is read."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from datetime import UTC, datetime
from functools import cached_property, lru_cache
from typing import Any, Generic, TypeVar

from django.db import connections
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.models import BooleanField, Field, Func, QuerySet, TextField, Value
from django.db.models.query import NamedValuesListIterable
from django.db.models.sql.compiler import SQLCompiler
from django.db.models.utils import create_namedtuple_class
from psycopg import sql
from psycopg.types.datetime import TimestamptzLoader

Row = TypeVar("Row")


class Asked(Value):
    """Stands in a queryset for a value that is known when it is asked."""

    def __init__(self, name: str, field: Field | None = None):
        super().__init__(name, output_field=field or TextField())

    def as_sql(self, compiler, connection):
        return "%s", [self]


class IsAnyOf(Func):
    """`filter(IsAnyOf("pk", Asked(...)))`: `pk__in`, for a list that is one value and of any length."""

    template = "%(expressions)s)"
    arg_joiner = " = ANY("
    output_field = BooleanField()


@lru_cache(20_000)
def _moment(text: bytes) -> datetime:
    return datetime.fromisoformat(text.decode()).astimezone(UTC)


class MomentLoader(TimestamptzLoader):
    """Reads a moment once: lists show the same ones again and again."""

    def load(self, data):
        try:
            return _moment(bytes(data))
        except ValueError:  # infinity, and years before Christ
            return super().load(data)


class PreparingCursor(ServerBindingCursor):
    """Sends a statement under a name that the connection's server process keeps its plan by."""

    def __init__(self, *arguments, **named):
        super().__init__(*arguments, **named)
        self.adapters.register_loader("timestamptz", MomentLoader)

    def execute(self, statement, parameters=None):
        return super().execute(statement, parameters, prepare=True)


class Prepared(Generic[Row]):
    """The rows of a queryset with `Asked` values in it, for any values.

    Django makes the SQL of a queryset anew each time, and PostgreSQL plans it. Here a compiler is kept with what it
    has made; what is constant stands in the text, so that indexes of a part of a table serve a plan for any values.
    How columns are read depends on what they are alone.
    """

    def __init__(self, queryset: Callable[[], QuerySet[Any, Row]]):
        self._make = queryset

    def rows(self, **values: object) -> list[Row]:
        made, text, names = self._made
        connection = connections[self._queryset.db]
        found = _fetched(connection, text, [values[name] for name in names])
        return list(map(self._as_it_stands, found)) if self._as_it_stands else self._converted(found, connection)

    def _converted(self, found: list[tuple], connection) -> list[Row]:
        """What Django makes of rows: models, and values of fields that the database has in another shape."""
        queryset, compiler = self._queryset.all(), copy(self._made[0])
        compiler.connection = connection
        compiler.execute_sql = lambda *_arguments, **_named: [found]
        queryset.query.get_compiler = lambda *_arguments, **_named: compiler
        return list(queryset)

    @cached_property
    def _queryset(self) -> QuerySet[Any, Row]:
        return self._make()

    @cached_property
    def _as_it_stands(self) -> Callable[[tuple], Row] | None:
        """What makes a row of what was fetched, where it has names and nothing is to be converted (see Django's
        `NamedValuesListIterable`); None elsewhere."""
        queryset, compiler = self._queryset, self._made[0]
        if queryset._iterable_class is not NamedValuesListIterable:
            return None
        if compiler.get_converters(one for one, _sql, _alias in compiler.select):
            return None
        return create_namedtuple_class(*queryset._fields)._make

    @cached_property
    def _made(self) -> tuple[SQLCompiler, str, list[str]]:
        """The compiler, which knows what the columns are once it has made the SQL; that; and the values it needs."""
        compiler = self._queryset.query.get_compiler(using=self._queryset.db)
        text, parameters = compiler.as_sql()
        converters = compiler.get_converters([column for column, *_rest in compiler.select])
        compiler.get_converters = lambda _columns: converters
        written = tuple("%s" if isinstance(one, Asked) else _literal(one) for one in parameters)
        return (
            compiler,
            text.replace("%%", "%%%%") % written,
            [one.value for one in parameters if isinstance(one, Asked)],
        )


def _literal(value: object) -> str:
    return sql.quote(value).replace("%", "%%")


def _fetched(connection, text: str, values: list) -> list[tuple]:
    """As `connection.cursor()` would, which sends values as a part of the text and so prepares nothing."""
    connection.ensure_connection()
    with connection.wrap_database_errors:
        plain = PreparingCursor(connection.connection)
    wrapped = connection.make_debug_cursor(plain) if connection.queries_logged else connection.make_cursor(plain)
    with wrapped as cursor:
        cursor.execute(text, values)
        return cursor.fetchall()

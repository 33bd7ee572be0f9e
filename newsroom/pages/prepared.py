"""A query whose SQL is made once: for the one with everything on it, making it costs more than the database does."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from functools import cached_property
from typing import Generic, TypeVar

from django.db import connections
from django.db.models import Model, QuerySet
from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row", bound=Model)
STAND_IN = "\ue000 where the value goes \ue000"  # a text that stands nowhere else in a query


class Prepared(Generic[Row]):
    """The rows of a queryset that depends on one text, for any text.

    Django makes the SQL of a queryset anew each time. Here a compiler is kept with what it has made, and a copy of it
    is given this request's connection and value.
    """

    def __init__(self, queryset_for: Callable[[str], QuerySet[Row]]):
        self._queryset_for = queryset_for

    def rows(self, value: str) -> list[Row]:
        queryset = self._queryset.all()
        made, text, parameters = self._made
        compiler = copy(made)
        compiler.connection = connections[queryset.db]
        filled = tuple(value if parameter == STAND_IN else parameter for parameter in parameters)
        compiler.as_sql = lambda *_arguments, **_named: (text, filled)
        queryset.query.get_compiler = lambda *_arguments, **_named: compiler
        return list(queryset)

    @cached_property
    def _queryset(self) -> QuerySet[Row]:
        return self._queryset_for(STAND_IN)

    @cached_property
    def _made(self) -> tuple[SQLCompiler, str, tuple]:
        """The compiler, which knows what the columns are once it has made the SQL, and that."""
        compiler = self._queryset.query.get_compiler(using=self._queryset.db)
        return (compiler, *compiler.as_sql())

"""Which parts of a query string a page has read: all others (utm_source, fbclid) make no other page of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponseBase, QueryDict

MOST_PATHS = 20_000
Names = frozenset[str] | None  # None: it looked at the query as a whole
Place = tuple[tuple[str, tuple[str, ...]], ...]  # names with their values, in the order of the names


class Read(NamedTuple):
    """What a page for readers has read of its query, and whether its form was chosen by Accept; such a page may be
    kept."""

    names: Names
    by_accept: bool = False


class NotedQuery(QueryDict):
    """A query that notes which names were asked for, so that no view has to list them."""

    def __init__(self, query_string: bytes | str | None = None, **options: Any):
        self._asked: set[str] | None = set()
        super().__init__(query_string, **options)
        self._asked = set()

    @property
    def names(self) -> Names:
        return None if self._asked is None else frozenset(self._asked)

    def __getitem__(self, name):
        self._note(name)
        return super().__getitem__(name)

    def __contains__(self, name):
        self._note(name)
        return super().__contains__(name)

    def _getlist(self, name, *arguments, **named):  # what getlist and pop ask
        self._note(name)
        return super()._getlist(name, *arguments, **named)

    def __iter__(self) -> Iterator[str]:
        self._asked = None
        return super().__iter__()

    def __len__(self):
        self._asked = None
        return super().__len__()

    def keys(self):
        self._asked = None
        return super().keys()

    def lists(self):
        self._asked = None
        return super().lists()

    def _note(self, name):
        if self._asked is not None:
            self._asked.add(str(name))


def note_query(request: HttpRequest) -> None:
    """Puts a query that notes in the place of the request's own."""
    request.GET = NotedQuery(request.META.get("QUERY_STRING", "").encode("latin-1"), encoding=request.encoding)


def allow_keeping(request: HttpRequest, response: HttpResponseBase, *, by_accept: bool = False) -> None:
    """Says that whoever asks for this path, with these values of the names that were read (and this Accept, below an
    address of `serving.NEGOTIATED`), may get this response."""
    response.query_read = Read(request.GET.names, by_accept)


class Places:
    """For each path the names that its pages have read. Kept over editions: they come with the code."""

    def __init__(self) -> None:
        self._names: dict[str, Names] = {}

    def place(self, path: str, query_string: str) -> Place | None:
        """What tells this page from others of its path; None for what is no query.

        Two pages that the same names were read for have the same place only with the same values. A page that reads
        further names only for some values is told apart by them as soon as it was made once.
        """
        try:
            query = QueryDict(query_string.encode("latin-1"))
        except SuspiciousOperation:
            return None
        names = self._names.get(path)
        wanted = query if names is None else names.intersection(query)
        return tuple((name, tuple(query.getlist(name))) for name in sorted(wanted))

    def note(self, path: str, names: Names) -> None:
        known = self._names.get(path, frozenset())
        if len(self._names) >= MOST_PATHS:
            self._names.clear()
        self._names[path] = None if known is None or names is None else known | names

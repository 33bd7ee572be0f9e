"""The questions of `bench.search`, once Django is set up: to the index alone and as pages."""

from __future__ import annotations

from collections.abc import Callable

from django.http import QueryDict
from django.test import Client

from articles import search
from articles.models import Publication
from newsroom.pages.search_choices import choices
from newsroom.pages.search_form import read


def count() -> int:
    return Publication.objects.live().count()


def by_key() -> Callable[[], object]:
    key = Publication.objects.live().values_list("pk", flat=True)[0]
    return lambda: Publication.objects.values_list("path").get(pk=key)


def search_of(query: str) -> tuple[Callable[[], object], str]:
    """Asks the index, and what it finds."""
    form = read(QueryDict(query), language="en", choices=choices())
    question, names = form.question(), form.choices.names
    found = search.search(question, names=names)
    said = f"{len(found.keys)}{' or more' if found.is_more else ''}{'' if found.is_whole else ', stopped'}"
    return lambda: search.search(question, names=names), said


def page_of(query: str) -> Callable[[], object]:
    """Asks for the page, made anew each time."""
    reader = Client(SERVER_NAME="localhost")

    def get() -> None:
        answer = reader.get(f"/search/?{query}")
        assert answer.status_code == 200, (query, answer.status_code)

    return get

"""The lists that `bench.article_list` measures, once Django is set up."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.test import Client

from articles.models import Article

from .filling import fill, section_reporter
from .measuring import cost

LIST = "/admin/articles/article/"
PER_PAGE = 50


def costs(size: int, *, lists: dict[str, str]) -> dict[str, tuple[float, int, int]]:
    """Milliseconds, queries and rows: for an editor, who sees every story, and for a reporter of one section."""
    fill(size)
    last = -(-Article.objects.count() // PER_PAGE)
    editor = get_user_model().objects.get(username="chief")
    found = {}
    for role, person in {"editor": editor, "reporter": section_reporter()}.items():
        browser = Client(SERVER_NAME="localhost")
        browser.force_login(person)
        asked = lists | ({"the last page": f"p={last}"} if role == "editor" else {})
        for name, query in asked.items():
            rows = _get(browser, query)
            spent = cost(lambda query=query, browser=browser: _get(browser, query))
            found[f"{role}: {name}"] = (spent.milliseconds, spent.queries, rows)
    return found


def _get(browser: Client, query: str) -> int:
    """How many rows the list has."""
    answer = browser.get(f"{LIST}?{query}")
    assert answer.status_code == 200, (query, answer.status_code, answer.get("Location"))
    return answer.content.count(b'class="field-headline_column')

"""`python -m bench.reader_addresses`: addresses of readers' pages in a database, by kind, as JSON."""

from __future__ import annotations

import json
import os

import django

SECTION = "economy"
PER_PAGE = 20
DEEP_PAGE = 5_000
TRIES = 600  # addresses of a kind: each is asked for once, so that none is remembered


def addresses() -> dict[str, list[str]]:
    """The stories of one section, newest first and oldest first, none in both; its list near the top and far down."""
    from articles.models import Publication  # noqa: PLC0415 - needs Django set up

    stories = Publication.objects.live().in_language("en").filter(top_section__slug=SECTION)
    places = stories.newest_first().values_list("first_published_at", "pk")
    count = stories.count()
    deep = min(DEEP_PAGE * PER_PAGE, max(0, count - TRIES - PER_PAGE))
    return {
        "articles": _paths(stories.newest_first()[: count // 2]),
        "old articles": _paths(stories.order_by("first_published_at", "pk")[: count // 2]),
        "top": _lists(places[PER_PAGE : PER_PAGE + TRIES]),
        "deep": _lists(places[deep : deep + TRIES]),
        "deep page": [str(deep // PER_PAGE)],
    }


def _paths(stories) -> list[str]:
    from django.utils.encoding import iri_to_uri  # noqa: PLC0415

    return [iri_to_uri(path) for path in stories.values_list("path", flat=True)[:TRIES]]


def _lists(places) -> list[str]:
    from newsroom.pages.cursors import Place, written  # noqa: PLC0415

    return [f"/{SECTION}/?before={written(Place(*place))}" for place in places]


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    django.setup()
    print(json.dumps(addresses()))

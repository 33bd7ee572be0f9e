"""Writes the terms that were put off until there is time for them."""

from __future__ import annotations

from django.db import transaction

from . import indexing, reader_terms
from .models import Publication, Unindexed

AT_ONCE = 100  # stories, which nobody changes meanwhile


def index_waiting() -> int:
    """Lets the desk, and readers as far as they have them, find all stories that wait for it; returns how many."""
    count = 0
    while keys := list(Unindexed.objects.order_by("pk").values_list("pk", flat=True)[:AT_ONCE]):
        _index(keys)
        count += len(keys)
    return count


@transaction.atomic
def _index(keys: list[int]) -> None:
    """The articles are locked first, as every move does it: what is published meanwhile is seen, or comes after."""
    indexing.index_all(keys)
    Unindexed.objects.filter(pk__in=keys).delete()
    reader_terms.index_all(Publication.objects.live().filter(article__in=keys).values_list("pk", flat=True))

"""The stories of an export that is for others: those that readers have, some at a time, and what was taken back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import NamedTuple

from django.db.models import Q, QuerySet

from articles import bodies
from articles.models import Publication
from articles.paths import absolute
from newsroom.api.rows import in_whole
from newsroom.pages.former_links import former_addresses

from .formats import Choice

AT_ONCE = 100  # in memory


class Story(NamedTuple):
    """A live story with all that a page shows of it, and the addresses of the live ones that it links to."""

    publication: Publication
    addresses: Mapping[int | str, str]


def chosen(choice: Choice) -> QuerySet[Publication]:
    """Those of a choice, whatever has become of them."""
    found = Publication.objects.all()
    if choice.language:
        found = found.in_language(choice.language)
    if choice.section:
        found = found.filter(Q(section=choice.section) | Q(top_section=choice.section))
    return found.with_last_change().filter(last_change_at__gte=choice.since) if choice.since else found


def stories(choice: Choice) -> Iterator[Story]:
    """Each live story in turn, in the order in which they were begun; two queries for each hundred."""
    rows = in_whole(chosen(choice).live()).select_related("section__parent").order_by("pk")
    waiting = rows.iterator(chunk_size=AT_ONCE)
    while publications := list(islice(waiting, AT_ONCE)):
        addresses = _addresses(publications)
        yield from (Story(publication, addresses) for publication in publications)


def taken_back(choice: Choice) -> Iterator[Publication]:
    """Those that readers had and have no more: whoever has them already is to be told."""
    return chosen(choice).exclude(status="live").order_by("pk").iterator(chunk_size=AT_ONCE)


def _addresses(publications: Iterable[Publication]) -> dict[int | str, str]:
    linked = {key for publication in publications for key in bodies.references(publication.body_html).articles}
    live = Publication.objects.live().filter(article__in=linked) if linked else Publication.objects.none()
    addresses: dict[int | str, str] = {key: absolute(path) for key, path in live.values_list("article", "path")}
    return addresses | former_addresses(publication.body_html for publication in publications)

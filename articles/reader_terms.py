"""Keeps the terms that readers find publications by in step with what they have."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction

from . import bodies, copying, term_keys, vectors
from .indexing_later import puts_off
from .models import Article, Edition, Publication, PublicationByline, PublicationTerms
from .vectors import Text

AT_ONCE = 100  # publications in memory


def index(rows: Iterable[PublicationTerms]) -> None:
    """Stores terms in place of what was there, in the transaction that changes their publications."""
    fields = ["first_published_at", "vector"]
    PublicationTerms.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["publication"], update_fields=fields
    )


def index_new(publications: Sequence[tuple[Publication, Sequence[PublicationByline], Sequence[int]]]) -> None:
    """Stores the terms of publications that have none yet, each given with its bylines and topics; or lets the worker
    do it."""
    if not puts_off([publication.article_id for publication, _lines, _topics in publications]):
        copying.store([terms_of(one, bylines=lines, topics=topics) for one, lines, topics in publications])


def forget(publication: Publication) -> None:
    """Takes a publication out of the index, before it is taken from readers."""
    PublicationTerms.objects.filter(publication=publication).delete()


def terms_of(
    publication: Publication, *, bylines: Iterable[PublicationByline], topics: Iterable[int]
) -> PublicationTerms:
    """What a publication is found by, unsaved. The names of its section, topics and authors are looked up when
    somebody searches: they may change."""
    bylines = list(bylines)
    keys = term_keys.of_story(
        language=publication.language,
        section=publication.section_id,
        authors=(line.author_id for line in bylines if line.author_id),
        topics=topics,
        at=publication.first_published_at,
    )
    vector = vectors.vector(
        _texts(publication, names=(line.name for line in bylines if not line.author_id)),
        language=publication.language,
        headline=publication.headline,
        body=bodies.plain_text(publication.body_html),
        keys=keys,
    )
    return PublicationTerms(publication=publication, first_published_at=publication.first_published_at, vector=vector)


def index_all(keys: Iterable[int]) -> int:
    """Writes the terms of these publications anew, some at a time; returns how many are live."""
    keys, indexed = sorted(keys), 0
    for start in range(0, len(keys), AT_ONCE):
        with transaction.atomic():
            indexed += _index_some(keys[start : start + AT_ONCE])
    return indexed


def _index_some(keys: list[int]) -> int:
    """Nothing is published or taken back while the terms are made: both lock the article."""
    list(Article.objects.filter(publication__in=keys).order_by("pk").select_for_update().values_list("pk"))
    live = Publication.objects.live().filter(pk__in=keys).prefetch_related("bylines", "topics")
    index(
        [
            terms_of(
                publication, bylines=publication.bylines.all(), topics=[row.pk for row in publication.topics.all()]
            )
            for publication in live
        ]
    )
    if live:
        Edition.bump()  # pages of results are remembered
    return len(live)


def _texts(publication: Publication, *, names: Iterable[str]) -> list[Text]:
    """What readers see of a publication beside its body, by weight."""
    return [
        ("A", publication.headline),
        ("B", publication.kicker),
        ("B", publication.standfirst),
        ("B", publication.search_title),
        *(("B", name) for name in names),
        ("D", publication.dateline_place),
        ("D", publication.source),
        ("D", publication.credit_line),
        ("D", publication.lead_caption),
    ]

"""Keeps the terms that stories are found by in step with their texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction
from procrastinate.contrib.django import app as jobs

from . import bodies, copying, vectors
from .indexing_later import puts_off
from .models import Article, Author, Byline, StoryTerms
from .vectors import Text

INDEX_AUTHOR = "newsroom.desk.jobs.index_stories_of"
AT_ONCE = 100  # stories in memory
# What of a revision's content `texts` and their language come from.
SEARCHED = {
    *("language", "headline", "kicker", "standfirst", "bylines", "slug", "source", "credit_line", "dateline_place"),
    *("section_label", "body", "lead_caption"),
}


def index(*articles: Article) -> None:
    """Writes the terms of stories as they are saved now, in the caller's transaction."""
    rows = [StoryTerms(article=article, vector=vector(article, names=_names(article))) for article in articles]
    StoryTerms.objects.bulk_create(rows, update_conflicts=True, unique_fields=["article"], update_fields=["vector"])


def index_new(stories: Iterable[tuple[Article, Sequence[Byline]]]) -> None:
    """Writes the terms of stories that have none yet, whose bylines are given; or lets the worker do it."""
    stories = list(stories)
    if puts_off([article.pk for article, _lines in stories]):
        return
    authors = Author.objects.in_bulk({line.author_id for _article, lines in stories for line in lines} - {None})
    rows = []
    for article, lines in stories:
        names = [name for line in lines for name in _names_of(line, authors.get(line.author_id))]
        rows.append(StoryTerms(article=article, vector=vector(article, names=names)))
    copying.store(rows)


def is_felt(before: Mapping, after: Mapping) -> bool:
    """Whether a story whose content was one and is the other is found by other terms."""
    return any(before.get(name) != after.get(name) for name in SEARCHED)


def index_all(keys: Iterable[int]) -> int:
    """Writes the terms of these stories anew, some at a time; returns how many there were."""
    keys = sorted(keys)
    for start in range(0, len(keys), AT_ONCE):
        some = keys[start : start + AT_ONCE]
        with transaction.atomic():  # nobody changes a text while its terms are made
            stories = Article.objects.filter(pk__in=some).order_by("pk").prefetch_related("bylines__author")
            index(*stories.select_for_update())
    return len(keys)


def index_later(author: Author) -> None:
    """Lets the worker index every story with this author's byline: the name has changed."""
    jobs.configure_task(INDEX_AUTHOR).defer(author_id=author.pk)


def index_stories_of(author_id: int) -> int:
    """Writes the terms of every story with a byline of this author; returns how many."""
    return index_all(Article.objects.filter(bylines__author=author_id).values_list("pk", flat=True).distinct())


def texts(article: Article, *, names: Iterable[str]) -> list[Text]:
    """What a story is searched for beside its body, by weight; `names` are those of its bylines."""
    return [
        ("A", article.headline),
        ("B", article.kicker),
        ("B", article.standfirst),
        *(("B", name) for name in names),
        ("D", article.slug),
        ("D", article.source),
        ("D", article.credit_line),
        ("D", article.dateline_place),
        ("D", article.section_label),
        ("D", article.lead_caption),
    ]


def vector(article: Article, *, names: Iterable[str]) -> str:
    """The `tsvector` of a story whose bylines have these names."""
    return vectors.vector(
        texts(article, names=names),
        language=article.language,
        headline=article.headline,
        body=bodies.plain_text(article.body),
    )


def _names(article: Article) -> Iterable[str]:
    bylines = article.bylines.all()
    if "bylines" not in getattr(article, "_prefetched_objects_cache", {}):
        bylines = bylines.select_related("author")
    for byline in bylines:
        yield from _names_of(byline, byline.author)


def _names_of(byline: Byline, author: Author | None) -> Iterable[str]:
    """Printed names, and those of our authors in every language."""
    return author.names.values() if author else (byline.name,)

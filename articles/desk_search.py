"""Search over working copies, for the desk: every word somewhere in what names a story."""

from __future__ import annotations

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from . import bodies
from .models import Article, Author, Byline

COLUMNS = ("headline", "kicker", "slug", "standfirst", "source")
MOST_CHARACTERS = 200
MOST_WORDS = 8


def search(articles: QuerySet[Article], text: str) -> QuerySet[Article]:
    """Narrows stories to those that hold every word, or part of a word, of the text; without a word, all.

    It looks at what names a story (headline, kicker, slug, standfirst, source, bylines), not at the body: no
    index helps here, and bodies are what is long.
    """
    for word in words(text):
        articles = articles.filter(_holding(word))
    return articles


def words(text: str) -> list[str]:
    """The words that are looked for: tidied, at most MOST_WORDS of the first MOST_CHARACTERS characters."""
    return bodies.clean_line(text[:MOST_CHARACTERS]).split()[:MOST_WORDS]


def _holding(word: str) -> Q:
    condition = Q()
    for column in COLUMNS:
        condition |= Q(**{f"{column}__icontains": word})  # the names are the constants above
    authors = Q(slug__icontains=word)
    for code in settings.NEWSROOM_LANGUAGES:
        authors |= Q(**{f"names__{code}__icontains": word})
    by = Q(name__icontains=word) | Q(author__in=Author.objects.filter(authors))
    return condition | Q(Exists(Byline.objects.filter(by, article=OuterRef("pk"))))

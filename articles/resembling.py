"""Live stories whose address or headline is much like what somebody asked for."""

from __future__ import annotations

from itertools import combinations

from django.db.models import QuerySet

from . import headlines, vectors
from .headlines import Sketch, weight_of
from .models import Publication, Terms
from .patience import TookTooLong, limited

CANDIDATES = 40  # newest ones that share enough words to be compared
MOST_WORDS = 5
LONGEST = 200  # characters
ENOUGH = 0.5  # of the weight of the words that were asked for
PATIENCE_MILLISECONDS = 200


def resembling(text: str, *, language: str, most: int) -> list[Publication]:
    """The stories with path and headline alone that say most of a text's telling words in their headline, likest
    first. None where the database would take long to find them: words that many thousands share."""
    asked = headlines.sketch(text[:LONGEST], language=language)
    if not asked.forms:
        return []
    stories = Publication.objects.live().in_language(language).filter(terms__vector=Terms(_sharing(asked)))
    found = [(_share(asked, story), story) for story in _in_time(stories.order_by("-terms__first_published_at"))]
    return [story for share, story in sorted(found, key=lambda row: -row[0]) if share >= ENOUGH][:most]


def beginning(path: str, *, most: int) -> list[Publication]:
    """The stories with path and headline alone whose address begins so: one that was cut off on its way."""
    return list(_bare(Publication.objects.live().filter(path__startswith=path[:400]))[:most])


def _sharing(asked: Sketch) -> str:
    """A `tsquery` for two of the weightiest words in one headline; for the only word, if there is one alone."""
    words = sorted(asked.forms, key=lambda word: -weight_of(word))[:MOST_WORDS]
    terms = [vectors.in_headline(asked.forms[word]) for word in words]
    return " | ".join(f"({one} & {other})" for one, other in combinations(terms, 2)) or terms[0]


def _share(asked: Sketch, story: Publication) -> float:
    said = frozenset().union(*headlines.sketch(story.headline, language=story.language).forms.values())
    return sum(weight_of(word) for word, forms in asked.forms.items() if forms & said) / asked.weight


def _in_time(stories: QuerySet[Publication]) -> list[Publication]:
    try:
        with limited(PATIENCE_MILLISECONDS):
            return list(_bare(stories)[:CANDIDATES])
    except TookTooLong:
        return []


def _bare(stories: QuerySet[Publication]) -> QuerySet[Publication]:
    return stories.only("path", "headline", "language")

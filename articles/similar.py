"""The same story again? Finds recent stories whose headline says much the same."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone

from . import headlines, vectors
from .headlines import Sketch, weight_of
from .models import Article, Terms
from .rights import Person
from .workflow import DeskState

RECENT = timedelta(days=30)
CANDIDATES = 60  # newest ones that share enough words to be compared
SHOWN = 5
LONGEST = 300  # characters of a headline
HALF = 0.5  # of a headline's weight: two that are the same share more than that of either


def similar_to(headline: str, *, language: str, person: Person, but: int | None = None) -> list[Article]:
    """Recent stories in the same language that the person may see and that are likely the same, likest first.

    `but` is the story itself. One query: the index of terms brings headlines that share words, which are compared
    here.
    """
    said = headlines.sketch(headline[:LONGEST], language=language)
    if not said.forms:
        return []
    stories = Article.objects.visible_to(person).filter(
        terms__vector=Terms(_sharing(said, headline[:LONGEST])),
        language=language,
        changed_at__gte=timezone.now() - RECENT,
    )
    stories = stories.exclude(pk=but).exclude(desk_state=DeskState.SPIKED).select_related("section", "publication")
    found = [(_likeness(said, story), story) for story in stories.order_by("-changed_at", "-id")[:CANDIDATES]]
    same = [(likeness, story) for likeness, story in found if likeness >= headlines.SAME]
    return [story for _likeness, story in sorted(same, key=lambda row: -row[0])[:SHOWN]]


def _likeness(said: Sketch, story: Article) -> float:
    return headlines.alike(said, headlines.sketch(story.headline, language=story.language))


def _sharing(said: Sketch, headline: str) -> str:
    """A `tsquery` for the very headline, or two of its weightiest words: so many that a headline which is the same
    must have two of them."""
    words = list(_weightiest(said))
    asked = [vectors.in_headline(said.forms[word]) for word in words]
    pairs = [f"({one} & ({' | '.join(asked[place:])}))" for place, one in enumerate(asked, 1) if asked[place:]]
    return " | ".join([vectors.exactly(vectors.whole_line(headline)), *pairs])


def _weightiest(said: Sketch) -> Iterator[str]:
    """Words by weight, until without any one of them they are still half of the headline."""
    ordered = sorted(said.forms, key=lambda word: -weight_of(word))
    weight = 0.0
    for word in ordered:
        yield word
        weight += weight_of(word)
        if weight - weight_of(ordered[0]) > HALF * said.weight:
            return

"""Full-text search over working copies, for the desk. `articles.wanted` says what can be typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from django.conf import settings
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet, Value
from django.db.models.expressions import Combinable

from . import wanted
from .models import Article, StoryTerms, Terms
from .vectors import exactly
from .wanted import MOST_CHARACTERS, Wanted
from .workflow import DeskState, Readers

__all__ = ["MOST_CHARACTERS", "few", "in_two", "rare", "search", "understood"]
FEW = 2000  # stories whose keys are read at once

# What may stand before a colon, and what it asks of a story: nothing else can be asked for by name.
NARROWING: dict[str, Callable[[str], Q]] = {
    "state": lambda value: Q(desk_state=value) if value in DeskState.values else Q(publication__status=value),
    "section": lambda value: Q(section__slug=value) | Q(section__parent__slug=value),
    "language": lambda value: Q(language=value),
    "assignee": lambda value: Q(assignee__username__iexact=value),
}
VALUES = dict.fromkeys(NARROWING) | {"state": {*DeskState.values, *Readers.values} - {Readers.NONE}}


def understood(text: str) -> Wanted | None:
    """What is looked for with a text; None if there is nothing to be seen in it."""
    return wanted.understood(text, languages=settings.NEWSROOM_LANGUAGES, narrowing=VALUES)


def search(stories: QuerySet[Article], text: str) -> QuerySet[Article]:
    """Narrows stories to those that a text finds; without a visible character, all."""
    asked = understood(text)
    if asked is None:
        return stories
    if asked.number is None:
        return _holding(stories, asked)
    condition = Q(pk=asked.number)
    if asked.terms:
        condition |= Q(pk__in=StoryTerms.objects.filter(vector=Terms(asked.terms)).values("article"))
    return stories.filter(condition)


def rare(text: str) -> list[int] | None:
    """The keys of all stories that hold the words of a text, where it has nothing but words and they are no more than
    FEW; in one query, and for the reason that `few` gives."""
    asked = understood(text)
    if asked is None or not asked.terms or asked.narrowing or asked.number is not None:
        return None
    holding = StoryTerms.objects.filter(vector=Terms(asked.terms)).values_list("article", flat=True)
    keys = list(holding[: FEW + 1])
    return keys if len(keys) <= FEW else None


def few(stories: QuerySet[Article], text: str, *, names_first: bool) -> list[int] | None:
    """The keys of all that `search` finds, in the order of `stories`, perhaps with what the text names first; None if
    the text may find more than FEW.

    Two queries, of which the first asks the index of terms alone: how rare several words are together, or the
    beginning of one, PostgreSQL cannot know before, and it would read a hundred thousand stories to find none.
    """
    asked = understood(text)
    if asked is None or asked.narrowing and not asked.terms:
        return None
    named = {} if asked.number is None else {asked.number: True}
    if asked.terms:
        holding = StoryTerms.objects.filter(vector=Terms(asked.terms)).annotate(is_named=_says_just(asked))
        holding = holding.values_list("article", "is_named")[: FEW + 1]
        named = dict(holding) | named
    if len(named) > FEW:
        return None
    found = _narrowed(stories, asked).filter(pk__in=named).values_list("pk", flat=True) if named else []
    return sorted(found, key=lambda key: not named[key]) if names_first else list(found)


def in_two(stories: QuerySet[Article], text: str) -> tuple[QuerySet[Article] | None, QuerySet[Article]]:
    """What `search` finds, as two queries that an index answers each: stories that the text names, by their number
    or by their whole headline (None if it can name none), and all others."""
    asked = understood(text)
    if asked is None:
        return None, stories
    if asked.number is not None:
        others = _holding(stories, asked) if asked.terms else stories.none()
        return stories.filter(pk=asked.number), others.exclude(pk=asked.number)
    if not asked.headline or not asked.terms:
        return None, _holding(stories, asked)
    headline = exactly(asked.headline)
    named = _holding(stories, replace(asked, terms=f"{asked.terms} & {headline}"))
    return named, _holding(stories, replace(asked, terms=f"{asked.terms} & !{headline}"))


def _holding(stories: QuerySet[Article], asked: Wanted) -> QuerySet[Article]:
    if asked.is_nothing:
        return stories.none()
    stories = _narrowed(stories, asked)
    return stories.filter(terms__vector=Terms(asked.terms)) if asked.terms else stories


def _narrowed(stories: QuerySet[Article], asked: Wanted) -> QuerySet[Article]:
    for name, value in asked.narrowing:
        stories = stories.filter(NARROWING[name](value))
    return stories


def _says_just(asked: Wanted) -> Combinable:
    """Whether a story's headline is what was typed and nothing more."""
    if asked.number is not None or not asked.headline:
        return Value(False)  # noqa: FBT003 - a value of SQL
    return ExpressionWrapper(Q(vector=Terms(exactly(asked.headline))), output_field=BooleanField())

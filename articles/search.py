"""Full-text search over publications, for readers, at a cost that has a bound."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.postgres.search import SearchRank
from django.db.models import F, FloatField
from django.db.models.functions import Extract, Greatest, Now

from .models import IsAnyOf, PublicationTerms, Terms
from .named import Names
from .newest import Newest, within
from .patience import TookTooLong, limited
from .questions import BEST, MOST_WORDS, NEWEST, Asked, Question
from .wanted import MOST_CHARACTERS

__all__ = ["BEST", "MOST", "MOST_CHARACTERS", "MOST_WORDS", "NEWEST", "Found", "Question", "search"]

MOST = 1000  # matches that are put in order, the newest ones
MOST_NAMED = 20  # stories with the very headline
A_STATEMENT = 800  # milliseconds
WEIGHTS = [0.05, 0.1, 0.4, 1.0]  # of D (place, source), C (body), B (standfirst, byline) and A (headline)
FADES = timedelta(days=365)  # after which a match counts half


@dataclass(frozen=True, kw_only=True)
class Found:
    """The keys of publications in order, and whether there are more. If time did not allow to look at all that there
    is, `back_to` is the moment since which everything was looked at (None: not even at the newest)."""

    keys: Sequence[int] = ()
    is_more: bool = False
    is_whole: bool = True
    back_to: datetime | None = None


def search(question: Question, *, names: Names) -> Found:
    """What readers have that a question finds: its newest MOST matches, in the order that it asks for."""
    if not question.is_something:
        return Found()
    asked = Asked(question, names=names)
    newest = Newest(asked, most=MOST + 1)
    keys: Sequence[int] = ()
    try:
        with limited(A_STATEMENT):
            newest.collect()
            keys = _best(asked, newest.matches[:MOST]) if question.order == BEST and asked.ranking else ()
    except TookTooLong:
        pass  # with what was found until then
    return Found(
        keys=keys or newest.matches[:MOST],
        is_more=len(newest.matches) > MOST,
        is_whole=newest.is_whole,
        back_to=newest.back_to,
    )


def _best(asked: Asked, matches: Sequence[int]) -> list[int]:
    """The very headline first; then by how much of what is looked for they have, and where, older ones less."""
    rank = SearchRank(F("vector"), Terms(asked.ranking), weights=WEIGHTS)
    age = Greatest(Extract(Now() - F("first_published_at"), "epoch"), 0.0, output_field=FloatField())
    scored = PublicationTerms.objects.filter(IsAnyOf(matches)).annotate(score=rank / (1 + age / FADES.total_seconds()))
    return list(dict.fromkeys([*_named(asked), *scored.order_by("-score", "-pk").values_list("pk", flat=True)]))[:MOST]


def _named(asked: Asked) -> list[int]:
    """Stories with the very headline, however old."""
    if not asked.headline:
        return []
    rows = within(PublicationTerms.objects.filter(vector=Terms(asked.headline)), asked.question)
    return list(rows.order_by("-first_published_at").values_list("pk", flat=True)[:MOST_NAMED])

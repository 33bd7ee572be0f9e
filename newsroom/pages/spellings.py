"""What somebody may have meant who typed a word that no story has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from difflib import get_close_matches

from articles import terms
from articles.models import Publication
from articles.questions import Question
from newsroom.pagecache.remembering import by_edition

HEADLINES = 2000  # the newest, whose words are known
SHORTEST, LONGEST = 4, 30  # letters of a word that is worth guessing at
LIKENESS = 0.75
MOST_GUESSES = 3  # words of a search


def meant(question: Question) -> str:
    """The words that were typed, with those that are in no headline replaced by one that looks alike; "" if none is.

    Headlines of every language for no language in particular.
    """
    parts = question.parts
    if any(part.is_excluded for part in parts):
        return ""
    typed = [word for part in parts for word in part.words]
    known = _words(question.language)
    strange = [word for word in typed if word not in known and SHORTEST <= len(word) <= LONGEST]
    guesses = {word: _alike(word, known) for word in strange[:MOST_GUESSES]}
    return " ".join(guesses.get(word) or word for word in typed) if any(guesses.values()) else ""


def _alike(word: str, known: Iterable[str]) -> str:
    near = [other for other in known if abs(len(other) - len(word)) <= 2 and set(other) & set(word[:2])]
    return next(iter(get_close_matches(word, near, n=1, cutoff=LIKENESS)), "")


@by_edition
def _words(language: str) -> tuple[str, ...]:
    """Words of the newest headlines, the usual ones first, folded."""
    live = Publication.objects.live()
    live = live.in_language(language) if language else live
    headlines = live.newest_first().values_list("headline", flat=True)[:HEADLINES]
    counted = Counter(word for headline in headlines for word in terms.words(headline))
    return tuple(word for word, _times in counted.most_common() if len(word) >= SHORTEST)

"""What somebody may have meant who typed a word that no story has."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from django.conf import settings

from articles import terms
from articles.models import Publication
from articles.questions import Question
from newsroom.pagecache.remembering import by_edition

HEADLINES = 2000  # the newest, whose words are known
SHORTEST, LONGEST = 4, 30  # letters of a word that is worth guessing at
LIKENESS = 0.75
MOST_GUESSES = 3  # words of a search
_CORE = re.compile(r"[^\W_](?:\S*[^\W_])?")  # a word without the signs around it


@dataclass(frozen=True)
class Known:
    """The words of headlines: as they are written by what they are folded to, the usual ones first; and all forms."""

    written: dict[str, str]
    forms: frozenset[str]

    def has(self, word: str) -> bool:
        return not self.forms.isdisjoint(_forms(word))


def meant(question: Question) -> str:
    """What was typed, with the words that no headline has in any form replaced by one that looks alike; "" if none is.

    Headlines of every language for no language in particular.
    """
    parts = question.parts
    if any(part.is_excluded for part in parts):
        return ""
    known = _known(question.language)
    typed = [word for part in parts for word in part.words if SHORTEST <= len(word) <= LONGEST]
    strange = [word for word in typed if not known.has(word)]
    guesses = {word: _alike(word, known.written) for word in strange[:MOST_GUESSES]}
    corrected = _CORE.sub(lambda core: guesses.get("".join(terms.words(core[0]))) or core[0], question.text)
    return corrected if any(guesses.values()) and corrected != question.text else ""


def _alike(word: str, written: dict[str, str]) -> str:
    near = [other for other in written if abs(len(other) - len(word)) <= 2 and set(other) & set(word[:2])]
    return next((written[other] for other in get_close_matches(word, near, n=1, cutoff=LIKENESS)), "")


@by_edition
def _known(language: str) -> Known:
    live = Publication.objects.live()
    live = live.in_language(language) if language else live
    headlines = live.newest_first().values_list("headline", flat=True)[:HEADLINES]
    counted = Counter(core.casefold() for headline in headlines for core in _CORE.findall(headline))
    written: dict[str, str] = {}
    for core, _times in counted.most_common():
        words = terms.words(core)
        for word in words:
            written.setdefault(word, core if len(words) == 1 else word)
    forms = frozenset(form for word in written for form in _forms(word))
    return Known({word: core for word, core in written.items() if len(word) >= SHORTEST}, forms)


def _forms(word: str) -> Iterator[str]:
    """What a folded word shares with others, in any language."""
    yield from terms.spellings(word)
    for language in settings.NEWSROOM_LANGUAGES:
        yield from terms.stems(word, language)

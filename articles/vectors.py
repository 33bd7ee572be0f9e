"""Terms as PostgreSQL's full-text search keeps and asks for them: `tsvector` and `tsquery`, as text. Pure.

A lexeme is a word as written, `=` and a stem, `~` and either of a headline, `^` and a whole headline, or `#` and what
else a story is narrowed by; no word of `terms` begins like that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from . import terms

STEM, HEADLINE, WHOLE, KEY = "=", "~", "^", "#"
GAP = 8  # positions between two texts: no phrase runs from one into the next
LAST_POSITION = 16_383  # of a tsvector
MOST_PLACES = 255  # of one lexeme
MOST_CHARACTERS = 400_000  # of all lexemes together: a tsvector holds a megabyte
LONGEST_WHOLE = 300
SHORTEST_BEGINNING = 3  # letters from which the beginning of a word is looked for: fewer would be in every story

Text = tuple[str, str]  # weight (A, B, C or D) and text


def vector(texts: Iterable[Text], *, language: str, headline: str, keys: Iterable[str] = ()) -> str:
    """A story's texts as a `tsvector`: what does not fit in one, at the end, is left out. `keys` are lexemes besides,
    of which `terms` makes none."""
    places: dict[str, list[str]] = {lexeme: [] for lexeme in (*keys, *_of_headline(headline, language))}
    room, position = MOST_CHARACTERS, 0
    for weight, text in texts:
        for word in terms.words(text):
            position += 1
            room -= _add(places, _kept_as(word, language), place=f"{position}{weight}")
            if position >= LAST_POSITION or room <= 0:
                return _written(places)
        for word in terms.in_one(text):
            room -= _add(places, _kept_as(word, language), place=f"{position}{weight}")
        position += GAP
    return _written(places)


def whole_line(text: str) -> str:
    """The lexeme of a whole headline, "" for one without words."""
    line = " ".join(terms.words(text))[:LONGEST_WHOLE]
    return WHOLE + line if line else ""


def forms(word: str, language: str) -> Iterator[str]:
    """The lexemes that a folded word of a story is kept as."""
    yield from terms.spellings(word)
    for stem in terms.stems(word, language):
        yield STEM + stem


def any_form(word: str, *, languages: Sequence[str], beginning: bool = False) -> str:
    """A `tsquery` for a folded word in any of its forms; with `beginning`, for words that begin like it, too."""
    star = "*" if beginning and len(word) >= SHORTEST_BEGINNING else ""
    first, *others = forms_of(word, languages=languages)
    return f"({' | '.join([_quoted(first) + _flags(star), *map(_quoted, others)])})"


def forms_of(word: str, *, languages: Sequence[str]) -> list[str]:
    """The lexemes that say that a story has a folded word in some form, the word itself first."""
    found = dict.fromkeys(terms.spellings(word))
    found |= dict.fromkeys(stem for language in languages for stem in terms.stems(word, language))
    return [word, *(form for form in found if form != word), *(STEM + form for form in found)]


def joined(words: Sequence[str], *, languages: Sequence[str], in_one: str = "", beginning: bool = False) -> str:
    """A `tsquery` for folded words that signs join, one after the other in any form, or written `in_one`."""
    last = len(words) - 1
    parts = [any_form(word, languages=languages, beginning=beginning and at == last) for at, word in enumerate(words)]
    apart = f"({' <-> '.join(parts)})"
    return f"({apart} | {any_form(in_one, languages=languages, beginning=beginning)})" if in_one else apart


def phrase(words: Sequence[str], *, beginning: bool = False) -> str:
    """A `tsquery` for folded words as they are written, one after the other."""
    star = "*" if beginning and len(words[-1]) >= SHORTEST_BEGINNING else ""
    quoted = [_quoted(word) for word in words]
    quoted[-1] += _flags(star)
    return f"({' <-> '.join(quoted)})"


def in_headline(forms: Iterable[str]) -> str:
    """A `tsquery` for a headline with any of these forms of a word."""
    return f"({' | '.join(_quoted(HEADLINE + form) for form in sorted(forms))})"


def any_of(lexemes: Iterable[str]) -> str:
    """A `tsquery` for any of some lexemes."""
    return f"({' | '.join(map(_quoted, lexemes))})"


def exactly(lexeme: str) -> str:
    """A `tsquery` for one lexeme."""
    return _quoted(lexeme)


def _of_headline(headline: str, language: str) -> Iterator[str]:
    if whole := whole_line(headline):
        yield whole
    for word in terms.words(headline):
        for form in (*terms.spellings(word), *terms.stems(word, language)):
            yield HEADLINE + form


def _add(places: dict[str, list[str]], forms: Iterable[str], *, place: str) -> int:
    """Notes a place of a word's forms; returns how many characters that took."""
    taken = 0
    for form in forms:
        found = places.get(form)
        if found is None:
            places[form] = [place]
            taken += len(form)
        elif len(found) < MOST_PLACES:
            found.append(place)
    return taken


@lru_cache(maxsize=terms.CACHED_WORDS)
def _kept_as(word: str, language: str) -> tuple[str, ...]:
    return tuple(forms(word, language))


def _written(places: dict[str, list[str]]) -> str:
    return " ".join([f"{_quoted(lexeme)}:{','.join(at)}" if at else _quoted(lexeme) for lexeme, at in places.items()])


def _quoted(lexeme: str) -> str:
    if lexeme.isalnum():
        return f"'{lexeme}'"
    escaped = lexeme.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"


def _flags(flags: str) -> str:
    return f":{flags}" if flags else ""

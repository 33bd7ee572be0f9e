"""Where a text has what was looked for, by the analyser that the index is made with. Pure.

A span is a start and an end, in characters of the text as it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise, takewhile
from typing import NamedTuple

from . import terms, vectors
from .wanted import Part

CACHED_TOKENS = 50_000
LONGEST_TOKEN = 2_000  # characters without a space; a longer one is shown, not looked at
READ = 20_000  # characters of a text: passages come from its first pages
PASSAGE = 180  # characters
BEFORE = 60  # of which stand before what was found
GAP = "\u2026"


class Piece(NamedTuple):
    """A stretch of text, found or not."""

    text: str
    is_found: bool = False


@dataclass(frozen=True)
class Sought:
    """What is looked for, word by word, and what must follow each other."""

    lexemes: frozenset[str]
    phrases: tuple[tuple[str, ...], ...] = ()
    # Where tokens have it, by language: texts share most of theirs.
    _places: dict[str, dict[str, tuple[tuple[int, int], ...]]] = field(default_factory=dict, compare=False, repr=False)

    def places(self, token: str, language: str) -> tuple[tuple[int, int], ...]:
        """Where a token has a single word that is looked for."""
        known = self._places.setdefault(language, {})
        if token not in known:
            words, wholes = _of_token(token)
            known[token] = tuple((start, end) for word, start, end in (*words, *wholes) if self.has(word, language))
        return known[token]

    def has(self, word: str, language: str) -> bool:
        return any(form in self.lexemes for form in _forms(word, language))


def sought(parts: Iterable[Part], *, languages: Sequence[str]) -> Sought:
    """What a search is found by, its excluded parts left out."""
    wanted = [part for part in parts if not part.is_excluded]
    phrases = tuple(part.words for part in wanted if part.is_quoted and part.is_in_order)
    single = (part.lexemes(languages=languages) for part in wanted if not (part.is_quoted and part.is_in_order))
    return Sought(lexemes=frozenset().union(*single), phrases=phrases)


def spans(text: str, what: Sought, *, language: str) -> list[tuple[int, int]]:
    """The spans of a text that were looked for, in order, none of them overlapping."""
    found = [(at + start, at + end) for at, token in _tokens(text) for start, end in what.places(token, language)]
    return _merged([*found, *_of_phrases(text, what.phrases)])


def pieces(text: str, what: Sought, *, language: str) -> list[Piece]:
    """The whole text, in pieces: joined, they are the text."""
    return _cut(text, spans(text, what, language=language), start=0, end=len(text))


def passage(text: str, what: Sought, *, language: str, length: int = PASSAGE) -> list[Piece]:
    """The part of a text that has most of what was looked for, the earlier of equals; nothing if it has nothing."""
    text = text[:READ]
    found = spans(text, what, language=language)
    if not found:
        return []
    start, end = _bounds(text, _fullest(text, found, length=length), length=length)
    shown = _cut(text, [span for span in found if start <= span[0] and span[1] <= end], start=start, end=end)
    before = [Piece(GAP)] if start else []
    after = [Piece(GAP)] if end < len(text) else []
    return [*before, *shown, *after]


class _Unit(NamedTuple):
    word: str
    start: int
    end: int


def _tokens(text: str) -> Iterator[tuple[int, str]]:
    """What stands between spaces, and where."""
    position = 0
    for token in text.split(" "):
        if token and len(token) <= LONGEST_TOKEN:
            yield position, token
        position += len(token) + 1


def _of_phrases(text: str, phrases: Iterable[tuple[str, ...]]) -> Iterator[tuple[int, int]]:
    """Where words follow each other, as they are written."""
    if not phrases:
        return
    units = [
        _Unit(word, at + start, at + end) for at, token in _tokens(text) for word, start, end in _of_token(token)[0]
    ]
    for phrase in phrases:
        for at in range(len(units) - len(phrase) + 1):
            row = units[at : at + len(phrase)]
            if tuple(unit.word for unit in row) == phrase:
                yield row[0].start, row[-1].end


@lru_cache(maxsize=CACHED_TOKENS)
def _of_token(token: str) -> tuple[tuple[_Unit, ...], tuple[_Unit, ...]]:
    units = []
    for start, end in terms.runs(token):
        units += [_Unit(word, start, end) for word in terms.words(token[start:end])]
    wholes = [_Unit(word, *place) for word, place in zip(terms.in_one(token), terms.joined(token), strict=True)]
    return tuple(units), tuple(wholes)


@lru_cache(maxsize=CACHED_TOKENS)
def _forms(word: str, language: str) -> tuple[str, ...]:
    return tuple(vectors.forms(word, language))


def _merged(found: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _fullest(text: str, found: Sequence[tuple[int, int]], *, length: int) -> int:
    """Where the stretch begins that has most different things that were found, then most of them."""

    def weight(at: int) -> tuple[int, int]:
        last = found[at][0] + length - BEFORE
        within = [text[start:end] for start, end in takewhile(lambda span: span[1] <= last, found[at : at + length])]
        return len({terms.fold(word) for word in within}), len(within)

    return found[max(range(min(len(found), 100)), key=lambda at: (weight(at), -at))][0]


def _bounds(text: str, first: int, *, length: int) -> tuple[int, int]:
    """Around a place, from the beginning of a word to the end of one, from a sentence's where one is near."""
    start = max(0, first - BEFORE)
    if start:
        near = max(text.rfind(sign, start, first) for sign in (". ", "? ", "! ", "؟ ", "\n"))
        space = text.find(" ", start, first)
        start = near + (2 if text[near] != "\n" else 1) if near >= 0 else space + 1 if space >= 0 else first
    end = start + length
    if end >= len(text):
        return start, len(text)
    space = text.rfind(" ", first + 1, end)
    return start, space if space > first else end


def _cut(text: str, found: Sequence[tuple[int, int]], *, start: int, end: int) -> list[Piece]:
    places = [start, *(place for span in found for place in span), end]
    cut = (Piece(text[one:other], bool(at % 2)) for at, (one, other) in enumerate(pairwise(places)))
    return [piece for piece in cut if piece.text]

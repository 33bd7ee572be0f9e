"""The same words again: letters compared by their words alone, whatever stands between and around them. Pure."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable

ALIKE = 0.75  # of all pairs of neighbouring words in two letters, so many in both: the one is the other, touched up
TATWEEL = "\u0640"  # lengthens an Arabic word and changes nothing in it
_LEFT_OUT = {"Mn", "Me", "Cf"}  # vowel marks and accents, and what nobody sees: the word stays the same
_WORD = re.compile(r"[^\W_]+")


def words_of(text: str) -> list[str]:
    """The words as they are compared: without case, marks on letters and all that is no letter or digit."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return _WORD.findall("".join(letter for letter in folded if not _is_left_out(letter)))


def _is_left_out(letter: str) -> bool:
    return letter == TATWEEL or unicodedata.category(letter) in _LEFT_OUT


def text_key(text: str) -> str:
    """The same for all texts of the same words."""
    return hashlib.sha256(" ".join(words_of(text)).encode()).hexdigest()


def is_like_any(text: str, others: Iterable[str]) -> bool:
    """Whether the text is nearly one of the others."""
    own = _pairs(text)
    return any(_share(own, _pairs(other)) >= ALIKE for other in others)


def _pairs(text: str) -> set[tuple[str, str]]:
    words = words_of(text)
    return set(zip(words, words[1:], strict=False)) or {(word, "") for word in words}


def _share(one: set, other: set) -> float:
    return len(one & other) / len(one | other) if one or other else 1.0


def has_words(words: Iterable[str], barred: str) -> bool:
    """Whether the words hold the barred ones, in a row. A `*` at the start or end of one stands for any letters."""
    wanted = [_matcher(part) for part in barred_words(barred).split()]
    seen = list(words)
    starts = range(len(seen) - len(wanted) + 1)
    return bool(wanted) and any(
        all(fits(word) for fits, word in zip(wanted, seen[start:], strict=False)) for start in starts
    )


def _matcher(part: str):
    core = part.strip("*")
    if part.startswith("*") and part.endswith("*"):
        return lambda word: core in word
    if part.startswith("*"):
        return lambda word: word.endswith(core)
    if part.endswith("*"):
        return lambda word: word.startswith(core)
    return lambda word: word == core


def barred_words(typed: str) -> str:
    """What was typed into the block list, as `has_words` reads it; "" if no word is in it."""
    parts = []
    for part in typed.split():
        words = words_of(part)
        if words:
            words[0] = ("*" if part.startswith("*") else "") + words[0]
            words[-1] += "*" if part.endswith("*") else ""
            parts += words
    return " ".join(parts)

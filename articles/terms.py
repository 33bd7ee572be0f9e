"""Text as a search sees it: words in one spelling, and the forms under which each is found. Pure.

Whatever is indexed and whatever is looked for goes through here, so that the two always agree.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import snowballstemmer

from .affixes import bare, is_arabic, is_hebrew, without_beginnings
from .texts import tidy

LONGEST_WORD = 60  # letters; the rest of a longer one is not looked at
CACHED_WORDS = 50_000
STEMMERS = {
    **{"ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english"},
    **{"es": "spanish", "fi": "finnish", "fr": "french", "ga": "irish", "hu": "hungarian", "it": "italian"},
    **{"nl": "dutch", "no": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian"},
    **{"ru": "russian", "sv": "swedish", "tr": "turkish"},
}
_HYPHENED = re.compile(r"(?<!\w)\w++(?:[-\u2010\u2011]\w++)+")
_SEVERAL = re.compile(r".*[0-9]s", re.ASCII)  # the 1990s, two F-16s
DEFAULT_STEMMER = "english"  # of a word in Latin letters in a story of another script

_LETTERS = str.maketrans(
    {
        **{"ة": "ه", "ى": "ي", "ٱ": "ا", "ی": "ي", "ې": "ي", "ک": "ك", "ھ": "ه", "ہ": "ه", "ە": "ه"},
        **{"ך": "כ", "ם": "מ", "ן": "נ", "ף": "פ", "ץ": "צ"},
        **{"ı": "i", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe"},
        **dict.fromkeys("ءـ'’ʼ‘`׳״", ""),  # hamza alone, tatweel, apostrophes
    }
)


class _Characters(dict):
    """What becomes of each character, remembered: accents and vowel signs go, digits become 0 to 9, and whatever
    is neither letter, digit nor a mark that spells becomes a space. Characters of scripts that write no spaces
    are words of their own."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        category = unicodedata.category(character)
        if category == "Nd":
            kept = str(unicodedata.decimal(character))
        elif _is_accent(code) or category == "Cf":
            kept = ""
        elif category[0] in "LNM":
            kept = f" {character} " if _stands_alone(code) else character
        else:
            kept = " "
        self[code] = kept
        return kept


_CHARACTERS = _Characters()


def fold(text: str) -> str:
    """The text in one spelling: no case, no accents, no vowel signs, one form of each letter, ASCII digits."""
    composed = unicodedata.normalize("NFKC", tidy(text)).casefold()
    plain = unicodedata.normalize("NFKD", composed).translate(_LETTERS).translate(_CHARACTERS)
    return unicodedata.normalize("NFC", plain)


def words(text: str) -> list[str]:
    """The folded words of a text in order; punctuation parts them."""
    return [word[:LONGEST_WORD] for word in fold(text).split()]


def in_one(text: str) -> list[str]:
    """The words that a text writes with a hyphen as others write them, in one: `email` for e-mail."""
    return [word for word, _place in _hyphened(text)]


def hyphened(text: str) -> list[tuple[int, int]]:
    """Where the words of `in_one` stand."""
    return [place for _word, place in _hyphened(text)]


def _hyphened(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    for found in _HYPHENED.finditer(text):
        if word := "".join(words(found[0]))[:LONGEST_WORD]:  # "_-ء" has none
            yield word, found.span()


def runs(text: str) -> Iterator[tuple[int, int]]:
    """Where the words of a text stand, as it is written: signs that `fold` drops count to a word only inside it."""
    start, end = -1, -1
    for at, character in enumerate(text):
        folded = fold(character)
        if folded[:1] == " ":
            if start >= 0:
                yield start, end
            start = -1
            if folded.strip():
                yield at, at + 1
        elif folded or start >= 0 and unicodedata.category(character)[0] == "M":
            start, end = at if start < 0 else start, at + 1
    if start >= 0:
        yield start, end


@lru_cache(maxsize=CACHED_WORDS)
def spellings(word: str) -> tuple[str, ...]:
    """A folded word as it is written, and without the small words that are written together with it."""
    return (word, *dict.fromkeys(without_beginnings(word)))


@lru_cache(maxsize=CACHED_WORDS)
def stems(word: str, language: str) -> tuple[str, ...]:
    """What a folded word shares with its other forms, itself left out: several where there is a doubt."""
    if is_arabic(word) or is_hebrew(word):
        found = bare(word)
    elif word.isalpha():
        found = [_stem(word, STEMMERS.get(language.partition("-")[0], DEFAULT_STEMMER))]
    else:
        found = [word[:-1]] if _SEVERAL.fullmatch(word) else []
    return tuple(stem for stem in dict.fromkeys(found) if stem not in spellings(word))


def _stem(word: str, algorithm: str) -> str:
    """By a stemmer of its own for each call: Snowball's keep the word in themselves, and threads share them."""
    return snowballstemmer.stemmer(algorithm).stemWord(word)


def _is_accent(code: int) -> bool:
    """Marks on Latin, Greek and Cyrillic letters, Hebrew points and Arabic vowel signs."""
    return (
        0x300 <= code <= 0x36F
        or 0x591 <= code <= 0x5C7
        or 0x610 <= code <= 0x61A
        or 0x64B <= code <= 0x65F
        or code == 0x670
        or 0x6D6 <= code <= 0x6ED
    )


def _stands_alone(code: int) -> bool:
    """Kana and Chinese characters."""
    return (
        0x3041 <= code <= 0x30FF or 0x3400 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF or 0x20000 <= code <= 0x3FFFF
    )

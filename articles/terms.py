"""Text as a search sees it: words in one spelling, and the forms under which each is found. Pure.

Whatever is indexed and whatever is looked for goes through here, so that the two always agree.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import chain

import snowballstemmer

from . import plurals
from .affixes import SHORTEST, bare, is_arabic, is_hebrew, without_beginnings
from .english import american
from .texts import tidy, without_controls
from .word_memory import WordMemory

LONGEST_WORD = 60  # letters; the rest of a longer one is not looked at
CACHED_WORDS = 5_000
STEMMERS = {
    **{"ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english"},
    **{"es": "spanish", "fi": "finnish", "fr": "french", "ga": "irish", "hu": "hungarian", "it": "italian"},
    **{"nl": "dutch", "no": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian"},
    **{"ru": "russian", "sv": "swedish", "tr": "turkish"},
}
# What some write in one and others do not: hyphens, also the Hebrew one; 3,500; U.S.; Arabic names of two words.
NAMES_OF_TWO = r"[وفبل]?(?:عبد|[أا]ب[وايى])"
_JOINED = re.compile(
    r"(?<!\w)(?:\w++(?:[-\u05be\u2010\u2011]\w++)+|\d{1,3}(?:[,\u066c]\d{3})++(?!\w)"
    rf"|(?:[^\W\d_]\.)+[^\W\d_]\.?(?!\w)|{NAMES_OF_TWO}\s\w++)"
)
# Signs that are a part of their word: of a Hebrew abbreviation (also as a keyboard has them), C++, C#.
_SIGNS = re.compile(r"""(?<=[\u0591-\u05ea])["”“](?=[\u05d0-\u05ea])|(?<=(?<!\w)[A-Za-z])(?:\+\+|\#)(?!\w)""")
_SPELLED = {"++": "plusplus", "#": "sharp"}
_SEVERAL = re.compile(r".*[0-9]s", re.ASCII)  # the 1990s, two F-16s
DEFAULT_STEMMER = "english"  # of a word in Latin letters in a story of another script

_LETTERS = str.maketrans(
    {
        **{"ة": "ه", "ى": "ي", "ٱ": "ا", "ی": "ي", "ې": "ي", "ک": "ك", "ھ": "ه", "ہ": "ه", "ە": "ه"},
        **{"ڤ": "ف", "پ": "ب", "چ": "ج"},
        **{"ך": "כ", "ם": "מ", "ן": "נ", "ף": "פ", "ץ": "צ"},
        **{"ı": "i", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe"},
        **dict.fromkeys("ـ'’ʼ‘`׳״", ""),  # tatweel, apostrophes
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
    spelled = _SIGNS.sub(lambda sign: _SPELLED.get(sign[0], ""), text)
    composed = unicodedata.normalize("NFKC", tidy(spelled)).casefold()
    plain = unicodedata.normalize("NFKD", composed).translate(_LETTERS).translate(_CHARACTERS)
    return unicodedata.normalize("NFC", plain)


def words(text: str) -> list[str]:
    """The folded words of a text in order; punctuation parts them."""
    return list(chain.from_iterable(map(_FOLDED.__getitem__, without_controls(text).split())))


def _words_of(written: str) -> tuple[str, ...]:
    """What is written without a space, as words."""
    return tuple(word[:LONGEST_WORD] for word in fold(written).split())


_FOLDED = WordMemory(_words_of)


def in_one(text: str) -> list[str]:
    """The words that a text writes in several as others write them, in one: `email` for e-mail, `us` for U.S."""
    return [word for word, _place in _joined(text)]


def joined(text: str) -> list[tuple[int, int]]:
    """Where the words of `in_one` stand."""
    return [place for _word, place in _joined(text)]


def _joined(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    for found in _JOINED.finditer(text):
        if word := "".join(words(found[0]))[:LONGEST_WORD]:  # "_-_" has none
            yield _as_named(word), found.span()


def _as_named(word: str) -> str:
    """A name with "father of" in it, whatever its case."""
    for father in ("ابا", "ابي"):
        if word.startswith(father):
            return "ابو" + word[3:]
    return word


def runs(text: str) -> Iterator[tuple[int, int]]:
    """Where the words of a text stand, as it is written: signs that `fold` drops count to a word only inside it."""
    start, end = -1, -1
    inside = {at for sign in _SIGNS.finditer(text) for at in range(*sign.span())}
    for at, character in enumerate(text):
        folded = character if at in inside else fold(character)
        if at not in inside and folded[:1] == " ":
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
        found = _shared(word)
    elif word.isalpha():
        found = _stemmed(word, STEMMERS.get(language.partition("-")[0], DEFAULT_STEMMER))
    else:
        found = [word[:-1]] if _SEVERAL.fullmatch(word) else []
    return tuple(stem for stem in dict.fromkeys(found) if stem not in spellings(word))


def _shared(word: str) -> list[str]:
    """What an Arabic or Hebrew word has without its ending, and what it may be the plural of."""
    ends_off = bare(word)
    forms = (*spellings(word), *ends_off)
    found = [*ends_off, *(noun for form in forms for noun in _nouns().get(form, ()))]
    for form in spellings(word) if word[-1] == "ه" else forms:  # a review has not the shape of its bare form
        found += plurals.of_shape(form)
    if "يو" in word[1:-1]:  # a hamza in the middle is written on either letter
        found += [form.replace("يو", "وو") for form in spellings(word)]
    return found


@cache
def _nouns() -> dict[str, list[str]]:
    """The nouns of which a folded word is another form, without their feminine ending."""
    found: dict[str, list[str]] = {}
    for noun, *others in map(words, re.split("[/\n]", f"{plurals.ARABIC.strip()}\n{plurals.HEBREW.strip()}")):
        bare_noun = noun[:-1] if noun[-1] == "ه" and len(noun) > SHORTEST else noun
        for other in others:
            found.setdefault(other, []).append(bare_noun)
    return found


def _stemmed(word: str, algorithm: str) -> list[str]:
    """By a stemmer of its own for each call: Snowball's keep the word in themselves, and threads share them."""
    stemmer = snowballstemmer.stemmer(algorithm)
    found = stemmer.stemWord(word)
    if algorithm != DEFAULT_STEMMER:
        return [found]
    return [found, *(stemmer.stemWord(other) for other in american(word, stem=found))]


def _is_accent(code: int) -> bool:
    """Marks on Latin, Greek and Cyrillic letters, Hebrew points (its own signs stand among them) and Arabic vowels."""
    return (
        0x300 <= code <= 0x36F
        or 0x591 <= code <= 0x5C7
        and chr(code) not in "־׀׃׆"
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

"""How much two headlines say the same: the words that tell, in whatever form and order. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from . import terms

# Folded. What stands in any headline: it tells nothing, and is in no index worth asking.
SILENT = {
    "en": """a an and are as at be been but by for from had has have he her his how in into is it its more new no not
        of off on or our out over says say said she than that the their them they this to up was we were what when
        where which who why will with you your after amid""",
    "ar": """في من الي علي عن مع بعد قبل بين عند حتي منذ هذا هذه ذلك تلك التي الذي الذين ما لا لم لن ان او ثم كل قد
        هو هي كان كانت يكون خلال حول نحو ضد وسط جديد جديده ل ب و""",
    "he": "של על את עם אל לא כי זה זו גם או אחרי לפני בין עד כל הוא היא מ ב ל ה",
}
LEAST_SHARED = 2  # words: one in common is a subject, not a story
SAME = 0.68  # measured on pairs of headlines in both languages: tests/articles/test_headlines.py
APART = 0.75  # what is left of a likeness where each names something that the other does not


@dataclass(frozen=True)
class Sketch:
    """The telling words of a headline in order, each once, with its forms. `names` are those that are names for sure,
    or numbers."""

    forms: dict[str, frozenset[str]]
    names: frozenset[str]

    @property
    def weight(self) -> float:
        return sum(map(weight_of, self.forms))


def sketch(headline: str, *, language: str) -> Sketch:
    silent = _SILENT.get(language.partition("-")[0], frozenset())
    telling = [word for word in dict.fromkeys(terms.words(headline)) if word not in silent]
    forms = {word: frozenset((*terms.spellings(word), *terms.stems(word, language))) for word in telling}
    return Sketch(forms, frozenset(_names(headline)) & forms.keys())


def alike(one: Sketch, other: Sketch) -> float:
    """From 0 to 1: how much of the two is in both, the longer words counting for more."""
    pairs = _pairs(one, other)
    if len(pairs) < min(LEAST_SHARED, len(one.forms), len(other.forms)):
        return 0.0
    weight = one.weight + other.weight
    share = sum(weight_of(mine) + weight_of(theirs) for mine, theirs in pairs.items()) / weight if weight else 0.0
    is_apart = one.names - pairs.keys() and other.names - set(pairs.values())
    return share * APART if is_apart else share


def weight_of(word: str) -> float:
    """Longer words are rarer; a number tells as much as a name."""
    return 1.0 if word.isdigit() else min(len(word), 8) / 5


def _pairs(one: Sketch, other: Sketch) -> dict[str, str]:
    """Words of the one with those of the other that are the same in some form, each used once."""
    pairs: dict[str, str] = {}
    for mine, forms in one.forms.items():
        left = (theirs for theirs in other.forms if theirs not in pairs.values())
        match = next((theirs for theirs in left if forms & other.forms[theirs]), None)
        if match:
            pairs[mine] = match
    return pairs


def _names(headline: str) -> Iterator[str]:
    """Numbers, and words that are capitalised inside a line where most are not."""
    words = headline.split()
    capital = [word for word in words[1:] if word[:1].isupper()]
    if len(capital) * 2 <= len(words):
        yield from (name for word in capital for name in terms.words(word))
    yield from (word for word in terms.words(headline) if word.isdigit())


_SILENT = {language: frozenset(words.split()) for language, words in SILENT.items()}

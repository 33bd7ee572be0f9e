"""What Arabic and Hebrew words carry at either end, so that one form finds another. Pure.

The words are folded already (`terms.fold`). Snowball's Arabic stemmer does not do here: it takes Palestine and
Palestinian apart, and olives and oil together.
"""

from __future__ import annotations

from collections.abc import Iterator

SHORTEST = 3  # letters that are left: with fewer, what was taken off was a part of the word

# The article, alone and with "and", "so", "with", "for"; then these without it.
ARABIC_ARTICLES = ("وبال", "وال", "فال", "بال", "كال", "ولل", "فلل", "ال", "لل")
ARABIC_BEGINNINGS = (*ARABIC_ARTICLES, "وب", "ول", "و", "ف", "ب", "ل")
# Plurals, duals, the feminine and the possessive. Longer ones leave four letters: three are mostly another word.
ARABIC_ENDINGS = {
    **dict.fromkeys(("يون", "يين", "يات", "تان", "تين", "ون", "ين", "ان", "نا", "هم", "وا"), 4),
    **dict.fromkeys(("ات", "يه", "ها", "ه", "ي"), SHORTEST),
}
HEBREW_BEGINNINGS = (*("וה", "שה", "מה", "וב", "ול", "ומ", "וש", "וכ"), *"והבלמשכ")
HEBREW_ENDINGS = dict.fromkeys(("ים", "ות", "ימ", "יות", "ה"), SHORTEST)


def is_arabic(word: str) -> bool:
    return "\u0600" <= word[0] <= "\u06ff"


def is_hebrew(word: str) -> bool:
    return "\u05d0" <= word[0] <= "\u05ea"


def without_beginnings(word: str) -> list[str]:
    """What is left of a word without the small words that are written together with it, each way there is."""
    beginnings = ARABIC_BEGINNINGS if is_arabic(word) else HEBREW_BEGINNINGS if is_hebrew(word) else ()
    return list(_left(word, beginnings))


def bare(word: str) -> list[str]:
    """What is left of a word without beginning and ending, each way there is; an article is always taken off."""
    spellings = [*_left(word, ARABIC_ARTICLES)][:1] or [word, *without_beginnings(word)]
    endings = ARABIC_ENDINGS if is_arabic(word) else HEBREW_ENDINGS if is_hebrew(word) else {}
    return [
        spelling[: -len(ending)]
        for spelling in spellings
        for ending, least in endings.items()
        if spelling.endswith(ending) and len(spelling) - len(ending) >= least
    ]


def _left(word: str, beginnings: tuple[str, ...]) -> Iterator[str]:
    for beginning in beginnings:
        if word.startswith(beginning) and len(word) - len(beginning) >= SHORTEST:
            yield word[len(beginning) :]

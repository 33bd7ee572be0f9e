"""What Arabic and Hebrew words carry at either end, so that one form finds another. Pure.

The words are folded already (`terms.fold`). Snowball's Arabic stemmer does not do here: it takes Palestine and
Palestinian apart, and olives and oil together.
"""

from __future__ import annotations

from collections.abc import Iterator

SHORTEST = 3  # letters that are left: with fewer, what was taken off was a part of the word

# The article, alone and with "and", "so", "with", "like", "for"; then these without it.
ARABIC_ARTICLES = (*("وبال", "فبال", "وكال", "فكال", "وال", "فال", "بال", "كال", "ولل", "فلل", "لل"), "ال")
ARABIC_BEGINNINGS = (*ARABIC_ARTICLES, "وب", "ول", "و", "ف", "ب", "ل")
LEFT = {"ال": 2}  # where it is not SHORTEST: the hand, the text
WHOLE = {"الله", "الان", "الذي", "التي", "כנסת"}  # which look as if they had a beginning or an ending
# Plurals, duals, the feminine and the possessive. Longer ones leave four letters: three are mostly another word.
ARABIC_ENDINGS = {
    **dict.fromkeys(("يون", "يين", "يات", "تان", "تين", "ون", "ين", "ان", "نا", "هم", "هما", "كم", "وا", "ا"), 4),
    **dict.fromkeys(
        ("اتهم", "اتها", "اتنا", "اته", "تهم", "تها", "تنا", "ات", "ته", "يه", "ها", "ه", "ي", "ء"), SHORTEST
    ),
}
HEBREW_BEGINNINGS = (
    *("וכשה", "כשה", "כש", "וה", "שה", "מה", "וב", "ול", "ומ", "וש", "וכ", "שב", "של", "שמ"),
    *"והבלמשכ",
)
# Plurals, the feminine, whose it is ("government of"), and who comes from there.
HEBREW_ENDINGS = {**dict.fromkeys(("יות", "יימ", "ות", "ית", "ה", "ת", "י"), SHORTEST), "ימ": 2}


def is_arabic(word: str) -> bool:
    return "\u0600" <= word[0] <= "\u06ff"


def is_hebrew(word: str) -> bool:
    return "\u05d0" <= word[0] <= "\u05ea"


def without_beginnings(word: str) -> list[str]:
    """What is left of a word without the small words that are written together with it, each way there is."""
    beginnings = ARABIC_BEGINNINGS if is_arabic(word) else HEBREW_BEGINNINGS if is_hebrew(word) else ()
    if word in WHOLE:
        return []
    return list(_left(word, beginnings))


def bare(word: str) -> list[str]:
    """What is left of a word without beginning and ending, each way there is; an article is always taken off."""
    if word in WHOLE:
        return []
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
        if word.startswith(beginning) and len(word) - len(beginning) >= LEFT.get(beginning, SHORTEST):
            yield word[len(beginning) :]

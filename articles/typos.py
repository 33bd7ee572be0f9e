"""How much a text was changed, for the right to mend a typo without a second person."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher

MOST_CHANGED = 40  # characters
MOST_PAIRS = 4_000_000  # comparing takes time in proportion; beyond, all that differs counts as changed
SENTENCES = re.compile(r"[^.>\n]*[.>\n]|[^.>\n]+")
WORDS = re.compile(r"\s+|\w+|[^\w\s]")
FIGURE = re.compile(r"</?figure\b[^>]*>")
WORDS_OF_ONE = re.compile(r' data-alt="[^"]*"')  # a typo in them is one like any other


def has_same_figures(before: str, after: str) -> bool:
    """Whether two bodies show the same pictures and embeds, in the same galleries: one digit makes another picture of
    one."""
    return _figures(before) == _figures(after)


def _figures(body: str) -> list[str]:
    return [WORDS_OF_ONE.sub("", figure) for figure in FIGURE.findall(body)]


def changed_characters(before: str, after: str) -> int:
    """Characters that were taken out or put in, whichever is more, summed over the places that differ.

    Compared by sentences first, then by words: a whole story takes milliseconds, and one letter in a word
    counts as one.
    """
    return _changed(SENTENCES.findall(before), SENTENCES.findall(after), inside=_by_words)


def _by_words(old: str, new: str) -> int:
    return _changed(WORDS.findall(old), WORDS.findall(new), inside=_by_letters)


def _by_letters(old: str, new: str) -> int:
    longer = max(len(old), len(new))
    return longer if longer > 4 * MOST_CHANGED else _changed(list(old), list(new), inside=_longer)


def _longer(old: str, new: str) -> int:
    return max(len(old), len(new))


def _changed(old: list[str], new: list[str], *, inside: Callable[[str, str], int]) -> int:
    return sum(inside(*texts) for texts in _differing(old, new))


def _differing(old: list[str], new: list[str]) -> Iterator[tuple[str, str]]:
    """The texts of the places that differ; what both begin and end with is set aside first."""
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    old, new = old[start : len(old) - end], new[start : len(new) - end]
    if len(old) * len(new) > MOST_PAIRS:
        yield "".join(old), "".join(new)
        return
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield "".join(old[i1:i2]), "".join(new[j1:j2])


def _common(old: list[str], new: list[str]) -> int:
    pairs = enumerate(zip(old, new, strict=False))
    return next((at for at, (one, other) in pairs if one != other), min(len(old), len(new)))

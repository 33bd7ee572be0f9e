"""How much a text was changed, for the right to mend a typo without a second person."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

MOST_CHANGED = 40  # characters
WORDS = re.compile(r"\s+|\w+|[^\w\s]")


def changed_characters(before: str, after: str) -> int:
    """Characters that were taken out or put in, whichever is more, summed over the places that differ.

    Compared by words first: a whole story takes milliseconds, and one letter in a word counts as one.
    """
    old, new = WORDS.findall(before), WORDS.findall(after)
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return sum(_within("".join(old[i1:i2]), "".join(new[j1:j2])) for tag, i1, i2, j1, j2 in blocks if tag != "equal")


def _within(old: str, new: str) -> int:
    longer = max(len(old), len(new))
    if longer > 4 * MOST_CHANGED:
        return longer
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return sum(max(i2 - i1, j2 - j1) for tag, i1, i2, j1, j2 in blocks if tag != "equal")

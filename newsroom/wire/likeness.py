"""Whether two bodies are the same story told twice. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from hashlib import blake2b

WORD = re.compile(r"\w+")
SKETCH = 24
SAME = 0.8
SHARED = 2  # shingles of the sketch
COMPARED = 1_000  # words from the start: comparing their order takes the square of the time


def words(text: str) -> list[str]:
    return WORD.findall(text.casefold())


def shingles(text: str) -> list[int]:
    """The smallest hashes (signed, 64 bits) of a text's runs of three words.

    Texts that are alike share some of them, so that candidates are found by an index and not by reading all.
    """
    said = words(text)
    runs = {" ".join(said[i : i + 3]) for i in range(max(len(said) - 2, 1))} if said else set()
    hashes = sorted(int.from_bytes(blake2b(run.encode(), digest_size=8).digest(), "big", signed=True) for run in runs)
    return hashes[:SKETCH]


def may_be_alike(sketch: Iterable[int], other: Iterable[int]) -> bool:
    """Whether two texts share enough of their shingles to be worth comparing word by word.

    Texts that are four fifths equal share about a third of them even if every fifth word differs; two that only
    use the same few words share none or one.
    """
    one, two = set(sketch), set(other)
    return len(one & two) >= min(SHARED, len(one), len(two))


def is_same_story(one: str, other: str) -> bool:
    """Whether at least four fifths of the words are the same, and in the same order as far as they are compared."""
    first, second = words(one), words(other)
    whole = SequenceMatcher(None, first, second, autojunk=False)
    if whole.real_quick_ratio() < SAME or whole.quick_ratio() < SAME:
        return False
    return SequenceMatcher(None, first[:COMPARED], second[:COMPARED], autojunk=False).ratio() >= SAME

"""Whether two bodies are the same story told twice. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from hashlib import blake2b

from articles.body_memory import remembering
from articles.word_memory import WordMemory

WORD = re.compile(r"\w+")
SKETCH = 24
# The smallest of a sketch: they alone are in the index, where each costs much. Of a hundred texts in which every fifth
# word is another one this misses two, of nearer ones none.
FOUND_BY = 8
LARGEST = 2**63
SAME = 0.8
SHARED = 2  # shingles of the sketch
REMEMBERED = 2**20  # bytes of sketches that a process remembers: of about a thousand texts
COMPARED = 1_000  # words from the start: comparing their order takes the square of the time


def words(text: str) -> list[str]:
    return WORD.findall(text.casefold())


@remembering(room=REMEMBERED)
def shingles(text: str) -> list[int]:
    """The smallest hashes (63 bits) of a text's runs of three words.

    Texts that are alike share some of them, so that candidates are found by an index and not by reading all.
    """
    said = words(text)
    if not said:
        return []
    said += [""] * (3 - len(said))
    first, second, third = zip(*map(_HASHES.__getitem__, said), strict=True)
    runs = {one ^ two ^ three for one, two, three in zip(first, second[1:], third[2:], strict=False)}
    bound = 2 * SKETCH * LARGEST // len(runs)  # some twice as many are below it, and to sort all takes far longer
    small = [run for run in runs if run < bound]
    return sorted(small if len(small) >= SKETCH else runs)[:SKETCH]


def _hashes(word: str) -> tuple[int, int, int]:
    """What a word brings into the hash of a run as its first, second or third: to digest each run would take several
    times as long, and nobody gains from two runs that are taken for one."""
    digest = blake2b(word.encode(), digest_size=24).digest()
    one, two, three = (int.from_bytes(digest[at : at + 8], "big") >> 1 for at in (0, 8, 16))
    return one, two, three


_HASHES = WordMemory(_hashes)


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

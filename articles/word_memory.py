"""What was made of a word, by that word: texts are made of the same ones."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

MOST = 50_000  # words, some megabytes; then it begins anew
LONGEST = 60  # characters of a word that is remembered
Made = TypeVar("Made")


class WordMemory(dict[str, Made], Generic[Made]):
    """A function of one word that depends on nothing else, called by `memory[word]`: several times as quick as
    `lru_cache`, which notes the order of its calls."""

    def __init__(self, make: Callable[[str], Made]):
        self._make = make
        self._older: dict[str, Made] = {}

    def __missing__(self, word: str) -> Made:
        made = self._older[word] if word in self._older else self._make(word)
        if len(word) <= LONGEST:
            if len(self) >= MOST:
                self._older = dict(self)
                self.clear()
            self[word] = made
        return made

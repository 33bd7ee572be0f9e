"""What a reader looks for, and how the index of publications is asked for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from django.conf import settings

from . import found_words, term_keys, vectors, wanted
from .found_words import Sought
from .named import Names
from .texts import clean_line
from .wanted import MOST_CHARACTERS, Part

BEST, NEWEST = "best", "newest"
MOST_WORDS = 24  # that are looked for


@dataclass(frozen=True, kw_only=True)
class Question:
    """Words, and what narrows them. Stories are of any of the sections; `before` is the first moment too late."""

    text: str = ""
    language: str = ""
    sections: frozenset[int] = frozenset()
    author: int | None = None
    topic: int | None = None
    since: datetime | None = None
    before: datetime | None = None
    order: str = BEST

    @property
    def parts(self) -> list[Part]:
        """What counts of the text: as many words as MOST_WORDS."""
        found, words = [], 0
        for part in wanted.parts(clean_line(self.text[:MOST_CHARACTERS])):
            words += len(part.words)
            if words > MOST_WORDS:
                break
            found.append(replace(part, is_begun=False))
        return found

    @property
    def is_narrowed(self) -> bool:
        return bool(self.sections or self.author or self.topic or self.since or self.before)

    @property
    def is_something(self) -> bool:
        """Whether there is more to it than signs, or than words that must not occur."""
        if not self.text.strip():
            return self.is_narrowed
        return any(not part.is_excluded for part in self.parts)

    @property
    def sought(self) -> Sought:
        """What found stories are marked by."""
        return found_words.sought(self.parts, languages=settings.NEWSROOM_LANGUAGES)


class Asked:
    """A question as `tsquery`s."""

    def __init__(self, question: Question, *, names: Names) -> None:
        self.question, self.names, self.parts = question, names, question.parts
        self.languages = settings.NEWSROOM_LANGUAGES

    @cached_property
    def anywhere(self) -> str:
        """What the index answers alone; whatever fulfils the question fulfils it."""
        return " & ".join(filter(None, [*map(self._anywhere, self.parts), *self._keys()]))

    @cached_property
    def in_order(self) -> str:
        """What else a story has to fulfil, whose terms are read for it; "" for nothing."""
        parts = (part for part in self.parts if part.is_in_order)
        return " & ".join(self._with_names(part, part.query(languages=self.languages)) for part in parts)

    @cached_property
    def ranking(self) -> str:
        """Anything of what is looked for: a story is ranked by how much of it it has."""
        wanted = (part.lexemes(languages=self.languages) for part in self.parts if not part.is_excluded)
        lexemes = set().union(*wanted)
        return vectors.any_of(sorted(lexemes)) if lexemes else ""

    @cached_property
    def headline(self) -> str:
        """The very headline, within what narrows."""
        line = vectors.whole_line(self.question.text[:MOST_CHARACTERS])
        return " & ".join([vectors.exactly(line), *self._keys()]) if line else ""

    def _anywhere(self, part: Part) -> str:
        asked = part.anywhere(languages=self.languages)
        return self._with_names(part, asked) if asked else ""

    def _with_names(self, part: Part, asked: str) -> str:
        """Or of a section, a topic or an author with that name."""
        keys = self.names.keys(part, languages=self.languages)
        if not keys:
            return asked
        named = vectors.any_of(keys)
        return f"({asked} & !{named})" if part.is_excluded else f"({asked} | {named})"

    def _keys(self) -> Iterator[str]:
        question = self.question
        if question.language:
            yield vectors.exactly(term_keys.of_language(question.language))
        if question.sections:
            yield vectors.any_of(map(term_keys.of_section, sorted(question.sections)))
        if question.author:
            yield vectors.exactly(term_keys.of_author(question.author))
        if question.topic:
            yield vectors.exactly(term_keys.of_topic(question.topic))

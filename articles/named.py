"""Sections, topics and authors by the words of their names, so that stories are found by names which may change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from . import term_keys, terms, vectors
from .models import Author, Section, Topic
from .wanted import Part

MOST = 100  # records that one word may mean: the first ones
KEYS = {Section: term_keys.of_section, Topic: term_keys.of_topic, Author: term_keys.of_author}


@dataclass(frozen=True)
class Names:
    """The keys of records by what their names are found by, and each name's words."""

    by_lexeme: Mapping[str, Sequence[str]] = field(default_factory=dict)
    in_words: Sequence[tuple[tuple[str, ...], str]] = ()

    def keys(self, part: Part, *, languages: Sequence[str]) -> list[str]:
        """The keys of the records that a part of a search names."""
        if part.is_quoted or part.is_in_order:
            found = (key for words, key in self.in_words if _follow(words, part.words))
        else:
            lexemes = part.lexemes(languages=languages)
            found = (key for lexeme in sorted(lexemes) for key in self.by_lexeme.get(lexeme, ()))
        return list(dict.fromkeys(found))[:MOST]


def names_of(records: Iterable[Section | Topic | Author]) -> Names:
    """The names of some records, in every language."""
    found = list(_names(records))
    by_lexeme: dict[str, dict[str, None]] = defaultdict(dict)
    for words, key, language in found:
        for word in words:
            for lexeme in vectors.forms(word, language):
                by_lexeme[lexeme][key] = None
    return Names(
        by_lexeme={lexeme: list(keys) for lexeme, keys in by_lexeme.items()},
        in_words=[(words, key) for words, key, _language in found],
    )


def _names(records: Iterable[Section | Topic | Author]) -> Iterator[tuple[tuple[str, ...], str, str]]:
    for record in records:
        for language, name in record.names.items():
            yield tuple(terms.words(name)), KEYS[type(record)](record.pk), language


def _follow(words: Sequence[str], wanted: Iterable[str]) -> bool:
    """Whether the wanted words stand in a row among the others."""
    wanted = tuple(wanted)
    return any(tuple(words[at : at + len(wanted)]) == wanted for at in range(len(words)))

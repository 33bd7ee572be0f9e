"""What somebody looks for, from what they typed into a search field. Pure.

Words must all occur, in any form, the last one perhaps only begun. "Words in quotes" occur as they stand, -word
must not occur, `state:draft` and the like narrow, in any case, and a number (#123) is a story's own.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass

from . import terms, vectors
from .texts import clean_line

MOST_CHARACTERS = 200
BIGGEST_NUMBER = 2**63 - 1
_QUOTES = '"“”„«»״'
_INSIDE = r"(?<=[א-ת])[\"״](?=[א-ת])"  # signs of a Hebrew abbreviation
_PART = re.compile(
    rf"(?P<minus>(?<!\S)-(?=\S))?(?:[{_QUOTES}](?P<quoted>(?:[^{_QUOTES}]|{_INSIDE})*)[{_QUOTES}](?!\w)"
    rf"|(?P<plain>(?:{terms.NAMES_OF_TWO}\s)?\S+))"
)


@dataclass(frozen=True)
class Part:
    """One thing that was typed: folded words that follow each other, in any form or, in quotes, as they stand."""

    words: tuple[str, ...]
    is_quoted: bool = False
    is_excluded: bool = False
    is_begun: bool = False  # the last word may go on
    in_one: str = ""  # what hyphens join, without them

    def query(self, *, languages: Sequence[str]) -> str:
        """The `tsquery` that stories with it fulfil; of one that is excluded, those without it."""
        if self.is_quoted:
            asked = vectors.phrase(self.words)
        elif len(self.words) > 1:
            asked = vectors.joined(self.words, languages=languages, in_one=self.in_one, beginning=self.is_begun)
        else:
            asked = vectors.any_form(self.words[0], languages=languages, beginning=self.is_begun)
        return f"!{asked}" if self.is_excluded else asked

    @property
    def is_in_order(self) -> bool:
        """Whether its words must follow each other, which an index of terms alone cannot say."""
        return len(self.words) > 1

    def anywhere(self, *, languages: Sequence[str]) -> str:
        """A `tsquery` that an index of terms answers alone, fulfilled by whatever fulfils `query`; "" for none."""
        if not self.is_in_order:
            return self.query(languages=languages)
        if self.is_excluded:
            return ""
        if self.is_quoted:
            return f"({' & '.join(map(vectors.exactly, self.words))})"
        apart = f"({' & '.join(vectors.any_form(word, languages=languages) for word in self.words)})"
        return f"({apart} | {vectors.any_form(self.in_one, languages=languages)})" if self.in_one else apart

    def lexemes(self, *, languages: Sequence[str]) -> set[str]:
        """Whatever of a story's words, each for itself, this one thing is found by."""
        if self.is_quoted:
            return set(self.words)
        words = (*self.words, self.in_one) if self.in_one else self.words
        return {lexeme for word in words for lexeme in vectors.forms_of(word, languages=languages)}


@dataclass(frozen=True)
class Wanted:
    """A search as it was understood: a `tsquery`, the lexeme of a headline that says just this, a story's number,
    and what narrows it as name and value."""

    terms: str = ""
    headline: str = ""
    number: int | None = None
    narrowing: tuple[tuple[str, str], ...] = ()

    @property
    def is_nothing(self) -> bool:
        """Whether something was typed that no story can hold: punctuation alone, for instance."""
        return not (self.terms or self.narrowing) and self.number is None


def understood(
    text: str, *, languages: Sequence[str], narrowing: Mapping[str, Container[str] | None] | None = None
) -> Wanted | None:
    """What is looked for with a text, of which MOST_CHARACTERS count; None if there is nothing to be seen in it.

    `languages` are those whose stems count. `narrowing` names what may stand before a colon, with the values that
    it may have, folded (None: any); all else with a colon in it are words.
    """
    line = clean_line(text[:MOST_CHARACTERS])
    if not line:
        return None
    if (number := _number(line)) is not None:
        words = "" if line.startswith("#") else _terms(line, languages)
        return Wanted(terms=words, headline=words and vectors.whole_line(line), number=number)
    asked, rest = _asked(line, narrowing or {})
    return Wanted(terms=_terms(rest, languages), headline=vectors.whole_line(rest), narrowing=tuple(asked))


def _number(line: str) -> int | None:
    folded = terms.fold(line.removeprefix("#")).strip()
    return min(int(folded), BIGGEST_NUMBER) if folded.isascii() and folded.isdigit() else None


def _asked(line: str, narrowing: Mapping[str, Container[str] | None]) -> tuple[list[tuple[str, str]], str]:
    """What narrows, and the rest of the line."""
    asked, rest = [], []
    for part in line.split():
        name, colon, value = part.partition(":")
        name, folded = name.casefold(), value.casefold()
        known = narrowing.get(name, ())
        if colon and value and (known is None or folded in known):
            asked.append((name, folded))
        else:
            rest.append(part)
    return asked, " ".join(rest)


def parts(line: str) -> Iterator[Part]:
    """What stands in a line, in order; signs alone are nothing."""
    for found in _PART.finditer(line):
        plain, quoted = found["plain"] or "", found["quoted"]
        if words := terms.words(quoted or plain):
            yield Part(
                words=tuple(words),
                is_quoted=quoted is not None,
                is_excluded=bool(found["minus"]),
                is_begun=found.end() == len(line) and quoted is None,
                in_one=_in_one(plain, words) if len(words) > 1 else "",
            )


def _terms(line: str, languages: Sequence[str]) -> str:
    return " & ".join(part.query(languages=languages) for part in parts(line))


def _in_one(plain: str, words: Sequence[str]) -> str:
    """What is one word to others; "" for what other signs join, as in a path."""
    joined = terms.in_one(plain)
    return joined[0] if len(joined) == 1 and len(joined[0]) == len("".join(words)) else ""

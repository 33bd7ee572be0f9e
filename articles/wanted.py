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
_PART = re.compile(
    rf"(?P<minus>(?<!\S)-(?=\S))?(?:[{_QUOTES}](?P<quoted>[^{_QUOTES}]*)[{_QUOTES}](?!\w)|(?P<plain>\S+))"
)


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


def _terms(line: str, languages: Sequence[str]) -> str:
    return " & ".join(_parts(line, languages))


def _in_one(plain: str, words: Sequence[str]) -> str:
    """What hyphens alone join, written without them; "" for what other signs join: a path, a number's comma."""
    whole = "".join(words)
    return whole if terms.in_one(plain) == [whole] else ""


def _parts(line: str, languages: Sequence[str]) -> Iterator[str]:
    for part in _PART.finditer(line):
        words = terms.words(part["plain"] or part["quoted"] or "")
        if not words:
            continue
        is_begun = part.end() == len(line) and part["quoted"] is None
        if part["quoted"] is not None:
            asked = vectors.phrase(words)
        elif len(words) > 1:
            asked = vectors.joined(words, languages=languages, in_one=_in_one(part["plain"], words), beginning=is_begun)
        else:
            asked = vectors.any_form(words[0], languages=languages, beginning=is_begun)
        yield f"!{asked}" if part["minus"] else asked

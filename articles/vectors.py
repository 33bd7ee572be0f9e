"""Terms as PostgreSQL's full-text search keeps and asks for them: `tsvector` and `tsquery`, as text. Pure.

A lexeme is a word as written, `=` and a stem, `~` and either of a headline, `^` and a whole headline, or `#` and what
else a story is narrowed by; no word of `terms` begins like that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from . import terms
from .body_memory import remembering
from .word_memory import WordMemory

STEM, HEADLINE, WHOLE, KEY = "=", "~", "^", "#"
GAP = 8  # positions between two texts: no phrase runs from one into the next
LAST_POSITION = 16_383  # of a tsvector
MOST_CHARACTERS = 400_000  # of all lexemes together: a tsvector holds a megabyte
LONGEST_WHOLE = 300
LANGUAGES = 12  # of which forms of words are remembered
BODY = "C"  # the weight of a body
BODY_AT = 512  # the position before that of a body's first word, where the texts above it end sooner
REMEMBERED = 4 * 2**20  # bytes of terms of bodies that a process remembers: of some hundreds
SHORTEST_BEGINNING = 3  # letters from which the beginning of a word is looked for: fewer would be in every story

Text = tuple[str, str]  # weight (A, B, C or D) and text
_Places = defaultdict[str, list[str]]  # positions with their weight, by folded word
_PLACES = "\0"  # no word has it


def vector(texts: Iterable[Text], *, language: str, headline: str, body: str = "", keys: Iterable[str] = ()) -> str:
    """A story's texts, and last its body, as a `tsvector`: what does not fit in one, at the end, is left out. `keys`
    are lexemes besides, of which `terms` makes none."""
    at: _Places = defaultdict(list)
    end = _place(at, texts)
    whole = map(_quoted, dict.fromkeys((*keys, *_of_headline(headline, language))))
    if body and end < BODY_AT and (of_body := terms_of_body(f"{language}\n{body}")):
        return " ".join([*whole, *_written(at, language), of_body])
    if body:
        _place(at, [(BODY, body)], after=end)
    return " ".join([*whole, *_written(at, language)])


@remembering(room=REMEMBERED)
def terms_of_body(text: str) -> str:
    """What a `tsvector` has of a body, which stands below a line with its language: whoever looks for the story, and
    wherever, finds it by the same. "" for a body that would not fit behind `BODY_AT`."""
    language, _end, body = text.partition("\n")
    at: _Places = defaultdict(list)
    end = _place(at, [(BODY, body)], after=BODY_AT)
    written = " ".join(_written(at, language))
    return written if end < LAST_POSITION and len(written) < MOST_CHARACTERS // 2 else ""


def whole_line(text: str) -> str:
    """The lexeme of a whole headline, "" for one without words."""
    line = " ".join(terms.words(text))[:LONGEST_WHOLE]
    return WHOLE + line if line else ""


def forms(word: str, language: str) -> Iterator[str]:
    """The lexemes that a folded word of a story is kept as."""
    yield from terms.spellings(word)
    for stem in terms.stems(word, language):
        yield STEM + stem


def any_form(word: str, *, languages: Sequence[str], beginning: bool = False) -> str:
    """A `tsquery` for a folded word in any of its forms; with `beginning`, for words that begin like it, too."""
    star = "*" if beginning and len(word) >= SHORTEST_BEGINNING else ""
    first, *others = forms_of(word, languages=languages)
    return f"({' | '.join([_quoted(first) + _flags(star), *map(_quoted, others)])})"


def forms_of(word: str, *, languages: Sequence[str]) -> list[str]:
    """The lexemes that say that a story has a folded word in some form, the word itself first."""
    found = dict.fromkeys(terms.spellings(word))
    found |= dict.fromkeys(stem for language in languages for stem in terms.stems(word, language))
    return [word, *(form for form in found if form != word), *(STEM + form for form in found)]


def joined(words: Sequence[str], *, languages: Sequence[str], in_one: str = "", beginning: bool = False) -> str:
    """A `tsquery` for folded words that signs join, one after the other in any form, or written `in_one`."""
    last = len(words) - 1
    parts = [any_form(word, languages=languages, beginning=beginning and at == last) for at, word in enumerate(words)]
    apart = f"({' <-> '.join(parts)})"
    return f"({apart} | {any_form(in_one, languages=languages, beginning=beginning)})" if in_one else apart


def phrase(words: Sequence[str], *, beginning: bool = False) -> str:
    """A `tsquery` for folded words as they are written, one after the other."""
    star = "*" if beginning and len(words[-1]) >= SHORTEST_BEGINNING else ""
    quoted = [_quoted(word) for word in words]
    quoted[-1] += _flags(star)
    return f"({' <-> '.join(quoted)})"


def in_headline(forms: Iterable[str]) -> str:
    """A `tsquery` for a headline with any of these forms of a word."""
    return f"({' | '.join(_quoted(HEADLINE + form) for form in sorted(forms))})"


def any_of(lexemes: Iterable[str]) -> str:
    """A `tsquery` for any of some lexemes."""
    return f"({' | '.join(map(_quoted, lexemes))})"


def exactly(lexeme: str) -> str:
    """A `tsquery` for one lexeme."""
    return _quoted(lexeme)


def _of_headline(headline: str, language: str) -> Iterator[str]:
    if whole := whole_line(headline):
        yield whole
    for word in terms.words(headline):
        for form in (*terms.spellings(word), *terms.stems(word, language)):
            yield HEADLINE + form


def _place(at: _Places, texts: Iterable[Text], *, after: int = 0) -> int:
    """Notes where the texts' words stand, counted from the position `after` which they follow; returns where the next
    text may begin, `LAST_POSITION` if there is no room for one."""
    position = after
    for weight, text in texts:
        for word in terms.words(text)[: LAST_POSITION - position]:
            position += 1
            at[word].append(f"{position}{weight}")
        for word in terms.in_one(text):
            at[word].append(f"{position}{weight}")
        position += GAP
        if position >= LAST_POSITION:
            return LAST_POSITION
    return position


def _written(at: _Places, language: str) -> Iterator[str]:
    """The words in every form with their places, as many as there is room for. Of a form that two words share,
    PostgreSQL takes the places of both."""
    kept, room = _kept_as(language), MOST_CHARACTERS
    for word, places in at.items():
        forms = kept[word]
        room -= len(forms)
        if room <= 0:
            return
        yield forms.replace(_PLACES, ",".join(places))


@lru_cache(maxsize=LANGUAGES)
def _kept_as(language: str) -> WordMemory[str]:
    """The forms of a word of a story in a language, as a `tsvector` is written but for their places."""
    return WordMemory(lambda word: " ".join([f"{_quoted(form)}:{_PLACES}" for form in forms(word, language)]))


def _quoted(lexeme: str) -> str:
    if lexeme.isalnum():
        return f"'{lexeme}'"
    escaped = lexeme.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"


def _flags(flags: str) -> str:
    return f":{flags}" if flags else ""

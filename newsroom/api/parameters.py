"""What an address of the API may say: each parameter with its schema, which checks it and stands in the OpenAPI
document. Pure, but for the languages of the settings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.http import QueryDict

from articles import moments
from articles.search import MOST_CHARACTERS
from newsroom.api.problems import Problem
from newsroom.pages import cursors
from newsroom.pages.cursors import BadCursor

MOST = 100  # things in one answer
USUAL = 20
SLUG = "[a-zA-Z0-9_-]{1,80}"
_SECTION = re.compile(f"{SLUG}(?:/{SLUG})?")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:[Zz]|[+-]\d\d:\d\d)", re.ASCII)
_NUMBER = re.compile("[1-9][0-9]{0,17}")


class Unfit(ValueError):
    """The value is none that the parameter can have; says what it could be."""


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """`read` makes of the text what a view is given; it raises `Unfit`."""

    name: str
    description: str
    schema: Mapping[str, Any]
    read: Callable[[str], Any] = str
    usual: Any = None  # what a view is given where it is not there
    place: str = "query"
    is_required: bool = False
    example: str = ""
    more: Mapping[str, Any] = field(default_factory=dict)  # of OpenAPI


def read_query(parameters: Iterable[Parameter], query: QueryDict) -> dict[str, Any]:
    """Return a value for each parameter. Raises `Problem` (400) for what is none of them, and for what it cannot be."""
    known = {parameter.name: parameter for parameter in parameters if parameter.place == "query"}
    for name, texts in query.lists():
        if name not in known:
            raise _refused(name, _unknown(name, known))
        if len(texts) > 1:
            raise _refused(name, f"“{name}” may be given once.")
    return {name: _read(parameter, query.get(name)) for name, parameter in known.items()}


def read_path(parameters: Iterable[Parameter], texts: Mapping[str, str]) -> dict[str, Any]:
    """Return the values of an address's parts. Raises `Problem` (404)."""
    known = {parameter.name: parameter for parameter in parameters if parameter.place == "path"}
    try:
        return {name: known[name].read(text) for name, text in texts.items()}
    except Unfit as unfit:
        raise Problem(404, "Nothing is at this address.") from unfit


def _read(parameter: Parameter, text: str | None) -> Any:
    if text is None:
        if parameter.is_required:
            raise _refused(parameter.name, f"“{parameter.name}” is missing.")
        return parameter.usual
    try:
        return parameter.read(text)
    except Unfit as unfit:
        raise _refused(parameter.name, f"“{parameter.name}” {unfit}") from unfit


def _refused(name: str, sentence: str) -> Problem:
    return Problem(400, sentence, parameter=_shown(name))


def _unknown(name: str, known: Collection[str]) -> str:
    if name.lower() in ("key", "api_key", "apikey", "token", "access_token"):
        return "A key goes into the header “Authorization: Bearer …”, never into an address, which is kept in logs."
    names = ", ".join(known) or "none"
    return f"“{_shown(name)}” is no parameter here. There are: {names}."


def _shown(text: str) -> str:
    return "".join(one for one in text[:60] if one.isprintable())


# --- Kinds of values ---------------------------------------------------------------------------------------


def choice(
    name: str, description: str, *, of: Mapping[str, str] | Collection[str], usual: str | None = None
) -> Parameter:
    """One of a few words."""
    words = list(of)

    def read(text: str) -> str:
        if text not in words:
            raise Unfit(f"is one of: {', '.join(words)}.")
        return text

    schema = {"type": "string", "enum": words} | ({"default": usual} if usual else {})
    return Parameter(name=name, description=description, schema=schema, read=read, usual=usual)


def language(*, is_required: bool = False, place: str = "query") -> Parameter:
    words = list(settings.NEWSROOM_LANGUAGES)

    def read(text: str) -> str:
        if text not in settings.NEWSROOM_LANGUAGES:
            raise Unfit(f"is one of the newsroom's languages: {', '.join(settings.NEWSROOM_LANGUAGES)}.")
        return text

    return Parameter(
        name="language",
        description="A language of the newsroom.",
        schema={"type": "string", "enum": words},
        read=read,
        place=place,
        is_required=is_required or place == "path",
        example=words[0],
    )


def slug(name: str, description: str, *, place: str = "query", example: str = "") -> Parameter:
    return Parameter(
        name=name,
        description=description,
        schema={"type": "string", "pattern": f"^{SLUG}$"},
        read=_matching(re.compile(SLUG), "is a slug: letters a to z, digits, hyphens."),
        place=place,
        is_required=place == "path",
        example=example,
    )


def section() -> Parameter:
    return Parameter(
        name="section",
        description="The path of a section: `sport`, or `sport/football` for one below it. A section has what those "
        "below it have.",
        schema={"type": "string", "pattern": f"^{_SECTION.pattern}$"},
        read=_matching(_SECTION, "is the path of a section, such as sport or sport/football."),
        example="sport",
    )


def moment(name: str, description: str) -> Parameter:
    """An instant; a time without a zone is none."""

    def read(text: str) -> datetime:
        try:
            at = datetime.fromisoformat(text.upper()) if _MOMENT.fullmatch(text) else None
        except ValueError:
            at = None
        if at is None or at.year not in moments.YEARS:
            raise Unfit("is a moment such as 2025-01-04T17:12:00Z; write a plus sign in it as %2B.")
        return at.astimezone(UTC)

    return Parameter(
        name=name,
        description=description,
        schema={"type": "string", "format": "date-time"},
        read=read,
        example="2025-01-04T17:12:00Z",
    )


def number(name: str, description: str) -> Parameter:
    """The number of one thing, in its one spelling, as a part of an address."""
    found = _matching(_NUMBER, "is a number.")
    return Parameter(
        name=name,
        description=description,
        schema={"type": "integer", "format": "int64", "minimum": 1, "maximum": 10**18 - 1},
        read=lambda text: int(found(text)),
        place="path",
        is_required=True,
        example="1",
    )


def limit() -> Parameter:
    found = _matching(re.compile("[1-9][0-9]?|100"), f"is a number from 1 to {MOST}.")
    return Parameter(
        name="limit",
        description="How many there are in one answer, at most.",
        schema={"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL},
        read=lambda text: int(found(text)),
        usual=USUAL,
    )


def cursor(name: str, description: str) -> Parameter:
    """A place in a list, as an answer has given it."""

    def read(text: str) -> cursors.Place:
        try:
            return cursors.read(text)
        except BadCursor as error:
            raise Unfit("is none that an answer has given: follow “next” as it stands.") from error

    return Parameter(name=name, description=description, schema={"type": "string", "maxLength": 60}, read=read)


def place_found() -> Parameter:
    """A place among what a search finds: how many stories came before, and the last of them."""
    pattern = re.compile("([1-9][0-9]{0,3})-([1-9][0-9]{0,17})")
    matching = _matching(pattern, "is none that an answer has given: follow “next” as it stands.")

    def read(text: str) -> tuple[int, int]:
        count, _hyphen, key = matching(text).partition("-")
        return int(count), int(key)

    return Parameter(
        name="after",
        description="Where the list goes on: follow `next`.",
        schema={"type": "string", "pattern": f"^{pattern.pattern}$"},
        read=read,
    )


def fields(names: Collection[str]) -> Parameter:
    """Some of what there is of each thing."""
    known = sorted(names)

    def read(text: str) -> tuple[str, ...]:
        asked = text.split(",")
        if unknown := [name for name in asked if name not in known]:
            raise Unfit(f"has “{_shown(unknown[0])}”, which is none of: {', '.join(known)}.")
        return tuple(dict.fromkeys(asked))

    return Parameter(
        name="fields",
        description="Which of the fields of each thing are wanted, separated by commas; all, if it is not there.",
        schema={"type": "array", "items": {"type": "string", "enum": known}, "minItems": 1},
        read=read,
        more={"style": "form", "explode": False},
    )


def words() -> Parameter:
    """What is looked for."""

    def read(text: str) -> str:
        found = unicodedata.normalize("NFC", text).strip()
        if not found or len(found) > MOST_CHARACTERS or "\x00" in found:
            raise Unfit(f"is what to look for, in 1 to {MOST_CHARACTERS} characters.")
        return found

    return Parameter(
        name="q",
        description="What to look for: words in any form, “phrases”, -words that must not be there.",
        schema={"type": "string", "minLength": 1, "maxLength": MOST_CHARACTERS},
        read=read,
        is_required=True,
        example="harbour",
    )


def _matching(pattern: re.Pattern[str], sentence: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if not pattern.fullmatch(text):
            raise Unfit(sentence)
        return text

    return read

"""Slugs: a story's in its own letters, a section's in ASCII. Pure."""

import re
import unicodedata
from collections.abc import Container

from articles.texts import tidy

MAX_LENGTH = 80

# First segments of addresses that are not sections; each language's prefix comes on top.
RESERVED = frozenset(
    {
        "about",
        "accounts",
        "admin",
        "api",
        "authors",
        "corrections",
        "feeds",
        "healthz",
        "media",
        "oembed",
        "preview",
        "readyz",
        "search",
        "static",
        "topics",
    }
)

_ASCII_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_APOSTROPHES = "'\u2019\u02bc\u02b9\u05f3\u05f4"
_TATWEEL = "\u0640"


def slugify(text: str, *, max_length: int = MAX_LENGTH) -> str:
    """Return the words of the text in lower case with hyphens between, "" without a letter or digit.

    Arabic keeps its letters and loses tatweel and vowel signs, so that one headline typed with and without
    them has one slug. Digits alone get an `n-` in front: they would look like a year, month or day.
    """
    lowered = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", tidy(text)).lower())
    spelled = "".join(map(_slug_character, lowered))
    slug = unicodedata.normalize("NFKC", "-".join(filter(None, spelled.split("-"))))
    return _cut(f"n-{slug}" if slug.isdecimal() else slug, max_length=max_length)


def numbered(slug: str, taken: Container[str], *, max_length: int = MAX_LENGTH) -> str:
    """Return the slug, or the first of slug-2, slug-3 ... that is not taken, within the length."""
    candidate, number = slug, 1
    while candidate in taken:
        number += 1
        ending = f"-{number}"
        candidate = slug[: max_length - len(ending)].rstrip("-") + ending
    return candidate


def ascii_slug_problem(slug: str, reserved: Container[str] = RESERVED) -> str:
    """Return a sentence on what keeps this from being a section's slug, "" if nothing does.

    `reserved` holds the first segments of other addresses, the languages included.
    """
    if not _ASCII_SLUG.fullmatch(slug):
        return "Use lower-case letters a to z, digits and single hyphens between them."
    if len(slug) > MAX_LENGTH:
        return f"This is longer than {MAX_LENGTH} characters. Choose a shorter one."
    if slug.isdecimal():
        return "A slug of digits alone would look like a year. Add a word to it."
    if slug in reserved:
        return f"“{slug}” is the address of another part of the site. Choose a different one."
    return ""


def _slug_character(character: str) -> str:
    if character.isalnum() and character != _TATWEEL:
        return character
    is_silent = character == _TATWEEL or character in _APOSTROPHES
    return "" if is_silent or unicodedata.category(character)[0] in "MC" else "-"


def _cut(slug: str, *, max_length: int) -> str:
    """Return the slug up to the last whole word that fits; a word is cut if that would lose over half."""
    if len(slug) <= max_length:
        return slug
    whole = slug[: max_length + 1].rpartition("-")[0]
    return (whole if len(whole) * 2 >= max_length else slug[:max_length]).rstrip("-")

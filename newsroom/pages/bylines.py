"""Bylines as readers see them: a line for each role, names linked where the author has a page."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.models import PublicationByline
from newsroom.pages.words import author_link, named

MOST = 2000  # a newsroom has some hundred people, alone and together
# What each did, in the active language.
ROLES = dict(PublicationByline._meta.get_field("role").choices)


class Credit(NamedTuple):
    """Who did one thing for a story: what they did, their names linked, and their names alone."""

    role: str
    label: str
    names: SafeString
    plain_names: SafeString


class _Line(NamedTuple):
    """An author, by slug and names, or a name as it was printed."""

    name: str
    slug: str | None
    names: tuple[tuple[str, str], ...]


def credits_of(rows: Iterable[Mapping], *, language: str) -> list[Credit]:
    """Return a credit for each run of one role, in the desk's order."""
    runs = groupby(rows, lambda row: row["role"])
    return [_credit(role, tuple(map(_line, run)), language, get_language()) for role, run in runs]


def _line(row: Mapping) -> _Line:
    return _Line(row["name"], row["slug"], tuple(row["names"].items()) if row["slug"] else ())


@lru_cache(MOST)
def _credit(role: str, lines: tuple[_Line, ...], language: str, _active: str | None) -> Credit:
    """Kept by all that it shows: the same people write many stories. Its label is in the active language."""
    return Credit(
        role=role,
        label=str(ROLES.get(role, role)),
        names=_listed(_linked(line, language) for line in lines),
        plain_names=_listed(_name(line, language) for line in lines),
    )


def _linked(line: _Line, language: str) -> SafeString:
    if not line.slug:
        return _name(line, language)
    link = author_link(line.slug, dict(line.names), language=language)
    return format_html('<a rel="author" href="{}">{}</a>', link.path, link.name)


def _name(line: _Line, language: str) -> SafeString:
    """The author's own name, or the name as it was printed, whatever its direction."""
    return named(dict(line.names), language) if line.slug else format_html("<bdi>{}</bdi>", line.name)


def _listed(names: Iterable[SafeString]) -> SafeString:
    # Translators: what stands between the names of a byline.
    return format_html_join(_(", "), "{}", ((name,) for name in names))

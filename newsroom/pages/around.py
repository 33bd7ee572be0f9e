"""What stands around every page, as finished markup: made once, and kept by what it shows."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString

from articles.models import Section
from articles.paths import section_path
from newsroom.pagecache.remembering import by_edition
from newsroom.pages.policies import policies
from newsroom.pages.words import Link, named

MOST = 200  # a newsroom has as many of these as it has sections and languages
Names = tuple[tuple[str, str], ...]  # by language


def section_links(sections: Iterable[Section], language: str, *, current: int | None) -> SafeString:
    """The sections on top of a page in their order, the one that the reader is in marked; "" without any."""
    top = (section for section in sections if not section.parent_id and not section.hidden)
    shown = ((section_path(row, language), tuple(row.names.items()), row.pk == current) for row in top)
    return _section_links(tuple(shown), language)


@by_edition
def policy_links(language: str) -> SafeString:
    """The policy pages that the foot leads to."""
    return _rendered("pages/_policies.html", language, policies=policies(language))


@lru_cache(MOST)
def _section_links(shown: tuple[tuple[str, Names, bool], ...], language: str) -> SafeString:
    links = [(Link(path, named(dict(names), language)), is_current) for path, names, is_current in shown]
    return _rendered("pages/_sections.html", language, links=links) if links else SafeString("")


def _rendered(template: str, language: str, **context: object) -> SafeString:
    with translation.override(language):
        return SafeString(render_to_string(template, context))

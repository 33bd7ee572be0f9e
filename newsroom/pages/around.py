"""What stands around every page, as finished markup: made once, and kept by what it shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles.models import Section
from articles.paths import language_prefix
from newsroom.pages.policies import Policy
from newsroom.pages.popular import MostRead, Popular
from newsroom.pages.words import Link, direction, named, topic_link

MOST_TOPICS = 2000
MOST = 200  # a newsroom has as many of these as it has sections and languages
Names = tuple[tuple[str, str], ...]  # by language


def section_links(sections: Iterable[Section], language: str, *, current: int | None) -> SafeString:
    """The sections on top of a page in their order, the one that the reader is in marked; "" without any."""
    prefix = language_prefix(language)
    top = [section for section in sections if not section.parent_id and not section.hidden]
    shown = [(prefix + row.path, tuple(row.names.items()), row.id == current) for row in top]
    return _section_links(tuple(shown), language)


@lru_cache(MOST)
def stylesheet(address: str) -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', address)


@lru_cache(MOST)
def icons(drawn: str, touched: str) -> SafeString:
    """The newsroom's, by their addresses: as browsers show it, and on a phone's first screen."""
    links = '<link rel="icon" href="{}" type="image/svg+xml">\n<link rel="apple-touch-icon" href="{}">'
    return format_html(links, drawn, touched)


@lru_cache(MOST, typed=True)
def nameplate(home: str, name: SafeString) -> SafeString:
    """The newsroom's name on top of a page, which leads to the front page."""
    return format_html('<p class="nameplate"><a href="{}">{}</a></p>', home, name)


@lru_cache(MOST, typed=True)
def foot(home: str, name: SafeString, policies: tuple[Policy, ...], language: str) -> SafeString:
    """The newsroom's name, and a list of what the foot leads to that is still open."""
    return _rendered("pages/_foot.html", language, home=home, name=name, policies=policies)


def language_link(path: str, language: str, *, name: str) -> SafeString:
    """Leads to the page in another language, or to that language's front page where there is none."""
    link = '<a href="{}" hreflang="{}" lang="{}" dir="{}">{}</a>'
    return format_html(link, path, language, language, direction(language), name)


def topic_links(topics: Iterable[Mapping], language: str) -> SafeString:
    """Below a story; "" without any."""
    links = "".join([_topic_link(row["slug"], tuple(row["names"].items()), language) for row in topics])
    label = escape(_("Topics"))
    nav = f'<nav class="topics" aria-label="{label}"><ul class="links">{links}</ul></nav>' if links else ""
    return SafeString(nav)


@lru_cache(MOST)
def search_box(path: str, language: str) -> SafeString:
    """The form on top of every page; `path` is that of the search."""
    return _rendered("pages/_search_box.html", language, path=path)


@lru_cache(MOST)
def most_read_links(stories: tuple[Popular, ...], language: str) -> SafeString:
    """The most read beside a story; "" while nothing is."""
    return _rendered("pages/_most_read.html", language, stories=stories) if stories else SafeString("")


@lru_cache(MOST)
def both_most_read(lists: MostRead, language: str) -> SafeString:
    """The most read of the day and of the week; "" while nothing is."""
    return _rendered("pages/_most_read_twice.html", language, most_read=lists) if lists.week else SafeString("")


@lru_cache(MOST)
def _section_links(shown: tuple[tuple[str, Names, bool], ...], language: str) -> SafeString:
    links = [(Link(path, named(dict(names), language)), is_current) for path, names, is_current in shown]
    return _rendered("pages/_sections.html", language, links=links) if links else SafeString("")


@lru_cache(MOST_TOPICS)
def _topic_link(slug: str, names: Names, language: str) -> SafeString:
    link = topic_link(slug, dict(names), language=language)
    return format_html('<li><a href="{}" rel="tag">{}</a></li>', link.path, link.name)


def _rendered(template: str, language: str, **context: object) -> SafeString:
    with translation.override(language):
        return SafeString(render_to_string(template, context))

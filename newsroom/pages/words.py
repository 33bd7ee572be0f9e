"""Names, moments and links as markup: in the page's language, foreign passages marked."""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from django.conf import settings
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from articles import moments
from articles.languages import is_right_to_left
from articles.paths import language_prefix, section_path


class Link(NamedTuple):
    """Where something is and what it is called, in markup."""

    path: str
    name: SafeString


def direction(language: str) -> str:
    return "rtl" if is_right_to_left(language) else "ltr"


def language_of(texts: Mapping[str, str], language: str) -> str:
    """Return the language in which a text is shown: the page's, else the first that has one."""
    codes = (language, *settings.NEWSROOM_LANGUAGES, *texts)
    return next((code for code in codes if texts.get(code)), language)


def marked(text: str, *, language: str, page_language: str) -> SafeString:
    """Return the text, as a passage of its own language where that is not the page's (WCAG 3.1.2)."""
    if not text or language == page_language:
        return conditional_escape(text)
    return format_html('<bdi lang="{}" dir="{}">{}</bdi>', language, direction(language), text)


def named(texts: Mapping[str, str], language: str) -> SafeString:
    """Return a name that exists per language, marked if it has none in the page's."""
    found = language_of(texts, language)
    return marked(texts.get(found, ""), language=found, page_language=language)


def stamped(at: datetime, language: str, *, with_zone: bool = True) -> SafeString:
    """Return the moment as readers see it, with the exact instant for machines."""
    zone = settings.NEWSROOM_ZONE
    return _stamped(at, zone, language, _label(zone, language) if with_zone else "")


@lru_cache(4000)
def _stamped(at: datetime, zone: str, language: str, label: str) -> SafeString:
    line = moments.printed(at, zone=zone, language=language, label=label)
    return format_html('<time datetime="{}">{}</time>', moments.instant(at, zone), line)


def line(at: datetime, language: str, *, with_zone: bool = True) -> str:
    """Return the moment as readers see it, as plain text."""
    zone = settings.NEWSROOM_ZONE
    label = _label(zone, language) if with_zone else ""
    return moments.printed(at, zone=zone, language=language, label=label)


def _label(zone: str, language: str) -> str:
    return moments.zone_label(zone, language, labels=settings.NEWSROOM_ZONE_LABELS)


def section_link(section, language: str) -> Link:
    return Link(section_path(section, language), named(section.names, language))


def linked_section(slug: str, parent_slug: str | None, names: Mapping[str, str], language: str) -> Link:
    """What `section_link` returns, of what is known of a section that was not read as a whole."""
    bare = f"/{parent_slug}/{slug}/" if parent_slug else f"/{slug}/"
    return Link(language_prefix(language) + bare, named(names, language))


def author_link(slug: str, names: Mapping[str, str], *, language: str) -> Link:
    return Link(f"{language_prefix(language)}/authors/{slug}/", named(names, language))


def topic_link(slug: str, names: Mapping[str, str], *, language: str) -> Link:
    return Link(f"{language_prefix(language)}/topics/{slug}/", named(names, language))

"""Addresses as text: what a language, a section and a story's day make of them. Pure."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.encoding import iri_to_uri


def language_prefix(language: str) -> str:
    """Empty for the default language, `/ar` for another."""
    return "" if language == settings.NEWSROOM_LANGUAGES[0] else f"/{language}"


def absolute(path: str) -> str:
    """The whole address of a path of this site, for whoever is not on it."""
    return settings.SITE_URL + _uri(path)


@lru_cache(2000)  # a page names itself, its section and the newsroom several times
def _uri(path: str) -> str:
    return iri_to_uri(path)


def section_path(section, language: str) -> str:
    """A section front: `/sport/`, `/ar/sport/football/`."""
    return language_prefix(language) + section.path


def story_path(*, language: str, top_section: str, at: datetime, slug: str) -> str:
    """`/<section>/<yyyy>/<mm>/<dd>/<slug>/`, the day of an instant in the newsroom's zone."""
    local = at.astimezone(ZoneInfo(settings.NEWSROOM_ZONE))
    return f"{language_prefix(language)}/{top_section}/{local:%Y/%m/%d}/{slug}/"

"""Texts that exist once per language: `{"en": "Economy", "ar": "اقتصاد"}`."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.utils import translation


def in_language(texts: Mapping[str, str], language: str | None = None) -> str:
    """The text in a language (the active one if none is named), else in the first language that has one."""
    for code in (language or translation.get_language(), *settings.NEWSROOM_LANGUAGES, *texts):
        if text := texts.get(code or ""):
            return text
    return ""


def is_right_to_left(language: str) -> bool:
    return language.split("-")[0] in settings.LANGUAGES_BIDI


def language_name(language: str) -> str:
    """What the active language calls a language: "Arabic"; its code if nobody knows it."""
    try:
        return translation.get_language_info(language)["name_translated"]
    except KeyError:
        return language

"""A policy page's versions for the desk: a list, and one of them with what it changed."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles import phrases
from articles.clock import database_now
from articles.languages import is_right_to_left
from articles.marks import body_shown, spans_shown
from articles.word_marks import marked_text

from .models import PolicyPage, PolicyVersion
from .writing import TEXTS

MOST = 200  # versions in the list; each of them is found by its number as well


@dataclass(frozen=True)
class Line:
    number: int
    who: str
    at: str
    what: str
    is_current: bool


def lines(page: PolicyPage) -> list[Line]:
    """The versions, newest first, each with what it changed in the one before."""
    now = database_now()
    versions = list(page.versions.select_related("by")[:MOST])
    before = {version.number: version for version in versions}
    return [
        Line(
            number=version.number,
            who=str(version.by),
            at=phrases.moment(version.at, now=now),
            what=_what(version, before=before.get(version.number - 1)),
            is_current=version.number == page.number,
        )
        for version in versions
    ]


def shown(page: PolicyPage, version: PolicyVersion) -> dict:
    """The context of a version's page, compared with the one before it."""
    before = page.versions.filter(number=version.number - 1).first()
    return {
        "version": version,
        "who": str(version.by),
        "at": phrases.moment(version.at, now=database_now()),
        "what": _what(version, before=before),
        "shown_title": _compared(before or version, version, "title"),
        "shown_description": _compared(before or version, version, "description"),
        "shown_body": body_shown((before or version).body, version.body),
        "direction": "rtl" if is_right_to_left(page.language) else "ltr",
        "is_current": version.number == page.number,
    }


def _compared(before: PolicyVersion, after: PolicyVersion, name: str) -> SafeString:
    return spans_shown(marked_text(getattr(before, name), getattr(after, name)))


def _what(version: PolicyVersion, *, before: PolicyVersion | None) -> str:
    if version.restores:
        return _("Version %(number)s was brought back") % {"number": version.restores}
    if not before:
        return _("Written") if version.number == 1 else ""
    changed = [name for name in TEXTS if getattr(version, name) != getattr(before, name)]
    if changed == ["is_shown"]:
        return _("Given to readers") if version.is_shown else _("Taken from readers")
    labels = (str(PolicyVersion._meta.get_field(name).verbose_name) for name in changed)
    return _("Changed: %(fields)s") % {"fields": _(", ").join(labels)}

"""What the wire's list is narrowed to, as its address says it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from articles.admin.keys import key_of
from newsroom.wire.stories import Standing

STORIES, NEWER, FAILED, AWAITED = "stories", "newer", "failed", "awaited"
SHOWN = {
    STORIES: _("Stories"),
    NEWER: _("Newer versions"),
    FAILED: _("Could not be read"),
    AWAITED: _("Killed before they came"),
}
SINCE = {"hour": timedelta(hours=1), "day": timedelta(days=1), "three": timedelta(days=3), "week": timedelta(days=7)}
SINCE_NAMES = {"hour": _("The last hour"), "day": _("24 hours"), "three": _("Three days"), "week": _("Seven days")}
STANDINGS = {
    Standing.DRAFT.value: _("Not published by its source"),
    Standing.PRIVATE.value: _("For some readers of its source"),
    Standing.WITHHELD.value: _("Withheld by its source"),
    Standing.CANCELED.value: _("Killed by its source"),
}
YES = "yes"
LONGEST_WORDS = 200


@dataclass(frozen=True)
class Asked:
    """Each is a key, a word of the tables above, or "" for anything."""

    show: str = STORIES
    source: str = ""
    section: str = ""
    language: str = ""
    since: str = ""
    standing: str = ""
    embargoed: str = ""
    picture: str = ""
    q: str = ""

    @property
    def query(self) -> str:
        return urlencode({name: value for name, value in self._said() if value})

    @property
    def is_narrowed(self) -> bool:
        return bool(replace(self, show=STORIES).query)

    def only(self, show: str) -> str:
        """The address of another tab."""
        return replace(Asked(source=self.source), show=show).query

    def _said(self):
        for field in fields(self):
            value = getattr(self, field.name)
            yield field.name, "" if field.name == "show" and value == STORIES else value


def asked(given: Mapping[str, str]) -> Asked:
    """Raises `Http404` for a value that is none."""
    words = {name: given.get(name, "") for name in (field.name for field in fields(Asked))}
    words["show"] = words["show"] or STORIES
    words["q"] = words["q"].strip()[:LONGEST_WORDS]
    known = {
        "show": SHOWN,
        "language": settings.NEWSROOM_LANGUAGES,
        "since": SINCE,
        "standing": STANDINGS,
        "embargoed": (YES,),
        "picture": (YES,),
    }
    is_known = all(not words[name] or words[name] in values for name, values in known.items())
    if not is_known or any(words[name] and not key_of(words[name]) for name in ("source", "section")):
        raise Http404
    return Asked(**words)


@dataclass(frozen=True)
class Place:
    """Where a page of the list begins: after a story that came at a moment."""

    at: datetime
    key: int

    def __str__(self):
        return f"{int(self.at.timestamp() * 1_000_000)}-{self.key}"


def place_given(given: Mapping[str, str]) -> Place | None:
    """Raises `Http404` for what is no place."""
    said = given.get("after", "")
    if not said:
        return None
    moment, _dash, key = said.partition("-")
    microseconds, number = key_of(moment), key_of(key)
    if not microseconds or not number or microseconds > 10**16:
        raise Http404
    return Place(datetime.fromtimestamp(0, UTC) + timedelta(microseconds=microseconds), number)

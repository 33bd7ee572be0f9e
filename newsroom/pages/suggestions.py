"""What somebody may have looked for who found nothing: live stories with the words of the address, and pages.

Cheap when a crawler asks for thousands of addresses that never were: answers are remembered for an edition, and a
process looks up a few a second at most; the others get a page without suggestions.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable
from difflib import get_close_matches
from time import monotonic
from typing import NamedTuple

from django.utils.html import format_html
from django.utils.translation import gettext as _

from articles.models import Section
from articles.paths import language_prefix
from articles.resembling import beginning, resembling
from newsroom.pagecache.remembering import by_edition
from newsroom.pages.policies import policies
from newsroom.pages.words import Link, section_link

MOST = 4
A_SECOND = 5  # look-ups of one process
CLOSE = 0.7  # of 1, as difflib measures
LONGEST = 300
_ENDING = re.compile(r"\.[a-z]{2,5}$", re.IGNORECASE)
_STORY = re.compile(r"/[0-9]{4}/[0-9]{2}/[0-9]{2}/[^/]{4,}$", re.ASCII)


class Suggested(NamedTuple):
    path: str
    headline: str


class Busy(Exception):
    """Too many look-ups in this second: nothing was looked up, and nothing is remembered."""


class Turnstile:
    """Lets a number of look-ups through a second."""

    def __init__(self, number: int):
        self._number = number
        self._times: deque[float] = deque(maxlen=number)

    def pass_through(self) -> None:
        """Raises Busy."""
        now = monotonic()
        if len(self._times) == self._number and now - self._times[0] < 1:
            raise Busy
        self._times.append(now)


TURNSTILE = Turnstile(A_SECOND)


def stories_like(path: str, *, language: str) -> tuple[Suggested, ...]:
    """The live stories in a language that were perhaps meant by an address."""
    asked = path[:LONGEST].rstrip("/")
    words = _ENDING.sub("", asked.rpartition("/")[2])
    try:
        return _looked_up(words, language=language, start=asked if _STORY.search(asked) else "")
    except Busy:
        return ()


def pages_like(path: str, sections: Iterable[Section], *, language: str) -> list[Link]:
    """The sections and other pages whose names in addresses are close to a part of this one, wherever it was."""
    known = _named_pages(language) | {
        section.slug: section_link(section, language) for section in sections if not section.hidden
    }
    parts = [part.lower() for part in path[:LONGEST].split("/") if part not in ("", "about")][:4]
    close = [name for part in parts for name in get_close_matches(part, known, n=1, cutoff=CLOSE)]
    return [known[name] for name in dict.fromkeys(close)]


def _named_pages(language: str) -> dict[str, Link]:
    """Pages that stand at one address, by the name that people type."""
    home = language_prefix(language) + "/"
    own = {policy.name: Link(policy.path, format_html("{}", policy.title)) for policy in policies(language)}
    return own | {
        "search": Link(f"{home}search/", format_html("{}", _("Search"))),
        "corrections": Link(f"{home}corrections/", format_html("{}", _("Corrections"))),
    }


@by_edition
def _looked_up(words: str, *, language: str, start: str) -> tuple[Suggested, ...]:
    TURNSTILE.pass_through()
    found = beginning(start, most=MOST) if start else []
    found += resembling(words, language=language, most=MOST) if len(found) < MOST else []
    return tuple(dict.fromkeys(Suggested(story.path, story.headline) for story in found))[:MOST]

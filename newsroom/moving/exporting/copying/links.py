"""The addresses of this site in a text of it, page or feed alike: found, and led to where the copy has them. Pure."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote, unquote

from articles.paths import language_prefix
from newsroom.languages import language_of_path
from newsroom.pages.letters import RESPOND

from .naming import copied_path

NOT_HERE = "/not-here.html"  # below a language: a section's name has no dot
SEARCH = "/search/"
# What only a server answers, or is nobody's who reads.
_ELSEWHERE = re.compile(r"/(?:admin|accounts|preview|oembed|api|healthz|readyz)(?:/|$)")
_LETTERS = "[^\\s\"'<>()\\\\&]*"  # of an address; it ends where an attribute, an element or a value of JSON does
_FORMS = re.compile(r'<form class="(?:search-box|compare)".*?</form>\n?', re.DOTALL)
_CARDS = re.compile(r'<link rel="alternate" type="[a-z/]+\+oembed"[^>]*>\n?')
_SEARCHING = re.compile(r',"potentialAction":\{"@type":"SearchAction".*?"query-input":"[^"]*"\}')


class Linked(NamedTuple):
    """A text with its addresses as the copy has them, and those to copy, as the site has them."""

    text: str
    addresses: list[str]


def led(text: str, *, site: str) -> Linked:
    """Return the text of a page, feed or file; `site` is what absolute addresses begin with."""
    found: dict[str, None] = {}

    def moved(match: re.Match[str]) -> str:
        address, mark, fragment = match[0].partition("#")
        target, wanted = _target(address)
        if wanted:
            found[wanted] = None
        return f"{target}{mark}{fragment}"

    return Linked(_addresses(site).sub(moved, text), list(found))


def without_server(page: str) -> str:
    """Return a page without what needs a server to answer: forms, cards for other sites, the search for machines."""
    return _SEARCHING.sub("", _CARDS.sub("", _FORMS.sub("", page)))


def not_here(language: str) -> str:
    return language_prefix(language) + NOT_HERE


@lru_cache(4)
def _addresses(site: str) -> re.Pattern[str]:
    """From the root on: of absolute ones, and as attributes, srcset and styles have them. It begins with a letter:
    that is sought many times as fast as what may stand before it."""
    return re.compile(rf"/(?:(?<=[\s\"'=(,]/)|(?<={re.escape(site)}/))(?!/){_LETTERS}")


@lru_cache(2000)
def _target(address: str) -> tuple[str, str]:
    """Where an address leads in the copy, and what is to be copied for that, if anything."""
    path, _mark, query = address.partition("?")
    plain = unquote(path)
    if plain.endswith(f"/{RESPOND}"):
        return not_here(language_of_path(plain)), ""
    if _ELSEWHERE.match(plain) or plain.endswith((SEARCH, NOT_HERE)):
        return address, ""
    listed = f"{plain}?{query}" if query.startswith("before=") else plain
    copied = copied_path(listed)
    if copied is None:
        return address, ""
    if copied == plain:
        return address, listed
    return _as_written(copied, like=path), listed


def _as_written(path: str, *, like: str) -> str:
    return path if like == unquote(like) else quote(path)

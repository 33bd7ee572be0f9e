"""Links of a body that lead into the site itself, and whether readers find something there."""

from __future__ import annotations

import html as markup
import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve

from ..texts import leftover_markers

_LINK = re.compile(r"<a ([^>]*)>(.*?)</a>", re.DOTALL)
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
_TAG = re.compile(r"<[^>]*>")
_STORY = re.compile(r"/[^/]+/[0-9]{4}/[0-9]{2}/[0-9]{2}/[^/]+/")
_ARCHIVE = re.compile(r"(/[^/]+/)[0-9]{4}/(?:[0-9]{2}/){0,2}")
_FILE = re.compile(r"[^/]+\.[a-z]+")
NOT_FOR_READERS = {"admin", "accounts", "preview"}
WITHOUT_RECORDS = {"about", "api", "corrections", "feeds", "healthz", "media", "readyz", "search", "static"}
LONGEST_WORDS = 60


@dataclass(frozen=True)
class Link:
    """A link as it stands in a body: the words that carry it, and the story or the address it leads to."""

    words: str
    article: int | None = None
    address: str = ""


def links_of(body: str) -> list[Link]:
    """The links of a sanitised body that lead to a story of ours or into our own site."""
    found = []
    for attributes, words in _LINK.findall(body):
        values = dict(_ATTRIBUTE.findall(attributes))
        text = " ".join(markup.unescape(_TAG.sub("", words)).split())[:LONGEST_WORDS]
        if article := values.get("data-article"):
            found.append(Link(text, article=int(article)))
        elif (address := markup.unescape(values.get("href", ""))) and is_own(address):
            found.append(Link(text, address=address))
    return found


def unfinished_addresses(body: str) -> list[str]:
    """Addresses of a sanitised body that still are, or end in, a marker instead of a place: `https://TK`."""
    found = [
        markup.unescape(dict(_ATTRIBUTE.findall(attributes)).get("href", ""))
        for attributes, _words in _LINK.findall(body)
    ]
    lasts = (unquote(address).rstrip("/").rpartition("/")[2] for address in found)
    return [last for last in lasts if leftover_markers(last) == [last]]


def is_own(address: str) -> bool:
    """Whether an address leads into this site: relative ones do, and those of our own host."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    if parts.scheme and parts.scheme not in ("http", "https"):
        return False
    if not parts.netloc:
        return bool(parts.path)  # a fragment or a query alone stays on the page
    return parts.netloc.lower() == urlsplit(settings.SITE_URL).netloc.lower()


@dataclass(frozen=True)
class Target:
    """Where an address leads: `path` with its language, `record` the path without it that a story (`is_story`), a
    section, an author or a topic has. An empty record needs none; `is_broken` says that no page can be there."""

    path: str
    record: str = ""
    is_story: bool = False
    is_broken: bool = False


def target_of(address: str) -> Target:
    """What has to be there for an address of our own to lead somewhere. Asks the address table, never the database."""
    path = unquote(urlsplit(address).path) or "/"
    if not path.startswith("/"):  # it would depend on the address of the page that it stands on
        return Target(path, is_broken=True)
    if not _is_routed(path):
        path += "/"
        if not _is_routed(path):
            return Target(path, is_broken=True)
    return _known_kind(path, _without_language(path))


def _known_kind(path: str, plain: str) -> Target:
    first = plain.split("/")[1]
    if first in NOT_FOR_READERS:
        return Target(path, is_broken=True)
    if not first or first in WITHOUT_RECORDS or _FILE.fullmatch(first):
        return Target(path)
    if _STORY.fullmatch(plain):
        return Target(path, record=plain, is_story=True)
    archive = _ARCHIVE.fullmatch(plain)
    return Target(path, record=archive[1] if archive else plain[: plain.rindex("/") + 1])


def _is_routed(path: str) -> bool:
    try:
        resolve(path)
    except Resolver404:
        return False
    return True


def _without_language(path: str) -> str:
    first, _slash, rest = path[1:].partition("/")
    return f"/{rest}" if first in settings.NEWSROOM_LANGUAGES[1:] else path

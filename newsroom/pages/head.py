"""What the head of a page says of it, for whoever does not look at it: search engines, networks, feed readers.

Written here, not in a template: one that asks for each of these values takes as long as the rest of the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.conf import settings
from django.utils.safestring import SafeString

from articles.paths import absolute
from newsroom.pages.structured.script import as_scripts

if TYPE_CHECKING:
    from newsroom.pages.frame import Page

# Open Graph wants a land with each language; of those not named here, the land of the same letters.
_LANDS = {"en": "US", "he": "IL", "fa": "IR", "uk": "UA", "ja": "JP", "ku": "TR", "ur": "PK", "el": "GR", "sv": "SE"}
MOST_FEEDS = 500  # a newsroom has as many as it has sections, authors and topics that people read
_NEWSROOMS_PICTURE = {"media_type": "image/png", "width": 1200, "height": 630}


def head(page: Page) -> SafeString:
    """Of a page that search engines are to leave out: what it is, and that."""
    return SafeString("\n".join(_lines(page)))


def hreflang(versions: Mapping[str, str], own_path: str) -> list[tuple[str, str]]:
    """What a page says of its versions: each with its absolute address, then the one for everybody else."""
    default = versions.get(settings.NEWSROOM_LANGUAGES[0], own_path)
    return [(code, absolute(path)) for code, path in (*versions.items(), ("x-default", default))]


def locale_of(language: str) -> str:
    """The language as Open Graph writes it: `en_US`, `ar_AR`, `pt_BR`."""
    code, _hyphen, land = language.partition("-")
    return f"{code}_{(land or _LANDS.get(code, code)).upper()}"


def _lines(page: Page) -> Iterator[str]:
    yield _named("description", page.summary)
    yield _named("robots", page.robots)
    if not page.is_indexed:
        return
    yield from _links(page)
    if page.author:
        yield _named("author", page.author)
    yield from map(_property, _open_graph(page))
    yield from map(_property, _picture(page))
    yield _named("twitter:card", "summary_large_image")
    yield from map(_property, page.facts)
    yield as_scripts(page.things)


def _links(page: Page) -> Iterator[str]:
    """To the page itself, its versions, its feeds (where it has none of its own, the site's) and its card."""
    yield f'<link rel="canonical" href="{escape(page.address)}">'
    for code, address in hreflang(page.versions, page.path) if page.versions else ():
        yield f'<link rel="alternate" hreflang="{code}" href="{escape(address)}">'
    for path, name in (page.feeds or {page.home: page.newsroom}).items():
        yield _feeds(absolute(path), name)
    if page.kind == "article":
        card = absolute(f"/oembed/?{urlencode({'url': page.address})}&format=")
        yield _alternate("application/json+oembed", page.title, card + "json")
        yield _alternate("text/xml+oembed", page.title, card + "xml")


def _open_graph(page: Page) -> Iterator[tuple[str, str]]:
    yield "og:site_name", page.newsroom
    yield "og:type", page.kind
    yield "og:title", page.title
    yield "og:description", page.summary
    yield "og:url", page.address
    yield "og:locale", locale_of(page.language)
    for code in page.versions:
        if code != page.language:
            yield "og:locale:alternate", locale_of(code)


def _picture(page: Page) -> Iterator[tuple[str, str]]:
    shown = page.picture or _NEWSROOMS_PICTURE
    yield "og:image", page.picture_address
    yield "og:image:type", shown["media_type"]
    yield "og:image:width", str(shown["width"])
    yield "og:image:height", str(shown["height"])
    yield "og:image:alt", page.picture_alternative or page.newsroom


@lru_cache(MOST_FEEDS)
def _feeds(address: str, name: str) -> str:
    """Of the page at an address."""
    atom = _alternate("application/atom+xml", name, address + "feed.xml")
    return f"{atom}\n{_alternate('application/rss+xml', name, address + 'rss.xml')}"


def _alternate(media_type: str, title: str, address: str) -> str:
    return f'<link rel="alternate" type="{media_type}" title="{escape(title)}" href="{escape(address)}">'


def _named(name: str, content: str) -> str:
    return f'<meta name="{name}" content="{escape(content)}">'


def _property(said: tuple[str, str]) -> str:
    """The name is a word of Open Graph's."""
    name, content = said
    return f'<meta property="{name}" content="{escape(content)}">'

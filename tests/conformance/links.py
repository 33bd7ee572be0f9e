"""Where a page leads, and what it loads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urldefrag, urljoin, urlsplit

from django.utils.encoding import iri_to_uri

from bench.stack import SITE

from .asking import Answer, path_of

LOADED = "//img/@src | //script/@src | //source/@src | //video/@src | //audio/@src | //iframe/@src | //object/@data"
SHEETS = "//link[contains('stylesheet icon apple-touch-icon manifest preload modulepreload', @rel)]/@href"
SETS = "//img/@srcset | //source/@srcset"
NAMES = ".//img/@alt | .//text()[not(ancestor::*[@hidden])]"
SAID = "//script[@type='application/ld+json']/text() | //meta/@content"
FOR_PROGRAMS = re.compile(rf"{re.escape(SITE)}/media/[\w.]+")  # pictures that no browser shows on the page
CLOCKWORK = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


@dataclass(frozen=True)
class Link:
    """A link of a page: the address as absolute, and what it is called."""

    page: str
    target: str
    name: str
    element: str

    @property
    def is_ours(self) -> bool:
        return self.target.startswith(SITE + "/")

    @property
    def path(self) -> str:
        return path_of(self.target)

    @property
    def fragment(self) -> str:
        return urlsplit(self.target).fragment


def links(answer: Answer) -> Iterator[Link]:
    """The links that a reader can follow, and the feeds and languages that the page's head names."""
    for element in answer.tree.iterfind(".//*[@href]"):
        if element.tag == "base" or element.get("rel", "") in ("preconnect", "dns-prefetch"):
            continue
        name = element.get("aria-label") or " ".join(" ".join(element.xpath(NAMES)).split())
        yield Link(answer.path, _absolute(answer, element.get("href")), name, element.tag)


def loaded(answer: Answer) -> list[str]:
    """The absolute addresses of everything that a browser may load for the page."""
    tree = answer.tree
    found = [*tree.xpath(LOADED), *tree.xpath(SHEETS)]
    for candidates in tree.xpath(SETS):
        found += [candidate.split()[0] for candidate in candidates.split(",")]
    return [_absolute(answer, address) for address in dict.fromkeys(found)]


def leads_to(answer: Answer) -> list[str]:
    """The paths of our own that an answer names: those of a page, a sitemap, a feed or robots.txt."""
    if answer.is_page:
        found = [link.target for link in links(answer)] + loaded(answer)
        found += FOR_PROGRAMS.findall("\n".join(answer.tree.xpath(SAID)))
    elif "xml" in answer.media_type:
        found = [*answer.tree.itertext(CLOCKWORK), *answer.tree.xpath("//*[local-name()='link']/@href")]
        found += answer.tree.xpath("//link/text()")
    elif answer.path == "/robots.txt":
        found = re.findall(r"(?m)^Sitemap: *(\S+)", answer.body.decode())
    else:
        found = []
    absolute = [_absolute(answer, urldefrag(address).url) for address in found]
    return list(dict.fromkeys(path_of(address) for address in absolute if address.startswith(SITE + "/")))


def _absolute(answer: Answer, address: str) -> str:
    return iri_to_uri(urljoin(SITE + answer.path, address.strip()))

"""Addresses of the site that a story came from, in the one form in which they are compared. Pure."""

from __future__ import annotations

import html as markup
import re
import unicodedata
from collections.abc import Collection, Iterable
from functools import lru_cache
from itertools import islice
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from .slugs import RESERVED

LONGEST = 600
SITE = "//"  # what the key of a whole site begins with, and no other
NUMBERED = ("p", "page_id")  # WordPress's own names of a post and a page
_PAGES = frozenset(("about", "authors", "topics"))  # first parts that other sites have as well: ours go before theirs
LISTED = ("cat", "tag", "author")  # and of what lists them
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_\w+", re.IGNORECASE)
# What sites put behind the address of a page: a part of it, a feed, a lighter copy.
_PART = re.compile(
    r"/page/[0-9]{1,6}|/comment-page-[0-9]{1,6}|/[0-9]{1,4}|/amp|/embed|(?P<feed>/(?:feed|rss)(?:/(?:rss2?|atom|rdf))?)"
)
_OF_FRONT = re.compile(r"/page/[0-9]{1,6}|/(?:feed|rss)(?:/(?:rss2?|atom|rdf))?")
_MOST_PARTS = 4  # behind each other
_ENDS_IN_PART = re.compile(f"(?:{_PART.pattern})$")
_LINK = re.compile(r'<a [^>]*?href="(https?://[^"]+)"')
_MOST_LINKS = 1000  # of a body
_NUMBER = re.compile(r"0*([1-9][0-9]{0,17})", re.ASCII)


def key_of(address: str) -> str:
    """What an address is looked up by: its path as it is read, without the last slash, and of its query what tells
    one story from another. "" for none that could lead anywhere: the home page, one of ours by its first part, one that
    is too long or no address at all."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    path = _folded(unquote(parts.path, errors="replace"))
    query = _told_apart(parts.query)
    key = f"{path}?{query}" if query else path
    is_one = key != "/" and len(key) <= LONGEST and "\0" not in key
    return key if is_one and not is_reserved(path) else ""


def keys_of_request(path: str, query: str) -> list[str]:
    """Under which keys an address that a reader asks for may be known, the most exact one first. `path` is decoded."""
    folded = _folded(path)
    told = _told_apart(query)
    keys = [f"{folded}?{told}"] if told else []
    if is_reserved(folded):
        return []
    for _part in range(_MOST_PARTS):
        keys += [folded] if folded != "/" else []
        part = _ENDS_IN_PART.search(folded)
        folded = (folded[: part.start()] if part else "") or "/"
    return [key for key in dict.fromkeys(keys) if len(key) <= LONGEST and "\0" not in key]


def asks_for_feed(path: str) -> bool:
    """Whether an address at another site is that of a feed of what stands before."""
    part = _ENDS_IN_PART.search(_folded(path))
    return bool(part and part["feed"])


def is_part_of_front(path: str) -> bool:
    """Whether it is a part of the site's first page, or its feed."""
    return bool(_OF_FRONT.fullmatch(_folded(path)))


def is_reserved(path: str) -> bool:
    """Whether a path lies below a first part that is another part of this site, and no page of its readers."""
    return path.lstrip("/").partition("/")[0].lower() in RESERVED - _PAGES


def site_of(address: str) -> str:
    """What the site of an address is known by: `//` and its host, without www; "" for an address without a host."""
    host = _host(address).removeprefix("www.")
    return f"{SITE}{host}" if host else ""


def links_to(sites: Collection[str], html: str) -> dict[str, str]:
    """The links of a sanitised body that lead to one of the sites, each with what it is looked up by."""
    found: dict[str, str] = {}
    for link in islice(_LINK.finditer(html), _MOST_LINKS):
        address = markup.unescape(link[1])
        if site_of(address) in sites and (key := key_of(address)):
            found[address] = key
    return found


def hosts_of(addresses: Iterable[str]) -> frozenset[str]:
    """The hosts of addresses of a site, each with and without www."""
    found = {host.removeprefix("www.") for address in addresses if (host := _host(address))}
    return frozenset(found | {f"www.{host}" for host in found})


def is_of(address: str, hosts: Iterable[str]) -> bool:
    """Whether an address is one of a site: on one of its hosts, or on none."""
    host = _host(address)
    return host in hosts if host else address.startswith("/") and not address.startswith("//")


@lru_cache(2000)  # it is asked for several times of each address of a batch
def _host(address: str) -> str:
    try:
        parts = urlsplit(address.strip())
        return (parts.hostname or "") if parts.scheme in ("http", "https", "") else ""
    except ValueError:
        return ""


def _folded(path: str) -> str:
    whole = re.sub("/{2,}", "/", unicodedata.normalize("NFC", f"/{path}")).rstrip("/") or "/"
    return "/" if whole in ("/index.php", "/index.html") else whole


def _told_apart(query: str) -> str:
    given = parse_qsl(query, keep_blank_values=False, errors="replace", max_num_fields=None)[:50]
    for name, value in given:
        if name in NUMBERED and (found := _NUMBER.fullmatch(value)):
            return f"{name}={found[1]}"
    return urlencode(sorted(pair for pair in given if not _TRACKING.fullmatch(pair[0])))

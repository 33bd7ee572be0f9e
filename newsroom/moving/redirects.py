"""Old addresses of stories: those of the site that moves, and of no other, lead to them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache

from django.utils.translation import gettext as _

from articles import old_addresses
from articles.models import Article
from articles.old_paths import hosts_of, is_of, key_of, site_of
from newsroom.wire.stories import WireList, WireStory


def keys_of(story: WireStory, *, site: str = "") -> list[str]:
    """What the story's old addresses are looked up by. `site` is what a person says of a file that does not say it."""
    return _keys(_own(story, _hosts((*story.sites, site))))


def keys_of_list(listed: WireList, story: WireStory, *, site: str = "") -> list[str]:
    """The same of a list that the story stood in there."""
    hosts = _hosts((*story.sites, site))
    return _keys(address for address in listed.addresses if is_of(address, hosts))


def _own(story: WireStory, hosts: frozenset[str]) -> list[str]:
    return [address for address in (*story.old_addresses, *story.also_at) if is_of(address, hosts)]


def _keys(addresses: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(key for key in map(key_of, addresses) if key))


def _sites(own: Iterable[str], said: Iterable[str]) -> set[str]:
    """The sites that a story's old addresses are of; those without a host are of the site that is said."""
    found = {site_of(address) for address in own}
    return (found | {site_of(address) for address in said} if "" in found else found) - {""}


def keep(claims: Collection[tuple[WireStory, int]], *, site: str = "") -> Mapping[int, list[str]]:
    """Lets old addresses lead to stories, the first that claims one having it; returns by article what was not kept, as
    sentences."""
    wanted: dict[str, int] = {}
    lost: list[tuple[str, int, int | None]] = []
    sites: set[str] = set()
    for story, article in claims:
        said = (*story.sites, site)
        own = _own(story, _hosts(said))
        sites |= _sites(own, said)
        for key in _keys(own):
            if wanted.setdefault(key, article) != article:
                lost.append((key, article, wanted[key]))
    held = old_addresses.keep(wanted)
    if sites:
        old_addresses.keep_sites(sites)
    lost += [(key, wanted[key], holder) for key, holder in held.items()]
    return _told(lost) if lost else {}


def _told(lost: list[tuple[str, int, int | None]]) -> dict[int, list[str]]:
    holders = Article.objects.in_bulk({holder for _key, _article, holder in lost if holder})
    told: dict[int, list[str]] = {}
    for key, article, holder in lost:
        words = {"address": key, "other": holders.get(holder) if holder else _("a page")}
        sentence = _("Its old address %(address)s leads to “%(other)s” already.") % words
        told.setdefault(article, []).append(sentence)
    return told


@lru_cache(100)
def _hosts(addresses: tuple[str, ...]) -> frozenset[str]:
    return hosts_of(addresses)

"""Where a site of WordPress lists its posts: by category, by tag, by author. Pure.

An export does not say below which bases; those of authors, and of what a site sorts by besides, are WordPress's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from newsroom.wire.stories import WireList, WirePerson
from newsroom.wire.wordpress_items import Item

_DEEPEST = 10  # categories below each other
_DASHES = re.compile(r"[\s.]+|-{2,}")
_NO_SLUG = re.compile(r"[^\w%-]+")


@dataclass
class SiteLists:
    """What the head of an export says of categories and authors, and the bases of lists; "" where they are at the
    root."""

    category_base: str = "category"
    tag_base: str = "tag"
    parents: dict[str, str] = field(default_factory=dict)  # of categories, by their nicenames
    names: dict[str, str] = field(default_factory=dict)  # of them as well
    numbers: dict[tuple[str, str], str] = field(default_factory=dict)

    def add_category(self, nicename: str, parent: str, number: str, name: str) -> None:
        self.parents[nicename], self.names[nicename] = parent, name
        self.numbers["cat", nicename] = number

    def add_author(self, login: str, number: str) -> None:
        self.numbers["author", login] = number

    def is_category(self, nicename: str, *, number: str) -> bool:
        return bool(number) and self.numbers.get(("cat", nicename)) == number

    def of(self, item: Item, people: Iterable[WirePerson], *, address: str) -> tuple[WireList, ...]:
        """Those that a post stands in; none where nobody knows the site's address."""
        base = address.rstrip("/")
        return tuple(self._of(item, people, base)) if base else ()

    def _of(self, item: Item, people: Iterable[WirePerson], base: str) -> Iterator[WireList]:
        for name, nicename in item.terms("category"):
            if nicename:
                listed = _below(self.category_base)
                paths = dict.fromkeys((f"{listed}{nicename}/", f"{listed}{self._path_of(nicename)}/"))
                paths |= dict.fromkeys(self._numbered("cat", nicename))
                yield WireList(kind="category", name=name, addresses=tuple(base + path for path in paths))
        for kind in ("post_tag", *item.own_kinds()):
            called, below = ("tag", _below(self.tag_base)) if kind == "post_tag" else (kind, _below(kind))
            for name, nicename in item.terms(kind):
                if nicename:
                    addresses = (f"{base}{below}{nicename}/", f"{base}/?{called}={nicename}")
                    yield WireList(kind="tag", name=name, addresses=addresses)
        for person in people:
            paths = dict.fromkeys(f"/author/{slug}/" for slug in _slugs_of(person))
            paths |= dict.fromkeys(self._numbered("author", person.slug))
            yield WireList(kind="author", name=person.name, addresses=tuple(base + path for path in paths))

    def _numbered(self, name: str, slug: str) -> Iterator[str]:
        if (number := self.numbers.get((name, slug), "")).isdecimal():
            yield f"/?{name}={number}"

    def above(self, nicename: str) -> tuple[str, ...]:
        """The names of the categories that one is in, the nearest first."""
        return tuple(filter(None, (self.names.get(each) for each in self._upwards(nicename)[1:])))

    def _path_of(self, nicename: str) -> str:
        """The path of a category below those that it is in."""
        return "/".join(reversed(self._upwards(nicename)))

    def _upwards(self, nicename: str) -> list[str]:
        path = [nicename]
        while (parent := self.parents.get(path[-1])) and len(path) < _DEEPEST:
            path.append(parent)
        return path


def _below(base: str) -> str:
    return f"/{base}/" if base else "/"


def _slugs_of(person: WirePerson) -> Iterator[str]:
    """As the export has it, and as WordPress makes the address of an author from what they sign in with."""
    if person.slug and "@" not in person.slug:
        yield person.slug
        yield _NO_SLUG.sub("", _DASHES.sub("-", person.slug.lower())).strip("-")

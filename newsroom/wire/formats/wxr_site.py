"""What a WordPress export says of its site: names, people, lists, texts that posts share, and its pictures."""

from __future__ import annotations

from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass, field
from typing import BinaryIO

from newsroom.wire.export_bytes import ExportBytes, Numbered
from newsroom.wire.foreign_html import headline_of
from newsroom.wire.notices import distinct
from newsroom.wire.on_disk import OnDisk
from newsroom.wire.reading import Terms, Unreadable, rewindable
from newsroom.wire.stories import WirePerson
from newsroom.wire.wordpress_items import Item, Library, guest_author
from newsroom.wire.wordpress_lists import SiteLists
from newsroom.wire.xml_reading import BrokenOff, Element, elements, local_name
from newsroom.wire.xml_values import child, line_of

_WORDPRESS, _HEAD = b"wordpress.org/export/", 10_000  # bytes
_ON_TOP = frozenset(
    ("link", "language", "pubDate", "base_blog_url", "base_site_url", "wxr_version", "author", "category")
)


@dataclass
class Site:
    """`bytes` are those of the way through the export that is being gone."""

    library: Library
    lists: SiteLists
    bytes: ExportBytes
    is_well_formed: bool = True
    said: dict[str, str] = field(default_factory=dict)
    authors: dict[str, str] = field(default_factory=dict)
    people: dict[str, WirePerson] = field(default_factory=dict)  # by name
    patterns: dict[str, str] = field(default_factory=dict)  # texts that posts share, by number

    @property
    def address(self) -> str:
        return self.said.get("base_blog_url") or self.said.get("link") or self.said.get("base_site_url", "")

    @property
    def key(self) -> str:
        """What the site is known by: an export of after its move to https is of the same one."""
        return self.address.partition("://")[2] or self.address

    @property
    def addresses(self) -> tuple[str, ...]:
        return distinct(self.said.get(name, "") for name in ("base_blog_url", "link", "base_site_url"))

    @property
    def reader(self) -> ExportBytes | Numbered:
        return self.bytes if self.is_well_formed else Numbered(self.bytes)

    def again(self, stream: BinaryIO) -> ExportBytes | Numbered:
        """The export from its start."""
        self.bytes = ExportBytes(stream)
        return self.reader


def surveyed(stream: BinaryIO, kept: OnDisk, terms: Terms) -> Site:
    """Goes over the whole export; once more if it is not well-formed, so that nothing in it is missed for that."""
    site, problems = _unseen(stream, kept, terms), list[str]()
    _survey(site, problems)
    if problems:
        site = _unseen(stream, kept, terms, is_well_formed=False)
        _survey(site, [])
    if not site.address:
        site.said["link"] = terms.address
    return site


def libraries_beside(site: Site, terms: Terms, kept: ExitStack) -> list[Library]:
    """Those of the other files of a run that are exports of the same site: WordPress parts long ones. They are open as
    long as `kept` is."""
    found = []
    for stream in terms.beside() if terms.beside else ():
        with suppress(Unreadable), rewindable(stream) as whole:
            is_export = _WORDPRESS in whole.read(_HEAD)
            whole.seek(0)
            if is_export:
                other = surveyed(whole, kept.enter_context(closing(OnDisk())), terms)
                found += [other.library] if other.key == site.key else []
    return found


def _unseen(stream: BinaryIO, kept: OnDisk, terms: Terms, *, is_well_formed: bool = True) -> Site:
    lists = SiteLists(terms.category_base, terms.tag_base)
    return Site(Library(kept), lists, ExportBytes(stream), is_well_formed=is_well_formed)


def is_item(element: Element) -> bool:
    return local_name(element) == "item"


def _survey(site: Site, problems: list[str]) -> None:
    with suppress(BrokenOff):  # which is told when its items are read, after all that is whole
        for element in elements(site.reader, wanted=_is_wanted, repair=True, problems=problems):
            if is_item(element):
                _note_item(site, Item(element))
            else:
                _note_head(site, element, local_name(element))


def _is_wanted(element: Element) -> bool:
    name = local_name(element)
    if name not in _ON_TOP:
        return name == "item"
    above = element.getparent()
    return above is not None and local_name(above) == "channel"


def _note_item(site: Site, item: Item) -> None:
    if item.kind == "attachment":
        site.library.add(item)
    elif item.kind == "wp_block":
        site.patterns[item.line("post_id")] = item.encoded("content")
    elif item.kind == "guest-author" and (guest := guest_author(item)):
        site.people[guest.name] = guest


def _note_head(site: Site, element: Element, name: str) -> None:
    if name == "author":
        login, shown = (line_of(child(element, f"author_{what}")) for what in ("login", "display_name"))
        site.authors[login] = shown
        site.people.setdefault(shown or login, WirePerson(name=shown or login, slug=login))
        site.lists.add_author(login, line_of(child(element, "author_id")))
    elif name == "category":
        known = ("category_nicename", "category_parent", "term_id")
        nicename, parent, number = (line_of(child(element, what)) for what in known)
        site.lists.add_category(nicename, parent, number, headline_of(line_of(child(element, "cat_name"))))
    else:
        site.said.setdefault(name, line_of(element))

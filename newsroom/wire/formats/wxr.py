"""WordPress exports (WXR 1.0 to 1.2): posts with everything that hangs on them."""

from __future__ import annotations

import html as markup
import json
from collections.abc import Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field
from typing import BinaryIO
from urllib.parse import unquote

from articles.bodies import BodyTooDeep, BodyTooLong
from newsroom.wire.bylines import credited
from newsroom.wire.comment_text import plain
from newsroom.wire.foreign_html import headline_of, standfirst_of, take
from newsroom.wire.foreign_pictures import show_below
from newsroom.wire.kept_pictures import Known
from newsroom.wire.languages import language_for
from newsroom.wire.moments import Moment, read_moment
from newsroom.wire.notices import distinct
from newsroom.wire.on_disk import OnDisk
from newsroom.wire.reading import Payload, Terms, Unreadable, rewindable
from newsroom.wire.records import numbered
from newsroom.wire.stories import (
    Standing,
    WireByline,
    WireComment,
    WirePage,
    WirePerson,
    WireRecord,
    WireSkip,
    WireStory,
)
from newsroom.wire.wordpress_body import as_html
from newsroom.wire.wordpress_items import Item, Library, guest_author
from newsroom.wire.wordpress_lists import SiteLists
from newsroom.wire.xml_reading import BrokenOff, Element, elements, local_name
from newsroom.wire.xml_values import child, line_of

_STANDINGS = {
    "publish": Standing.USABLE,
    "future": Standing.USABLE,
    "draft": Standing.DRAFT,
    "pending": Standing.DRAFT,
    "auto-draft": Standing.DRAFT,
    "private": Standing.PRIVATE,
}
_PAGE = "A page of the site, not a story."
_SKIPPED = {
    "attachment": "A picture or file of the library: stories that show it bring it.",
    "revision": "An earlier version of a post.",
    "nav_menu_item": "An entry of a menu.",
}
_ON_TOP = ("link", "language", "pubDate", "base_blog_url", "base_site_url", "wxr_version")
_UNSORTED = ("uncategorized", "غير-مصنف")  # where WordPress puts what nobody has sorted
_RECORDS_ON_TOP = ("author", "category")


@dataclass
class _Site:
    """What the export says above its items, and the pictures that it has among them."""

    library: Library
    lists: SiteLists
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


def read(payload: Payload, terms: Terms) -> Iterator[WireRecord]:
    """Reads every item, in order; twice, since pictures may stand below the posts that show them. No bytes raise."""
    sites: list[_Site] = []

    def parts() -> Iterator[Item]:
        with rewindable(payload) as stream, closing(OnDisk()) as kept:
            sites.append(_Site(Library(kept), lists=SiteLists(terms.category_base, terms.tag_base)))
            with suppress(BrokenOff):  # which is told below, after all that is whole
                _survey(stream, sites[0])
            if not sites[0].address:
                sites[0].said["link"] = terms.address
            stream.seek(0)
            for element in elements(stream, wanted=_is_item, repair=True):
                yield Item(element)

    def record(item: Item, number: int) -> WireRecord:
        return _record(item, sites[0], terms, number)

    return numbered(parts(), read=record, shown=Item.as_it_came)


def _survey(stream: BinaryIO, site: _Site) -> None:
    for element in elements(stream, wanted=lambda each: _is_item(each) or _is_on_top(each), repair=True):
        name = local_name(element)
        if name == "item":
            if (item := Item(element)).kind == "attachment":
                site.library.add(item)
            elif item.kind == "wp_block":
                site.patterns[item.line("post_id")] = item.encoded("content")
            elif item.kind == "guest-author" and (guest := guest_author(item)):
                site.people[guest.name] = guest
        elif name == "author":
            login, shown = (line_of(child(element, f"author_{what}")) for what in ("login", "display_name"))
            site.authors[login] = shown
            site.people.setdefault(shown or login, WirePerson(name=shown or login, slug=login))
            site.lists.add_author(login, line_of(child(element, "author_id")))
        elif name == "category":
            site.lists.add_category(
                *(line_of(child(element, what)) for what in ("category_nicename", "category_parent", "term_id"))
            )
        else:
            site.said.setdefault(name, line_of(element))


def _is_item(element: Element) -> bool:
    return local_name(element) == "item"


def _is_on_top(element: Element) -> bool:
    above = element.getparent()
    return above is not None and local_name(above) == "channel" and local_name(element) in (*_ON_TOP, *_RECORDS_ON_TOP)


def _record(item: Item, site: _Site, terms: Terms, number: int) -> WireRecord:
    line = item.element.sourceline or 0
    if item.kind in _SKIPPED:
        return WireSkip(number, line, _SKIPPED[item.kind])
    if item.kind not in ("post", "page"):
        return WireSkip(number, line, f"An item of type “{item.kind[:40]}”, not a story.")
    if item.line("status") == "trash":
        return WireSkip(number, line, "A post in the trash.")
    if item.kind == "page":
        return _page(item, site, terms, number=number)
    return _story(item, site, terms, number=number)


def _page(item: Item, site: _Site, terms: Terms, *, number: int) -> WireSkip:
    try:
        story = _story(item, site, terms, number=number)
    except (Unreadable, BodyTooLong, BodyTooDeep):
        return WireSkip(number, item.element.sourceline or 0, _PAGE)
    return WirePage(number, story.line, _PAGE, story)


def _story(item: Item, site: _Site, terms: Terms, *, number: int) -> WireStory:
    missing: list[str] = []
    content = as_html(
        item.encoded("content"),
        gallery=lambda given: _gallery(given, site, missing),
        patterns=site.patterns,
        notes=_notes(item),
    )
    taken = take(content.html, base=item.line("link") or site.address, known=Known(site.library.at))
    if lead := site.library.lead(item):
        show_below(taken, [lead])
    headline = headline_of(item.title())
    if not headline and not taken.body:
        raise Unreadable("The post has neither a title nor a text.", line=item.element.sourceline or 0)
    published = _published(item, terms)
    standing, doubts = _standing(item)
    language, guess = language_for(_language_of(item, site), f"{headline} {taken.body}", terms)
    categories, people = item.terms("category"), _people(item, site)
    sorted_into = [(name, nicename) for name, nicename in categories if unquote(nicename) not in _UNSORTED]
    return WireStory(
        number=number,
        line=item.element.sourceline or 0,
        headline=headline or headline_of(taken.body.partition("</p>")[0])[:120],
        published_at=published.at,
        changed_at=read_moment(_in_utc(item.line("post_modified_gmt")), terms).at or published.at,
        local_time_as_printed=item.line("post_date") or item.line("pubDate"),
        language=language,
        exported_at=read_moment(site.said.get("pubDate", ""), terms).at,
        external_id=" ".join(filter(None, (site.key, item.line("post_id")))) if item.line("post_id") else "",
        standing=standing,
        slug=unquote(item.line("post_name"), errors="replace"),
        standfirst=standfirst_of(item.encoded("excerpt"), taken.body),
        section_label=next((name for name, _nicename in (*sorted_into, *categories)), ""),
        body=taken.body,
        bylines=_bylines(item, site),
        tags=distinct([name for name, _nicename in (*item.terms("post_tag"), *sorted_into)]),
        pictures=tuple(taken.pictures),
        comments=tuple(_comments(item, terms)),
        search_title=_of_yoast(item, "_yoast_wpseo_title"),
        search_description=_of_yoast(item, "_yoast_wpseo_metadesc"),
        old_addresses=distinct(_addresses(item)),
        also_at=_numbered(item, site),
        lists=site.lists.of(item, people, address=site.address),
        warnings=(*doubts, *_told(published, standing), *guess, *content.told, *_not_here(missing), *taken.lost),
        sites=site.addresses,
        people=people,
        source_text=item.as_it_came(),
    )


def _gallery(given: Mapping[str, str], site: _Site, missing: list[str]) -> str:
    """The markup of a gallery; what it names and the file does not bring is added to `missing`."""
    numbers = [number.strip() for number in (given.get("ids") or given.get("include") or "").split(",")]
    found = {number: site.library.numbered(number) for number in numbers}
    shown = [picture for number in numbers if (picture := found[number])]
    missing += [number or "all that were attached" for number in numbers if not found[number]]
    figures = (
        f'<figure><img src="{markup.escape(each.address)}" alt="{markup.escape(each.alternative)}">'
        f"<figcaption>{markup.escape(each.caption)}</figcaption></figure>"
        for each in shown
    )
    return f'<figure class="gallery">{"".join(figures)}</figure>' if shown else ""


def _notes(item: Item) -> tuple[str, ...]:
    """What stands at the foot of a post, which the editor keeps beside its text."""
    try:
        found = json.loads(next(iter(item.meta("footnotes")), "[]"))
    except (ValueError, RecursionError):
        return ()
    notes = [note.get("content") for note in found if isinstance(note, dict)] if isinstance(found, list) else []
    return tuple(note for note in notes if isinstance(note, str))


def _not_here(missing: list[str]) -> tuple[str, ...]:
    return (f"The file does not bring pictures of a gallery: {', '.join(missing[:20])}.",) if missing else ()


def _standing(item: Item) -> tuple[Standing, tuple[str, ...]]:
    """A post with a password is for those who have it."""
    status = item.line("status")
    if item.line("post_password"):
        return Standing.PRIVATE, ()
    if (known := _STANDINGS.get(status)) is not None:
        return known, ()
    return Standing.DRAFT, (f"The status “{status[:40]}” is not known: the post was taken for a draft.",)


def _published(item: Item, terms: Terms) -> Moment:
    """By its date in UTC; drafts have none, and then the local one, whose zone the export does not say."""
    for text in (_in_utc(item.line("post_date_gmt")), item.line("pubDate"), item.line("post_date")):
        moment = read_moment(text, terms)
        if moment.at:
            return moment
    return read_moment(item.line("post_date"), terms)


def _told(published: Moment, standing: Standing) -> tuple[str, ...]:
    """That a draft has no date is as it should be."""
    return (published.warning,) if published.warning and standing is not Standing.DRAFT else ()


def _in_utc(text: str) -> str:
    return f"{text}Z" if text and not text.startswith("0000") else ""


def _bylines(item: Item, site: _Site) -> tuple[WireByline, ...]:
    """Those of Co-Authors Plus in their order, else the one who wrote it into WordPress."""
    named = [name for name, _nicename in item.terms("author")]
    login = item.line("creator")
    names = named or [site.authors.get(login) or login]
    return tuple(byline for name in names if name and "@" not in name for byline in credited(name))


def _language_of(item: Item, site: _Site) -> str:
    """That of the post, where a plugin for several languages (Polylang) keeps one, else the site's."""
    return next((nicename for _name, nicename in item.terms("language") if nicename), site.said.get("language", ""))


def _people(item: Item, site: _Site) -> tuple[WirePerson, ...]:
    """Whom the byline names, as the site introduces them."""
    named = [WirePerson(name=name, slug=nicename.removeprefix("cap-")) for name, nicename in item.terms("author")]
    login = item.line("creator")
    named = named or [WirePerson(name=site.authors.get(login) or login, slug=login)]
    return tuple(site.people.get(person.name, person) for person in named if person.name)


def _of_yoast(item: Item, key: str) -> str:
    """What was written for search engines; patterns that WordPress would fill are none."""
    text = next(iter(item.meta(key)), "")
    return "" if "%%" in text else headline_of(text)


def _addresses(item: Item) -> Iterator[str]:
    link, slug = item.line("link"), item.line("post_name")
    yield link
    yield item.line("guid")
    for old in item.meta("_wp_old_slug"):
        if slug and slug in link:
            yield old.join(link.rsplit(slug, 1))


def _numbered(item: Item, site: _Site) -> tuple[str, ...]:
    """Its address without any settings of the site, which `guid` was meant to have."""
    number, name = item.line("post_id"), "page_id" if item.kind == "page" else "p"
    return (f"{site.address.rstrip('/')}/?{name}={number}",) if number.isdecimal() and site.address else ()


def _comments(item: Item, terms: Terms) -> Iterator[WireComment]:
    """What readers wrote: no pings of other sites, and nothing that was taken for spam."""
    for element in item.comments():
        approved, kind = line_of(child(element, "comment_approved")), line_of(child(element, "comment_type"))
        if approved in ("0", "1") and kind in ("", "comment"):
            yield WireComment(
                external_id=line_of(child(element, "comment_id")),
                name=line_of(child(element, "comment_author")),
                text=plain(
                    "".join(found.itertext()) if (found := child(element, "comment_content")) is not None else ""
                ),
                written_at=read_moment(_in_utc(line_of(child(element, "comment_date_gmt"))), terms).at,
                is_approved=approved == "1",
                email=line_of(child(element, "comment_author_email")),
                in_reply_to=line_of(child(element, "comment_parent")).lstrip("0"),
            )

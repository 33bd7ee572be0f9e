"""WordPress exports (WXR 1.0 to 1.2): posts with everything that hangs on them."""

from __future__ import annotations

import html as markup
import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing
from functools import cache
from typing import Any, NamedTuple
from urllib.parse import unquote

from articles.bodies import BodyTooDeep, BodyTooLong
from newsroom.wire.bylines import credited
from newsroom.wire.comment_text import plain
from newsroom.wire.foreign_html import Taken, headline_of, standfirst_of, take
from newsroom.wire.foreign_pictures import show_below
from newsroom.wire.formats.wxr_site import Site, is_item, libraries_beside, surveyed
from newsroom.wire.kept_pictures import Known
from newsroom.wire.languages import ENOUGH, language_beside, language_for
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
    WirePicture,
    WireRecord,
    WireSkip,
    WireStory,
)
from newsroom.wire.wordpress_body import as_html
from newsroom.wire.wordpress_items import Item, number_of_lead
from newsroom.wire.wordpress_search import for_search
from newsroom.wire.xml_reading import elements
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
_UNSORTED = ("uncategorized", "غير-مصنف")  # where WordPress puts what nobody has sorted
_PRIMARY = ("_yoast_wpseo_primary_category", "rank_math_primary_category", "_seopress_robots_primary_cat")
_NEVER = "01 Jan 1970 00:00:00"  # what feeds of old versions have for drafts, which have no date
_STICKY = "It was kept on top of its site (sticky)."


def read(payload: Payload, terms: Terms) -> Iterator[WireRecord]:
    """Reads every item, in order; twice, since pictures may stand below the posts that show them. No bytes raise."""
    sites: list[Site] = []

    def parts() -> Iterator[Item]:
        with rewindable(payload) as stream, ExitStack() as kept:
            site = surveyed(stream, kept.enter_context(closing(OnDisk())), terms)
            site.library.others = cache(lambda: libraries_beside(site, terms, kept))
            sites.append(site)
            for element in elements(site.again(stream), wanted=is_item, repair=True):
                yield Item(element)

    def record(item: Item, number: int) -> WireRecord:
        return _record(item, sites[0], terms, number)

    return numbered(parts(), read=record, shown=Item.as_it_came)


def _record(item: Item, site: Site, terms: Terms, number: int) -> WireRecord:
    line = item.element.sourceline or 0
    if item.kind in _SKIPPED:
        return WireSkip(number, line, _SKIPPED[item.kind])
    if item.kind not in ("post", "page"):
        return WireSkip(number, line, f"An item of type “{item.kind[:40]}”, not a story.")
    if item.line("status") == "trash":
        return WireSkip(number, line, "A post in the trash.")
    site.bytes.check(item.element)
    if item.kind == "page":
        return _page(item, site, terms, number=number)
    return _story(item, site, terms, number=number)


def _page(item: Item, site: Site, terms: Terms, *, number: int) -> WireSkip:
    try:
        story = _story(item, site, terms, number=number)
    except (Unreadable, BodyTooLong, BodyTooDeep):
        return WireSkip(number, item.element.sourceline or 0, _PAGE)
    return WirePage(number, story.line, _PAGE, story)


class _Text(NamedTuple):
    """What a post says, and what of it could not be kept."""

    headline: str
    taken: Taken
    lost: tuple[str, ...]


def _story(item: Item, site: Site, terms: Terms, *, number: int) -> WireStory:
    text = _text(item, site)
    taken = text.taken
    standing, doubts = _standing(item)
    search = for_search(item.meta, headline=text.headline)
    published = _published(item, terms)
    language, guess = _language(item, site, f"{text.headline} {taken.body[:ENOUGH]}", terms)
    return WireStory(
        number=number,
        line=item.element.sourceline or 0,
        headline=text.headline or headline_of(taken.body.partition("</p>")[0])[:120],
        published_at=published.at,
        changed_at=read_moment(_in_utc(item.line("post_modified_gmt")), terms).at or published.at,
        exported_at=read_moment(site.said.get("pubDate", ""), terms).at,
        local_time_as_printed=item.line("post_date") or item.line("pubDate"),
        language=language,
        standing=standing,
        standfirst=standfirst_of(item.encoded("excerpt"), taken.body),
        body=taken.body,
        pictures=tuple(taken.pictures),
        comments=tuple(_comments(item, terms)),
        search_title=search.title,
        search_description=search.description,
        desk_note=_STICKY if item.line("is_sticky") == "1" else "",
        warnings=(*doubts, *_told(published, standing), *guess, *text.lost, *search.lost),
        source_text=item.as_it_came(),
        **_named(item, site),
        **_sorted_and_signed(item, site),
    )


def _text(item: Item, site: Site) -> _Text:
    """Raises `Unreadable` for a post that says nothing."""
    missing: list[str] = []
    content = as_html(
        item.encoded("content"),
        gallery=lambda given: _gallery(given, item, site, missing),
        patterns=site.patterns,
        notes=_notes(item),
    )
    taken = take(content.html, base=item.line("link") or site.address, known=Known(site.library.at))
    lead, named = site.library.lead(item), number_of_lead(item)
    if lead:
        show_below(taken, [lead])
    elif named:
        taken.lost.append(f"The file does not bring the picture that leads the post: {named}.")
    headline = headline_of(item.title())
    if not headline and not taken.body:
        raise Unreadable("The post has neither a title nor a text.", line=item.element.sourceline or 0)
    return _Text(headline, taken, (*content.told, *_not_here(missing), *taken.lost, *_attached(item, taken.body)))


def _named(item: Item, site: Site) -> dict[str, Any]:
    """What the post goes by at its site."""
    number = item.line("post_id")
    return {
        "external_id": " ".join(filter(None, (site.key, number))) if number else "",
        "slug": unquote(item.line("post_name"), errors="replace"),
        "old_addresses": distinct(_addresses(item)),
        "also_at": _numbered(item, site),
        "sites": site.addresses,
    }


def _sorted_and_signed(item: Item, site: Site) -> dict[str, Any]:
    """Where the post stands at its site, and who wrote it."""
    categories, people = item.terms("category"), _people(item, site)
    sorted_into = [name for name, nicename in categories if unquote(nicename) not in _UNSORTED]
    topics = [name for name, _nicename in item.terms("post_tag", *item.own_kinds())]
    label = next(iter([*_primary(item, site), *sorted_into, *(name for name, _nicename in categories)]), "")
    return {
        "section_label": label,
        "wider_labels": site.lists.above(dict(categories).get(label, "")),
        "tags": distinct([*topics, *sorted_into]),
        "bylines": _bylines(item, site),
        "people": people,
        "lists": site.lists.of(item, people, address=site.address),
    }


def _primary(item: Item, site: Site) -> list[str]:
    """The category that plugins let somebody choose from several."""
    chosen = [number for key in _PRIMARY for number in item.meta(key)[:1]]
    return [
        name
        for number in chosen
        for name, nicename in item.terms("category")
        if site.lists.is_category(nicename, number=number)
    ]


def _gallery(given: Mapping[str, str], item: Item, site: Site, missing: list[str]) -> str:
    """The markup of a gallery; what it names and the file does not bring is added to `missing`."""
    figures = [
        f'<figure><img src="{markup.escape(each.address)}" alt="{markup.escape(each.alternative)}">'
        f"<figcaption>{markup.escape(each.caption)}</figcaption></figure>"
        for each in _shown(given, item, site, missing)
    ]
    inside = "".join(figures)
    return f'<figure class="gallery">{inside}</figure>' if len(figures) > 1 else inside


def _shown(given: Mapping[str, str], item: Item, site: Site, missing: list[str]) -> list[WirePicture]:
    """Those that a gallery names, else all that were sent with the post."""
    if not (named := given.get("ids") or given.get("include")):
        attached = site.library.attached(given.get("id") or item.line("post_id"))
        missing += [] if attached else ["all that were attached"]
        return attached
    numbers = [number.strip() for number in named.split(",")]
    found = {number: site.library.numbered(number) for number in numbers}
    missing += [number for number in numbers if number and not found[number]]
    return [picture for number in numbers if (picture := found[number])]


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


def _attached(item: Item, body: str) -> Iterator[str]:
    """What plugins for podcasts keep beside the text: address, length and type, each in a line of its own."""
    for said in item.meta("enclosure"):
        address, _length, kind = [*said.split(), "", "", ""][:3]
        if address.startswith(("http://", "https://")) and markup.escape(address) not in body:
            yield f"Attached and not taken: {kind[:60] or 'a file'} ({address[:300]})."


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
    fed = item.line("pubDate")
    for text in (_in_utc(item.line("post_date_gmt")), "" if _NEVER in fed else fed, item.line("post_date")):
        moment = read_moment(text, terms)
        if moment.at:
            return moment
    return read_moment(item.line("post_date"), terms)


def _told(published: Moment, standing: Standing) -> tuple[str, ...]:
    """That a draft has no date is as it should be."""
    return (published.warning,) if published.warning and standing is not Standing.DRAFT else ()


def _in_utc(text: str) -> str:
    return f"{text}Z" if text and not text.startswith("0000") else ""


def _bylines(item: Item, site: Site) -> tuple[WireByline, ...]:
    """Those of Co-Authors Plus in their order, else the one who wrote it into WordPress."""
    named = [name for name, _nicename in item.terms("author")]
    login = item.line("creator")
    names = named or [site.authors.get(login) or login]
    return tuple(byline for name in names if name and "@" not in name for byline in credited(name))


def _language(item: Item, site: Site, text: str, terms: Terms) -> tuple[str, tuple[str, ...]]:
    """That of the post, where a plugin for several languages (Polylang) keeps one, else the site's, which is that of
    its desk: posts in other letters (of WPML, or where nobody ever set it) are in that of their letters."""
    own = next((nicename for _name, nicename in item.terms("language") if nicename), "")
    return language_for(own, text, terms) if own else language_beside(site.said.get("language", ""), text, terms)


def _people(item: Item, site: Site) -> tuple[WirePerson, ...]:
    """Whom the byline names, as the site introduces them."""
    named = [WirePerson(name=name, slug=nicename.removeprefix("cap-")) for name, nicename in item.terms("author")]
    login = item.line("creator")
    named = named or [WirePerson(name=site.authors.get(login) or login, slug=login)]
    return tuple(site.people.get(person.name, person) for person in named if person.name)


def _addresses(item: Item) -> Iterator[str]:
    link, slug = item.line("link"), item.line("post_name")
    yield link
    yield item.line("guid")
    for old in item.meta("_wp_old_slug"):
        if slug and slug in link:
            yield old.join(link.rsplit(slug, 1))


def _numbered(item: Item, site: Site) -> tuple[str, ...]:
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
                name=headline_of(line_of(child(element, "comment_author"))),
                text=plain(
                    "".join(found.itertext()) if (found := child(element, "comment_content")) is not None else ""
                ),
                written_at=read_moment(_in_utc(line_of(child(element, "comment_date_gmt"))), terms).at,
                is_approved=approved == "1",
                email=line_of(child(element, "comment_author_email")),
                in_reply_to=line_of(child(element, "comment_parent")).lstrip("0"),
            )

"""ninjs 1.0 to 3.1: items of news in JSON, one or many to a file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO

from newsroom.wire.bylines import ROLES, credited
from newsroom.wire.foreign_html import Taken, headline_of, plain_paragraphs, standfirst_of, take, without_headline
from newsroom.wire.foreign_pictures import show_below
from newsroom.wire.formats.json_lines import LONGEST_LINE, is_filled, lines
from newsroom.wire.formats.ninjs_items import Item
from newsroom.wire.formats.ninjs_pictures import Attached, attached
from newsroom.wire.json_listing import Part, listed, shown
from newsroom.wire.languages import language_for
from newsroom.wire.moments import Moment, read_moment, warnings_of
from newsroom.wire.notices import desk_note, distinct, embargo_of, lacks, needed, standing_of
from newsroom.wire.reading import Payload, Terms, Unreadable, rewindable
from newsroom.wire.records import numbered
from newsroom.wire.stories import Standing, WireByline, WireRecord, WireSkip, WireStory
from newsroom.wire.subjects import section_label

_HELD = ("items", "_items")
_STORIES = ("", "text", "composite")
_NAMED = ("subjects", "subject", "keywords", "people", "person", "organisations", "organisation", "places", "place")


def read(payload: Payload, terms: Terms) -> Iterator[WireRecord]:
    """Reads an item, a list of them, an object that holds a list as `items`, or an item a line. No bytes raise."""

    def record(part: Part, number: int) -> WireRecord:
        return _record(part, terms, number)

    return numbered(_parts(payload), read=record, shown=shown)


def _parts(payload: Payload) -> Iterator[Part]:
    with rewindable(payload) as stream:
        are_lines = _are_lines(stream)
        stream.seek(0)
        yield from lines(stream) if are_lines else listed(stream, held=_HELD, unless="uri")


def _are_lines(stream: BinaryIO) -> bool:
    """Whether the first line is an object by itself, and there are more."""
    if not _is_object(stream.readline(LONGEST_LINE + 1)):
        return False
    while (line := stream.readline(LONGEST_LINE + 1)) and not is_filled(line):
        pass
    return bool(line)


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _record(part: Part, terms: Terms, number: int) -> WireRecord:
    if part.problem:
        raise Unreadable(part.problem, line=part.line)
    if not isinstance(part.value, dict):
        raise Unreadable("This is no object: an item of ninjs is one.", line=part.line)
    item = Item(part.value)
    kind = item.text("type").lower()
    if kind not in _STORIES:
        return WireSkip(number, 0, f"The item is of type {kind[:40]}, not a story.")
    standing, doubts = standing_of(item.optional("pubstatus"))
    doubts = (*part.warnings, *doubts)
    return _story(item, terms, number=number, standing=standing, doubts=doubts, source_text=shown(part))


def _story(
    item: Item, terms: Terms, *, number: int, standing: Standing, doubts: tuple[str, ...], source_text: str
) -> WireStory:
    pictures = attached(item, terms)
    taken = _body(item, pictures, terms)
    headline = needed(_headline(item, taken), standing, what="item")
    language, guess = language_for(item.text("language"), f"{headline} {taken.body}", terms)
    published, changed = _moments(item, terms)
    printed, named = item.text("firstcreated", "versioncreated"), ("uri", item.text("uri", "guid"))
    embargo, embargo_doubts = embargo_of(item.optional("embargoed", "embargoeduntil"), terms)
    narrowest, *wider = _categories(item) or [""]
    agencies = item.names("infosources", "copyrightholder", "provider", "source")
    return WireStory(
        number=number,
        headline=headline,
        published_at=published.at,
        changed_at=changed.at,
        local_time_as_printed=printed[:200],
        language=language,
        external_id=item.text("uri", "guid"),
        standing=standing,
        embargo=embargo,
        expires_at=read_moment(item.text("expires"), terms).at,
        standfirst=standfirst_of(_summary(item), taken.body),
        section_label=section_label(item.codes("subjects", "subject")) or narrowest,
        wider_labels=tuple(wider),
        place=item.line("located"),
        body=taken.body,
        bylines=_bylines(item, agencies),
        tags=distinct(item.names(*_NAMED)),
        pictures=tuple(taken.pictures),
        credit_line=item.line("creditline") or next(iter(agencies), ""),
        desk_note=_desk_note(item),
        warnings=(
            *(*doubts, *embargo_doubts, *warnings_of(published, changed)),
            *lacks(standing, what="item", guess=guess, date=printed, body=taken.body, named=named),
            *(*taken.lost, *pictures.doubts),
        ),
        source_text=source_text,
    )


def _headline(item: Item, taken: Taken) -> str:
    named = (item.best("headlines", role="main"), item.text("headline"), item.text("title"), item.text("slugline"))
    found = next((line for line in map(headline_of, named) if line), "")
    return found or headline_of(taken.body.partition("</p>")[0])


def _categories(item: Item) -> list[str]:
    """The parts of the paper that it is said to be of, the narrowest first: they stand the other way round. Superdesk
    has them as services."""
    found = [one.line("name")[:200] for one in item.items("subjects", "subject") if one.text("rel") == "category"]
    return [name for name in reversed(found) if name] or [name[:200] for name in item.names("service")][:1]


def _bylines(item: Item, agencies: tuple[str, ...]) -> tuple[WireByline, ...]:
    """Those of its byline, else its authors, as Superdesk lists them."""
    if line := item.line("byline", "by"):
        return credited(line, agencies=agencies)
    authors = ((one.line("name"), ROLES.get(one.text("role").lower(), "by")) for one in item.items("authors"))
    return tuple(byline for name, role in authors for byline in credited(name, role=role, agencies=agencies))


def _summary(item: Item) -> str:
    return item.best("descriptions", role="summary") or item.text("description_text")


def _moments(item: Item, terms: Terms) -> tuple[Moment, Moment]:
    """When it was first published and when this version of it was made."""
    changed = read_moment(item.text("versioncreated"), terms)
    first = read_moment(item.text("firstcreated"), terms)
    return (first if first.at else changed), changed


def _body(item: Item, pictures: Attached, terms: Terms) -> Taken:
    """One of its bodies, the richest; the pictures that it does not show stand below it, but for the first."""
    html, text = item.bodies()
    if html:
        taken = take(html, base=terms.address, known=pictures.known)
        taken.body = without_headline(taken.body, item.best("headlines", role="main") or item.text("headline"))
    else:
        taken = Taken(plain_paragraphs(text if "\n\n" in text else text.replace("\n", "\n\n")))
    show_below(taken, pictures.pictures)
    return taken


def _desk_note(item: Item) -> str:
    return desk_note(
        ("", item.text("ednote")),
        ("Slug", item.text("slugline")),
        ("Urgency", item.text("urgency")),
        ("Copyright", item.text("copyrightnotice")),
        ("Usage terms", item.text("usageterms")),
        ("Expires", item.text("expires")),
    )

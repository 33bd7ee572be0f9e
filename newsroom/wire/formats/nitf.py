"""NITF 3.x: stories in XML, with or without a namespace."""

from __future__ import annotations

from collections.abc import Iterator

from newsroom.wire.foreign_html import headline_of, standfirst_of, without_headline
from newsroom.wire.formats.nitf_head import NitfHead, read_head
from newsroom.wire.languages import language_for
from newsroom.wire.neighbours import nothing_said
from newsroom.wire.nitf_body import NitfText, read_nitf
from newsroom.wire.notices import desk_note, lacks, needed
from newsroom.wire.reading import Payload, Terms, as_stream, rejoined
from newsroom.wire.recognising import HEAD
from newsroom.wire.records import numbered
from newsroom.wire.stories import WireRecord, WireStory
from newsroom.wire.xml_reading import Element, elements, local_name
from newsroom.wire.xml_values import child, language_tag, source_of


def read(payload: Payload, terms: Terms) -> Iterator[WireRecord]:
    """Reads each <nitf> of a file, mostly the whole. No bytes raise."""
    heads: list[bytes] = []

    def parts() -> Iterator[Element]:
        stream = as_stream(payload)
        heads.append(stream.read(HEAD))
        yield from elements(rejoined(heads[0], stream), wanted=lambda element: local_name(element) == "nitf")

    def record(root: Element, number: int) -> WireRecord:
        return _story(root, terms, number)

    return numbered(parts(), read=record, shown=source_of, nothing=lambda: nothing_said(heads[0], "NITF"))


def _story(root: Element, terms: Terms, number: int) -> WireStory:
    head = read_head(root, terms)
    text = read_nitf(root, base=terms.address)
    headline = needed(_headline(head, text), head.standing, what="story", line=root.sourceline or 0)
    body = without_headline(text.taken.body, headline)
    tag = language_tag(root) or root.get("baselang") or language_tag(child(root, "body"))
    language, guess = language_for(tag, f"{headline} {body}", terms)
    return WireStory(
        number=number,
        line=root.sourceline or 0,
        headline=headline,
        published_at=head.published_at,
        changed_at=head.changed_at,
        local_time_as_printed=head.date_as_printed,
        language=language,
        external_id=head.external_id,
        version=head.version,
        standing=head.standing,
        embargo=head.embargo,
        expires_at=head.expires_at,
        standfirst=standfirst_of(text.standfirst, body),
        section_label=head.section_label,
        place=text.place or head.place,
        body=body,
        bylines=text.bylines,
        tags=head.tags,
        pictures=tuple(text.taken.pictures),
        credit_line=text.distributor or head.credit_line,
        desk_note=desk_note(("", head.note), ("", text.note)),
        correction=head.correction,
        warnings=(*head.warnings, *_lacks(head, guess, body), *text.taken.lost),
        source_text=source_of(root),
    )


def _lacks(head: NitfHead, guess: tuple[str, ...], body: str) -> tuple[str, ...]:
    named = ("id", head.external_id)
    return lacks(head.standing, what="story", guess=guess, date=head.date_as_printed, body=body, named=named)


def _headline(head: NitfHead, text: NitfText) -> str:
    opening = text.taken.body.partition("</p>")[0]
    return next((line for line in map(headline_of, (text.headline, head.title, opening)) if line), "")

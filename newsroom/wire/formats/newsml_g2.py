"""NewsML-G2: messages, items and packages. Stories are filed, pictures go with the stories that they belong to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

from newsroom.wire.foreign_html import Taken, headline_of, standfirst_of, without_headline
from newsroom.wire.foreign_pictures import show_below
from newsroom.wire.formats.g2_content import read_content
from newsroom.wire.formats.g2_meta import G2Meta, guid_of, item_class, read_meta, status_of
from newsroom.wire.formats.g2_packages import Belongings
from newsroom.wire.kept_pictures import Known
from newsroom.wire.languages import language_for
from newsroom.wire.neighbours import nothing_said
from newsroom.wire.nitf_body import NitfText
from newsroom.wire.notices import desk_note, lacks, needed
from newsroom.wire.reading import Payload, Terms, rewindable
from newsroom.wire.recognising import HEAD
from newsroom.wire.records import numbered
from newsroom.wire.stories import WireRecord, WireSkip, WireStory
from newsroom.wire.xml_reading import Element, elements, local_name
from newsroom.wire.xml_values import source_of

_STORIES = ("", "text", "composite")
_OTHERS = {
    "packageItem": "a package",
    "conceptItem": "a concept",
    "knowledgeItem": "a list of concepts",
    "planningItem": "a plan of coverage",
    "catalogItem": "a catalogue",
}


def read(payload: Payload, terms: Terms) -> Iterator[WireRecord]:
    """Reads the items of a message, or one item; twice, since pictures may come after their stories. No bytes raise."""
    heads: list[bytes] = []
    held: list[Belongings] = []

    def parts() -> Iterator[Element]:
        with rewindable(payload) as stream, closing(Belongings()) as belongings:
            heads.append(stream.read(HEAD))
            held.append(belongings)
            stream.seek(0)
            belongings.survey(elements(stream, wanted=_is_item), terms)
            stream.seek(0)
            yield from elements(stream, wanted=_is_item)

    def record(item: Element, number: int) -> WireRecord:
        return _record(item, held[0], terms, number)

    return numbered(parts(), read=record, shown=source_of, nothing=lambda: nothing_said(heads[0], "NewsML-G2"))


def _is_item(element: Element) -> bool:
    """An item by itself or in a set; what stands in the text of another is none."""
    parent = element.getparent()
    is_outermost = parent is None or local_name(parent) == "itemSet"
    return is_outermost and local_name(element) in (*_OTHERS, "newsItem")


def _record(item: Element, belongings: Belongings, terms: Terms, number: int) -> WireRecord:
    line = item.sourceline or 0
    status = status_of(item)
    status = "" if status in (None, "usable") else f" Its status is {status[:40] or 'empty'}."
    if other := _OTHERS.get(local_name(item)):
        told = belongings.told(guid_of(item))
        return WireSkip(number, line, f"This is {other}, not a story.{status}{told}")
    kind = item_class(item)
    if kind not in _STORIES:
        goes = " It goes with the stories that name it." if kind in ("picture", "graphic") else ""
        return WireSkip(number, line, f"The item is of class {kind[:40]}, not a story.{status}{goes}")
    return _story(item, belongings, terms, number)


def _story(item: Element, belongings: Belongings, terms: Terms, number: int) -> WireStory:
    meta = read_meta(item, terms)
    text = read_content(item, base=terms.address, known=Known(belongings.known))
    pictures = belongings.of(item, terms)
    show_below(text.taken, pictures.pictures)
    headline = needed(_headline(meta, text), meta.standing, what="item", line=item.sourceline or 0)
    body = without_headline(text.taken.body, headline)
    language, guess = language_for(meta.language_tag, f"{headline} {body}", terms)
    return WireStory(
        number=number,
        line=item.sourceline or 0,
        headline=headline,
        published_at=meta.published_at,
        changed_at=meta.changed_at,
        local_time_as_printed=meta.date_as_printed,
        language=language,
        external_id=meta.guid,
        version=meta.version,
        standing=meta.standing,
        embargo=meta.embargo,
        standfirst=standfirst_of(meta.summary or text.standfirst, body),
        section_label=meta.section_label,
        wider_labels=meta.wider_labels,
        place=meta.place or text.place,
        body=body,
        bylines=meta.bylines or text.bylines,
        tags=meta.tags,
        pictures=tuple(text.taken.pictures),
        credit_line=meta.credit_line or text.distributor,
        desk_note=desk_note(("", meta.note), ("", text.note)),
        correction=meta.correction,
        warnings=(*meta.warnings, *_lacks(meta, guess, body), *text.taken.lost, *pictures.doubts),
        source_text=source_of(item),
    )


def _lacks(meta: G2Meta, guess: tuple[str, ...], body: str) -> tuple[str, ...]:
    named = ("guid", meta.guid)
    return lacks(meta.standing, what="item", guess=guess, date=meta.date_as_printed, body=body, named=named)


def _headline(meta: G2Meta, text: NitfText) -> str:
    named = (*meta.headlines, text.headline, meta.title, meta.slugline, _opening(text.taken))
    return next((line for line in map(headline_of, named) if line), "")


def _opening(taken: Taken) -> str:
    return taken.body.partition("</p>")[0]

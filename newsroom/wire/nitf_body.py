"""The body of NITF, by itself or inside NewsML-G2: headlines, bylines, text with its media and tables. Pure."""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from newsroom.wire.bylines import credited
from newsroom.wire.foreign_html import Taken, headline_of, take
from newsroom.wire.kept_pictures import Known
from newsroom.wire.nitf_media import put_media
from newsroom.wire.notices import desk_note
from newsroom.wire.stories import WireByline, WirePicture
from newsroom.wire.xml_reading import Element, take_out
from newsroom.wire.xml_values import as_html, child, children, first_inside, inside, line_of, said, text_of

_CALLED = {
    **{"hl1": "h2", "hl2": "h2", "bq": "blockquote", "block": "div", "nitf-table": "div", "fn": "p", "datasource": "p"},
    **{"credit": "cite", "object.title": "em", "lang": "bdi", "note": "aside", "tagline": "p", "bibliography": "p"},
}
_KEPT = {
    *("p", "h1", "h2", "h3", "h4", "h5", "h6", "div", "section", "article", "blockquote", "aside", "pre", "hr", "br"),
    *("ul", "ol", "li", "dl", "dt", "dd", "figure", "figcaption", "img", "video", "audio", "iframe", "script", "style"),
    *(
        "table",
        "caption",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "th",
        "td",
        "a",
        "em",
        "strong",
        "b",
        "i",
        "q",
        "sub",
        "sup",
    ),
}
_AGENCY_BEHIND = re.compile(r"\s*\([^()]{1,30}\)\s*[-–—_]*\s*\Z|\s*[-–—_]+\s*\Z")
_SILENT = ("nitf-table-metadata", "nitf-col", "nitf-colgroup", "media-metadata")


@dataclass
class NitfText:
    """What a body says; `note` is for editors alone."""

    headline: str = ""
    standfirst: str = ""
    bylines: tuple[WireByline, ...] = ()
    distributor: str = ""
    place: str = ""
    note: str = ""
    taken: Taken = field(default_factory=Taken)


def read_nitf(root: Element, *, base: str = "", known: Mapping[str, WirePicture] | None = None) -> NitfText:
    """Reads the body in an element; `known` has by address what is known of pictures. Raises as `take` does."""
    head, end = _part(root, "body.head"), _part(root, "body.end")
    hedline = child(head, "hedline")
    distributor = line_of(child(head, "distributor"))
    abstract, subheadline = line_of(child(head, "abstract")), _subheadline(hedline)
    headline = line_of(child(hedline, "hl1")) or (line_of(hedline) if not subheadline else "")
    return NitfText(
        headline=headline,
        standfirst=abstract or (subheadline if headline_of(subheadline) != headline_of(headline) else ""),
        bylines=_bylines(head, distributor),
        distributor=distributor,
        place=_place(head),
        note=desk_note(*(("", text_of(note)) for note in inside(root, "note") if _is_private(note))),
        taken=_taken(_content(root), end, base=base, known={} if known is None else known),
    )


def _subheadline(hedline: Element | None) -> str:
    """Some agencies keep the headline there that a story had before."""
    subheadline = child(hedline, "hl2")
    return "" if said(subheadline, "id") == "originalHeadline" else line_of(subheadline)


def _bylines(head: Element | None, distributor: str) -> tuple[WireByline, ...]:
    """People, without their titles; where a byline has a title alone, it is that of an agency."""
    found: list[WireByline] = []
    for byline in children(head, "byline"):
        people = copy.deepcopy(byline)
        take_out(inside(people, "byttl"))
        title = line_of(child(byline, "byttl"))
        named = credited(line_of(people), agencies=(distributor,))
        found += named or ([WireByline(title, "agency")] if title else [])
    return tuple(dict.fromkeys(found))


def _place(head: Element | None) -> str:
    dateline = child(head, "dateline")
    location = child(dateline, "location")
    if location is None:
        story_date = line_of(child(dateline, "story.date"))
        return line_of(dateline).removesuffix(story_date).strip(" ,–—-")
    return line_of(child(location, "city")) or _AGENCY_BEHIND.sub("", line_of(location))


def _content(root: Element) -> Element | None:
    content = _part(root, "body.content")
    return content if content is not None else first_inside(root, "body")


def _part(root: Element, name: str) -> Element | None:
    """A part of the body, but not of a note in it, which has the same parts and may be for editors alone."""
    parts = (part for part in inside(root, name) if next(part.iterancestors("{*}note"), None) is None)
    return next(parts, None)


def _taken(content: Element | None, end: Element | None, *, base: str, known: Mapping[str, WirePicture]) -> Taken:
    if content is None:
        return Taken()
    made = copy.deepcopy(content)
    made.tail = None
    take_out(node for node in inside(made, "body.head", "body.end", *_SILENT) if node is not made)
    take_out(note for note in inside(made, "note") if _is_private(note))
    for line in children(end, "tagline", "bibliography"):
        made.append(copy.deepcopy(line))
    pictures, lost = put_media(made, base)
    taken = take(
        as_html(made, called=_called),
        base=base,
        known=Known(lambda address: pictures.get(address) or known.get(address)),
    )
    taken.lost = [*lost, *taken.lost]
    return taken


def _called(name: str) -> str:
    name = name.lower()
    name = _CALLED.get(name, name)
    return name if name in _KEPT or name in _CALLED.values() else "span"


def _is_private(note: Element) -> bool:
    return note.get("noteclass") == "editorsnote"

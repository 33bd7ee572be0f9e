"""The text of an item of NewsML-G2: the richest of what it holds, never the sum. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial

from lxml import etree

from newsroom.wire.foreign_html import Taken, plain_paragraphs, take
from newsroom.wire.nitf_body import NitfText, read_nitf
from newsroom.wire.stories import WirePicture
from newsroom.wire.xml_reading import Element, local_name
from newsroom.wire.xml_values import as_html, child, children, first_inside, inside, line_of, said, text_of

_HTML = {"p", "div", "section", "article", "main", "span", "h1", "h2", "h3", "h4", "ul", "ol", "table", "figure"}
_MARKED_UP = re.compile(r"\s*<(?:p|div)\b[^<>]*>.*</(?:p|div)>\s*\Z", re.DOTALL)  # whatever the item calls it
_UNKNOWN = "The text is in an XML of the agency's own: its words were kept, its layout was not."
_ELSEWHERE = "The text lies elsewhere and was not fetched"
_ENCODED = "A text that is encoded was not read."


def read_content(item: Element, *, base: str, known: Mapping[str, WirePicture]) -> NitfText:
    """Reads XHTML or NITF before other XML, and that before plain text. Raises as `take` does."""
    contents = child(item, "contentSet")
    readings = sorted(_readings(contents, base, known), key=lambda reading: reading[0])
    for _rank, read in readings:
        text = read()
        if text.taken.body:
            return text
    return NitfText(taken=Taken(lost=list(_elsewhere(contents))))


def _readings(
    contents: Element | None, base: str, known: Mapping[str, WirePicture]
) -> Iterator[tuple[int, Callable[[], NitfText]]]:
    """How each part would be read, with its rank: the least is the richest."""
    for part in children(contents, "inlineXML", "inlineData"):
        if local_name(part) == "inlineData":
            is_html = "html" in said(part, "contenttype").lower() or bool(_MARKED_UP.match("".join(part.itertext())))
            yield 1 if is_html else 3, partial(_data, part, base, known, is_html=is_html)
        elif first_inside(part, "body.content", "nitf") is not None:
            yield 0, partial(read_nitf, part, base=base, known=known)
        elif (html := _html(part)) is not None:
            yield 0, partial(_markup, html, base, known)
        else:
            yield 2, partial(_words, part, base, known)


def _markup(html: Element, base: str, known: Mapping[str, WirePicture]) -> NitfText:
    return NitfText(taken=take(as_html(html), base=base, known=known))


def _html(part: Element) -> Element | None:
    """What holds HTML: a body, or the part itself where a fragment stands in it."""
    if (body := first_inside(part, "body", "BODY")) is not None:
        return body
    names = {local_name(inner).lower() for inner in part.iterchildren(etree.Element)}
    return part if names & _HTML else None


def _data(part: Element, base: str, known: Mapping[str, WirePicture], *, is_html: bool) -> NitfText:
    if said(part, "encoding"):
        return NitfText(taken=Taken(lost=[_ENCODED]))
    if is_html:
        return NitfText(taken=take("".join(part.itertext()), base=base, known=known))
    return NitfText(taken=Taken(plain_paragraphs("".join(part.itertext()))))


def _words(part: Element, base: str, known: Mapping[str, WirePicture]) -> NitfText:
    """Paragraphs of an XML of the agency's own; markup that was escaped where it need not be is markup all the same."""
    if not len(part) and _MARKED_UP.match(part.text or ""):
        return NitfText(taken=take(part.text, base=base, known=known))
    lines = [line_of(paragraph) for paragraph in inside(part, "p", "P", "para", "paragraph")]
    text = "\n\n".join(line for line in lines if line) or text_of(part).replace("\n", "\n\n")
    return NitfText(taken=Taken(plain_paragraphs(text), lost=[_UNKNOWN] if text else []))


def _elsewhere(contents: Element | None) -> Iterator[str]:
    for part in children(contents, "remoteContent"):
        yield f"{_ELSEWHERE}: {said(part, 'href')[:300] or said(part, 'residref')[:300]}."
    yield from (_ENCODED for part in children(contents, "inlineData") if said(part, "encoding"))

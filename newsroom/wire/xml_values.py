"""What elements of strangers' XML say, by local name: the prefixes are theirs to choose. Pure."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator

from lxml import etree

from articles.texts import clean_line, clean_text
from newsroom.wire.xml_reading import Element, local_name

_BLANKS = re.compile("[ \t\r\n]+")
_NAME = re.compile("[a-z][a-z0-9]*")
_APART = frozenset(("p", "br", "div", "block", "li", "tr", "td", "th", "dt", "dd", "hl1", "hl2", "para", "paragraph"))
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def children(element: Element | None, *names: str) -> Iterator[Element]:
    for child in element if element is not None else ():
        if local_name(child) in names:
            yield child


def child(element: Element | None, *path: str) -> Element | None:
    """The first one along a path of names; None where it ends early."""
    for name in path:
        element = next(children(element, name), None)
    return element


def inside(element: Element | None, *names: str) -> Iterator[Element]:
    """All by these names, however deep, in order."""
    for found in element.iter(etree.Element) if element is not None else ():
        if local_name(found) in names:
            yield found


def first_inside(element: Element | None, *names: str) -> Element | None:
    return next(inside(element, *names), None)


def line_of(element: Element | None) -> str:
    """All text in an element as one line."""
    return clean_line(_words(element, " ")) if element is not None else ""


def text_of(element: Element | None) -> str:
    """All text in an element, its lines kept."""
    return clean_text(_words(element, "\n")) if element is not None else ""


def _words(element: Element, between: str) -> str:
    """All text in an element, with a sign `between` what stands in paragraphs and lines of their own."""
    if not len(element):
        return element.text or ""
    return "".join(_pieces(element, between))


def _pieces(element: Element, between: str) -> Iterator[str]:
    yield element.text or ""
    for inner in element:
        is_apart = local_name(inner).lower() in _APART
        yield between if is_apart else ""
        yield from _pieces(inner, between)
        yield (between if is_apart else "") + (inner.tail or "")


def said(element: Element | None, name: str) -> str:
    """An attribute as one line; "" where it is missing."""
    return clean_line(element.get(name) or "") if element is not None else ""


def language_tag(element: Element | None) -> str:
    """The xml:lang that holds for an element."""
    while element is not None:
        if tag := element.get(_LANGUAGE):
            return str(tag)
        element = element.getparent()
    return ""


def as_html(element: Element, *, called: Callable[[str], str] = str.lower) -> str:
    """What is in an element as HTML without namespaces, its elements `called` by HTML's names, its blanks folded."""
    made = copy.deepcopy(element)
    made.tail = None
    for node in made.iter(etree.Element):
        name = called(local_name(node))
        node.tag = name if _NAME.fullmatch(name) else "span"
        for name in node.attrib:
            _rename(node, name)
    made.tag = "div"
    _fold(made)
    etree.cleanup_namespaces(made)
    return str(etree.tostring(made, method="html", encoding="unicode"))


def _rename(node: Element, name: str) -> None:
    if name.startswith("{"):
        value = node.attrib.pop(name)
        if name == _LANGUAGE:
            node.set("lang", value)


def _fold(made: Element) -> None:
    """Folds blanks, which XML breaks its lines with, but not in <pre>."""
    kept = {inner for pre in made.iter("pre") for inner in pre.iter()}
    for node in made.iter(etree.Element):
        if node.text and node not in kept:
            node.text = _BLANKS.sub(" ", node.text)
        if node.tail and (node not in kept or node.tag == "pre"):
            node.tail = _BLANKS.sub(" ", node.tail)


def source_of(element: Element) -> str:
    """An element as it came, for an editor to see."""
    return str(etree.tostring(element, encoding="unicode", with_tail=False))

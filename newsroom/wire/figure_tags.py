"""What a figure of a page has in it: its pictures, and what stands below and beside them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lxml import etree, html

from articles.texts import clean_line

_APART = ("figcaption", "noscript", "script", "style")  # what is said there is told otherwise, or to nobody
_OF_WORDS = ("table", "blockquote", "pre", "ul", "ol", "dl", "form")


class Below(NamedTuple):
    caption: str = ""
    credit: str = ""


def below_of(captions: Iterable[etree._Element]) -> Below:
    """What stands below a picture; these captions are given up. A credit is what is marked as one, as our own pages,
    feeds and many others mark it."""
    captions = list(captions)
    marked = [one for caption in captions for one in caption.iter("span", "cite", "small") if _is_credit(one)]
    credit = clean_line(" ".join(one.text_content() for one in marked))
    for one in marked:
        one.drop_tree()
    return Below(clean_line(" ".join(each.text_content() for each in captions)), credit)


def captions_of(image: etree._Element, figure: etree._Element) -> list[etree._Element]:
    """The captions in the innermost figure or item of a list that holds this picture alone."""
    holder = image.getparent()
    while holder is not figure and not (holder.tag in ("figure", "li") and holder.find(".//figcaption") is not None):
        holder = holder.getparent()
    return [] if holder is figure else holder.findall(".//figcaption")


def images_in(figure: etree._Element) -> list[etree._Element]:
    """Those that a page shows; what it has for readers without scripts is mostly one of them again."""
    found = figure.findall(".//img")
    return [image for image in found if next(image.iterancestors("noscript"), None) is None] or found


def words_beside(figure: etree._Element) -> str:
    """What it says outside of its captions."""
    return clean_line("".join(_texts(figure)))


def _texts(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for inner in element:
        if isinstance(inner.tag, str) and inner.tag not in _APART:
            yield from _texts(inner)
        yield inner.tail or ""


def has_more_than_pictures(figure: etree._Element) -> bool:
    return next(figure.iter(*_OF_WORDS), None) is not None


def bookmark(figure: etree._Element) -> etree._Element | None:
    """The link that a card shows with a small picture of where it leads, as a paragraph; None for other figures."""
    link = figure.find(".//a[@href]") if "kg-bookmark-card" in (figure.get("class") or "").split() else None
    if link is None:
        return None
    title = next(iter(figure.find_class("kg-bookmark-title")), link)
    paragraph = html.Element("p")
    made = etree.SubElement(paragraph, "a", {"href": link.get("href")})
    made.text = clean_line(title.text_content()) or link.get("href")
    return paragraph


def _is_credit(element: etree._Element) -> bool:
    return "credit" in (element.get("class") or "").lower().split()

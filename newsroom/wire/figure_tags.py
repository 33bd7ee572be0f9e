"""What a figure of a page has in it: its pictures, and what stands below and beside them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lxml import etree, html

from articles.texts import clean_line

_APART = ("figcaption", "noscript", "script", "style")  # what is said there is told otherwise, or to nobody
_DEEPEST = 3  # figures in each other
_OF_WORDS = ("table", "blockquote", "pre", "ul", "ol", "dl", "form")

Captions = dict[etree._Element, list[etree._Element]]  # by picture


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


def captions_of(images: Iterable[etree._Element], figure: etree._Element) -> Captions:
    """The captions of each picture: those in the innermost figure or item of a list that holds it alone."""
    holders = {above for caption in figure.iter("figcaption") for above in caption.iterancestors("figure", "li")}
    held: dict[etree._Element, list[etree._Element]] = {}
    for image in images:
        held.setdefault(
            next(above for above in image.iterancestors() if above is figure or above in holders), []
        ).append(image)
    alone = ((holder, inside) for holder, inside in held.items() if holder is not figure and len(inside) == 1)
    return {inside[0]: holder.findall(".//figcaption") for holder, inside in alone}


def is_too_deep(figure: etree._Element) -> bool:
    """Whether it is in more figures than anybody means: each would be gone over again."""
    return sum(1 for _above in figure.iterancestors("figure")) > _DEEPEST


def images_in(figure: etree._Element) -> list[etree._Element]:
    """Those that a page shows; what it has for readers without scripts is mostly one of them again."""
    found = figure.findall(".//img")
    if figure.find(".//noscript") is None:
        return found
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

"""What the tag of a picture says of it: where it is, however a page puts that off, and whether it is one. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from lxml import etree

_SOURCES = ("src", "data-src", "data-lazy-src", "data-original", "data-orig-file")  # of which all but the first wait
_SIZE = re.compile(r"\d{1,5}(?:\.\d{1,3})?[wx]", re.ASCII)


def address_in(image: etree._Element) -> str:
    """The first that leads somewhere, else the largest of its sizes; "" without any."""
    for address in chain((image.get(name) or "" for name in _SOURCES), _largest_of_sizes(image)):
        if address.strip() and not address.strip().startswith(("data:", "about:")):
            return address.strip()
    return ""


def _largest_of_sizes(image: etree._Element) -> Iterator[str]:
    for name in ("srcset", "data-srcset"):
        if sizes := list(_sizes(image.get(name) or "")):
            yield max(sizes)[1]


def _sizes(text: str) -> Iterator[tuple[float, str]]:
    """Widths or densities with their addresses: "a.jpg 300w, b.jpg 900w"; an address may have commas in it."""
    address = ""
    for word in text.split():
        said = word.rstrip(",")
        if address and _SIZE.fullmatch(said):
            yield float(said[:-1]), address
            address = ""
            continue
        if address:
            yield 1, address
        address = said
    if address:
        yield 1, address


def is_letter(image: etree._Element) -> bool:
    """A picture of a character that many systems have themselves, as blogs put one in the place of each emoji."""
    classes = (image.get("class") or "").split()
    return "emoji" in classes or "wp-smiley" in classes or "/core/emoji/" in (image.get("src") or "")


def is_counter(image: etree._Element) -> bool:
    """A picture of one pixel counts readers for somebody else."""
    return (image.get("width") or "").strip() in ("0", "1") and (image.get("height") or "").strip() in ("0", "1")


def pixels_in(text: str | None) -> int | None:
    digits = (text or "").strip().removesuffix("px")
    return int(digits) if digits.isascii() and digits.isdigit() and 0 < len(digits) < 6 else None

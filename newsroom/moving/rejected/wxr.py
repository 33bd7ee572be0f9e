"""Rejected posts as an export of WordPress: the head of theirs, the posts, and the pictures that they name."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import BinaryIO

from newsroom.wire.reading import rewindable
from newsroom.wire.wordpress_items import Item
from newsroom.wire.xml_reading import BrokenOff, Element, elements, local_name
from newsroom.wire.xml_values import source_of

from .collecting import Part

_OPENING = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"'
    ' xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:wp="http://wordpress.org/export/1.2/">\n<channel>\n'
)
_CLOSING = "</channel>\n</rss>\n"
_IDS = re.compile(r'\[gallery[^\]]*\b(?:ids|include)="?([\d, ]+)')


def write(source: BinaryIO, made: BinaryIO, part: Part) -> None:
    """In two passes: pictures may stand above the posts that show them."""
    with rewindable(source) as stream:
        made.write(_OPENING.encode())
        pictures: set[str] = set()
        with suppress(BrokenOff):  # what is missing cannot be written
            _write_head(stream, made, part.numbers, pictures)
        stream.seek(0)
        with suppress(BrokenOff):
            _write_items(stream, made, part.numbers, pictures)
        made.write(_CLOSING.encode())


def _write_head(stream: BinaryIO, made: BinaryIO, numbers: set[int], pictures: set[str]) -> None:
    """Writes what stands above the items; adds the numbers of the pictures that rejected posts name."""
    number = 0
    for element in elements(stream, wanted=_is_below_channel, repair=True):
        if local_name(element) != "item":
            _write(element, made)
            continue
        number += 1
        if number in numbers:
            pictures |= _pictures_of(Item(element))


def _write_items(stream: BinaryIO, made: BinaryIO, numbers: set[int], pictures: set[str]) -> None:
    items = elements(stream, wanted=lambda element: local_name(element) == "item", repair=True)
    for number, element in enumerate(items, start=1):
        item = Item(element)
        if number in numbers or (item.kind == "attachment" and item.line("post_id") in pictures):
            _write(element, made)


def _pictures_of(item: Item) -> set[str]:
    in_galleries = " ".join(_IDS.findall(item.encoded("content")))
    return {*item.meta("_thumbnail_id"), *re.findall(r"\d+", in_galleries)}


def _is_below_channel(element: Element) -> bool:
    above = element.getparent()
    return local_name(element) == "item" or above is not None and local_name(above) == "channel"


def _write(element: Element, made: BinaryIO) -> None:
    made.write(source_of(element).encode(errors="replace") + b"\n")

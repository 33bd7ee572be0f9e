"""Rejected posts as an export of WordPress: the head of theirs, the posts, and the pictures that they name."""

from __future__ import annotations

import html as markup
import re
from contextlib import suppress
from typing import BinaryIO

from newsroom.wire.export_bytes import ExportBytes, Numbered
from newsroom.wire.prolog import charset_of
from newsroom.wire.reading import Unreadable
from newsroom.wire.wordpress_items import Item
from newsroom.wire.xml_reading import Element, elements, local_name
from newsroom.wire.xml_values import source_of

from .collecting import Part
from .rest import copy_from, start_of

_SPACES = {
    "excerpt": "http://wordpress.org/export/1.2/excerpt/",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "wp": "http://wordpress.org/export/1.2/",
}
_CLOSING = "</channel>\n</rss>\n"
_REST = (
    "<!-- What follows is record {number} as it came, up to where the file breaks off or cannot be read on. Complete it"
    " (what is open may be a CDATA section: ]]> ends it), and close what is open: item, channel, rss. -->\n"
)
HEAD = 8192  # bytes in which the first tag is
_PREFIX = re.compile(r"""\sxmlns:([A-Za-z_][\w.-]{0,40})\s*=\s*["']([^"'<>]{1,300})["']""")
_IDS = re.compile(r'\[gallery[^\]]*\b(?:ids|include)="?([\d, ]+)')


def write(source: BinaryIO, made: BinaryIO, part: Part) -> None:
    """In two passes: pictures may stand above the posts that show them. Of an export that breaks off, what there is
    from that record on stands at the end as it came, and so the copy breaks off, too."""
    head = source.read(HEAD)
    source.seek(0)
    made.write(_opening(head).encode())
    pictures: set[str] = set()
    with suppress(Unreadable):  # what comes then is written as it stands
        _write_head(source, made, part.numbers, pictures)
    source.seek(0)
    whole = _write_items(source, made, part.numbers, pictures)
    if whole + 1 in part.numbers and (start := start_of(source, whole + 1)) is not None:
        made.write(_REST.format(number=whole + 1).encode())
        copy_from(source, start, made, charset=charset_of(head[:400]))
    else:
        made.write(_CLOSING.encode())


def _opening(head: bytes) -> str:
    """With the prefixes of the export, which may be others than WordPress's own: what is copied as it stands has
    them."""
    found = dict(_PREFIX.findall(head.decode("latin-1")))
    spaces = _SPACES | {name: markup.unescape(address) for name, address in found.items()}
    said = "".join(f' xmlns:{name}="{markup.escape(address)}"' for name, address in spaces.items())
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"{said}>\n<channel>\n'


def _write_head(stream: BinaryIO, made: BinaryIO, numbers: set[int], pictures: set[str]) -> None:
    """Writes what stands above the items; adds the numbers of the pictures that rejected posts name."""
    number = 0
    for element in elements(_reader(stream), wanted=_is_below_channel, repair=True):
        if local_name(element) != "item":
            _write(element, made)
            continue
        number += 1
        if number in numbers:
            pictures |= _pictures_of(Item(element))


def _write_items(stream: BinaryIO, made: BinaryIO, numbers: set[int], pictures: set[str]) -> int:
    """Returns how many items there are, whole ones, as far as they can be read."""
    number = 0
    with suppress(Unreadable):
        for element in elements(_reader(stream), wanted=lambda each: local_name(each) == "item", repair=True):
            number += 1
            item = Item(element)
            if number in numbers or (item.kind == "attachment" and item.line("post_id") in pictures):
                _write(element, made)
    return number


def _reader(stream: BinaryIO) -> Numbered:
    return Numbered(ExportBytes(stream))


def _pictures_of(item: Item) -> set[str]:
    in_galleries = " ".join(_IDS.findall(item.encoded("content")))
    return {*item.meta("_thumbnail_id"), *re.findall(r"\d+", in_galleries)}


def _is_below_channel(element: Element) -> bool:
    above = element.getparent()
    return local_name(element) == "item" or above is not None and local_name(above) == "channel"


def _write(element: Element, made: BinaryIO) -> None:
    made.write(source_of(element).encode(errors="replace") + b"\n")

"""What a picture file holds, read by its bytes alone and by no library that reads pictures.

JPEG is walked through by its markers (ITU T.81, B.1.1.3), WebP by its chunks (RFC 9649, 2.3), AVIF by its boxes
(ISO 14496-12, 4.2, and ISO 23008-12). All of the file has to be told, to its last byte.
"""

from __future__ import annotations

import struct
from typing import NamedTuple

TABLES = {0xC0, 0xC2, 0xC4, 0xDB, 0xDD}  # frames, Huffman and quantization tables, restart interval
JFIF, ICC, XMP = b"JFIF\0", b"ICC_PROFILE\0", b"http://ns.adobe.com/xap/1.0/\0"
CONTAINERS = {b"meta": 4, b"iinf": 6, b"iprp": 0, b"ipco": 0}  # boxes of boxes, and how much comes before those
STRUCTURE = {b"ftyp", b"hdlr", b"pitm", b"iloc", b"infe", b"ipma", b"ispe", b"pixi", b"av1C", b"iref", b"mdat"}


class Held(NamedTuple):
    """The profiles and packets of a file; whatever else it says of itself is named in `more`."""

    profiles: list[bytes]
    packets: list[bytes]
    more: list[str]


def held(content: bytes) -> Held:
    """Raises ValueError for a file that is none of the three, or does not add up to its length."""
    if content.startswith(b"\xff\xd8"):
        return _jpeg(content)
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return _webp(content)
    if content[4:8] == b"ftyp":
        return _avif(content)
    raise ValueError("neither JPEG, WebP nor AVIF")


def _jpeg(content: bytes) -> Held:
    found, at = Held([], [], []), 2
    while True:
        if content[at] != 0xFF:
            raise ValueError(f"no marker at {at}")
        marker = content[at + 1]
        if marker == 0xD9:
            break
        (length,) = struct.unpack(">H", content[at + 2 : at + 4])
        _segment(found, marker, content[at + 4 : at + 2 + length])
        at += 2 + length
        if marker == 0xDA:
            at = _after_scan(content, at)
    if at + 2 != len(content):
        found.more.append(f"trailer of {len(content) - at - 2} bytes")
    return found


def _segment(found: Held, marker: int, content: bytes) -> None:
    if marker == 0xE2 and content.startswith(ICC):
        if content[12:14] != b"\1\1":
            raise ValueError("a profile in more than one part")
        found.profiles.append(content[14:])
    elif marker == 0xE1 and content.startswith(XMP):
        found.packets.append(content[len(XMP) :])
    elif marker == 0xE0 and content.startswith(JFIF):
        if content[12:14] != b"\0\0" or len(content) != 14:
            found.more.append("thumbnail")
    elif marker not in TABLES | {0xDA}:
        found.more.append(f"marker {marker:x}: {content[:20]!r}")


def _after_scan(content: bytes, at: int) -> int:
    """Past the coded pixels, in which only stuffed bytes and restarts follow 0xff."""
    while not (content[at] == 0xFF and content[at + 1] and not 0xD0 <= content[at + 1] <= 0xD7):
        at += 1
    return at


def _webp(content: bytes) -> Held:
    found, at = Held([], [], []), 12
    if struct.unpack("<I", content[4:8])[0] + 8 != len(content):
        found.more.append("trailer")
    while at < len(content):
        name, (length,) = content[at : at + 4], struct.unpack("<I", content[at + 4 : at + 8])
        inner = content[at + 8 : at + 8 + length]
        if name == b"ICCP":
            found.profiles.append(inner)
        elif name == b"XMP ":
            found.packets.append(inner)
        elif name not in (b"VP8X", b"VP8 ", b"VP8L", b"ALPH"):
            found.more.append(f"chunk {name!r}")
        at += 8 + length + length % 2
    return found


def _avif(content: bytes) -> Held:
    found, items = Held([], [], []), {}
    for name, inner, _at in _boxes(content):
        if name == b"colr":
            if inner[:4] == b"prof":
                found.profiles.append(inner[4:])
            elif inner[:4] != b"nclx":
                found.more.append(f"colours as {inner[:4]!r}")
        elif name == b"infe":
            items[struct.unpack(">H", inner[4:6])[0]] = inner[8:12], inner[12:]
        elif name not in STRUCTURE | set(CONTAINERS):
            found.more.append(f"box {name!r}")
    places = next(inner for name, inner, _at in _boxes(content) if name == b"iloc")
    for key, code in _items(content, places).items():
        kind, named = items[key]
        if kind == b"mime" and b"application/rdf+xml" in named:
            found.packets.append(code)
        elif kind != b"av01":
            found.more.append(f"item {kind!r}")
    (told,) = (len(inner) for name, inner, _at in _boxes(content) if name == b"mdat")
    if told != sum(map(len, _items(content, places).values())):
        found.more.append("bytes that are of no item")
    return found


def _boxes(content: bytes, start: int = 0, end: int | None = None):
    """Each box, those inside of others too: its name, what is in it, and where that begins."""
    at, end = start, len(content) if end is None else end
    while at < end:
        length, name = struct.unpack(">I4s", content[at : at + 8])
        if length < 8 or at + length > end:
            raise ValueError(f"a box {name!r} of {length} bytes at {at}")
        yield name, content[at + 8 : at + length], at + 8
        if name in CONTAINERS:
            yield from _boxes(content, at + 8 + CONTAINERS[name], at + length)
        at += length


def _items(content: bytes, places: bytes) -> dict[int, bytes]:
    """Each item's bytes, by its number (ISO 14496-12, 8.11.3), of version 0 with lengths of four bytes."""
    version, sizes, base, count = places[0], places[4], places[5] >> 4, struct.unpack(">H", places[6:8])[0]
    if (version, sizes, base) != (0, 0x44, 0):
        raise ValueError("places of another form")
    found, at = {}, 8
    for _ in range(count):
        key, _reference, extents = struct.unpack(">HHH", places[at : at + 6])
        at += 6
        found[key] = b""
        for _ in range(extents):
            offset, length = struct.unpack(">II", places[at : at + 8])
            found[key] += content[offset : offset + length]
            at += 8
    return found

"""What Pillow does not ask an AVIF file: the part of its pixels that is meant to be seen. Pure.

Boxes are told in ISO 14496-12, 4.2, the properties of items in ISO 23008-12, 9.3, the clean aperture in 6.5.9.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from fractions import Fraction
from itertools import islice

Part = tuple[int, int, int, int]  # left, top, right, bottom

MOST_BOXES = 1000  # in one box: no program for pictures writes more
MOST_ITEMS = 65_536


def aperture(content: bytes, size: tuple[int, int]) -> Part | None:
    """The part of the pixels that a reader of the file shows, before it turns them; None for all of them, and where
    nobody can tell."""
    try:
        meta = _first(content, b"meta")[4:]
        properties = _first(meta, b"iprp")
        (primary,) = struct.unpack(">xxxxH", _first(meta, b"pitm"))
        known = list(_boxes(_first(properties, b"ipco")))
        for number in _associated(_first(properties, b"ipma"), primary):
            if 0 < number <= len(known) and known[number - 1][0] == b"clap":
                return _inside(known[number - 1][1], size)
    except (LookupError, ValueError, ZeroDivisionError, struct.error):
        pass
    return None


def _boxes(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The names of boxes one after the other, with what is in each."""
    return islice(_every_box(content), MOST_BOXES)


def _every_box(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at + 8 <= len(content):
        length, name = struct.unpack_from(">I4s", content, at)
        start = at + 8
        if length == 1:
            (length,) = struct.unpack_from(">Q", content, start)
            start += 8
        end = at + length if length else len(content)
        if end < start:
            raise ValueError(f"a box of {length} bytes")
        yield name, content[start:end]
        at = end


def _first(content: bytes, wanted: bytes) -> bytes:
    """Raises LookupError where there is no such box."""
    for name, inner in _boxes(content):
        if name == wanted:
            return inner
    raise LookupError(wanted)


def _associated(content: bytes, item: int) -> Iterator[int]:
    """The numbers of an item's properties, counted from one."""
    version, are_wide = content[0], content[3] & 1
    number, one = (">I" if version else ">H"), (">H" if are_wide else ">B")
    (count,), at = struct.unpack_from(">I", content, 4), 8
    for _ in range(min(count, MOST_ITEMS)):
        (key,) = struct.unpack_from(number, content, at)
        at += struct.calcsize(number)
        length = content[at]
        at += 1
        if key == item:
            values = struct.unpack_from(f">{length}{one[1]}", content, at)
            yield from (value & (0x7FFF if are_wide else 0x7F) for value in values)
        at += length * struct.calcsize(one)


def _inside(content: bytes, size: tuple[int, int]) -> Part | None:
    """Its width and height, and how far its middle is from that of all pixels, each as a fraction."""
    width, height, across, down = (Fraction(*pair) for pair in struct.iter_unpack(">iI", content[:32]))
    left, top = across + (size[0] - width) / 2, down + (size[1] - height) / 2
    found = round(left), round(top), round(left + width), round(top + height)
    is_inside = 0 <= found[0] < found[2] <= size[0] and 0 <= found[1] < found[3] <= size[1]
    return found if is_inside else None

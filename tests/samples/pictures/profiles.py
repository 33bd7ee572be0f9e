"""Colour profiles made by hand (ICC.1:2022): one of a wide gamut, one of four inks, and some that are none."""

from __future__ import annotations

import struct

WHITE_POINT = (0.9642, 1.0, 0.8249)
# Display P3 adapted to D50: what a pixel of pure red, green and blue is in XYZ.
P3 = ((0.51512, 0.2412, -0.00105), (0.29198, 0.69225, 0.04189), (0.1571, 0.06657, 0.78407))


def wide() -> bytes:
    """A profile like Display P3: its primaries, and a plain gamma of 2.2."""
    gamma = b"curv\0\0\0\0" + struct.pack(">IH", 1, int(2.2 * 256)) + b"\0\0"
    primaries = {name: _xyz(value) for name, value in zip((b"rXYZ", b"gXYZ", b"bXYZ"), P3, strict=True)}
    curves = dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), gamma)
    return _profile(b"RGB ", b"XYZ ", {b"wtpt": _xyz(WHITE_POINT), **primaries, **curves})


def grey() -> bytes:
    """A profile of grey in which twice the number is twice the light."""
    return _profile(b"GRAY", b"XYZ ", {b"wtpt": _xyz(WHITE_POINT), b"kTRC": b"curv\0\0\0\0" + struct.pack(">I", 0)})


def four_inks() -> bytes:
    """A profile of an odd press: full cyan prints mid-grey, whatever else there is prints as plain as can be."""
    lut = b"mft1\0\0\0\0" + bytes([4, 3, 2, 0]) + b"".join(_fixed(n) for n in (1, 0, 0, 0, 1, 0, 0, 0, 1))
    ramp = bytes(range(256))
    nodes = b"".join(_printed(n >> 3 & 1, n & 1) for n in range(16))
    return _profile(b"CMYK", b"Lab ", {b"A2B0": lut + ramp * 4 + nodes + ramp * 3}, kind=b"prtr")


def _printed(cyan: int, black: int) -> bytes:
    lightness = 0 if black else 128 if cyan else 255
    return bytes([lightness, 128, 128])


def huge() -> bytes:
    """A real profile with five megabytes of nothing behind its tags."""
    return _profile(b"RGB ", b"XYZ ", {b"wtpt": _xyz(WHITE_POINT), b"junk": b"\0" * 5_000_000})


def many_tags() -> bytes:
    """Says that it has four billion tags."""
    profile = bytearray(wide())
    profile[128:132] = b"\xff\xff\xff\xff"
    return bytes(profile)


def _profile(space: bytes, connection: bytes, tags: dict[bytes, bytes], *, kind: bytes = b"mntr") -> bytes:
    """The header (7.2), the table of tags (7.3) and what they say."""
    tags = {b"desc": _description(), b"cprt": b"text\0\0\0\0none\0\0\0\0", **tags}
    table, content, at = b"", b"", 128 + 4 + 12 * len(tags)
    for name, value in tags.items():
        table += name + struct.pack(">II", at + len(content), len(value))
        content += value + b"\0" * (-len(value) % 4)
    head = struct.pack(">I4sI4s4s4s", at + len(content), b"none", 0x02400000, kind, space, connection)
    head += struct.pack(">6H", 2026, 1, 1, 0, 0, 0) + b"acsp" + b"\0" * 28 + b"".join(map(_fixed, WHITE_POINT))
    return head.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + content


def _description() -> bytes:
    return b"desc\0\0\0\0" + struct.pack(">I", 5) + b"made\0" + b"\0" * 78


def _xyz(value: tuple[float, ...]) -> bytes:
    return b"XYZ \0\0\0\0" + b"".join(map(_fixed, value))


def _fixed(number: float) -> bytes:
    return struct.pack(">i", round(number * 65536))

"""The size of a WebP picture, from the start of its file (RFC 9649, 2.5 to 2.7). Pure.

Pillow makes room for all pixels as it opens one: what is too large has to be known before.
"""

from __future__ import annotations

HEAD = 30  # bytes that say it


def size(head: bytes) -> tuple[int, int] | None:
    """Width and height; None where this is no WebP file, or does not say it."""
    if head[:4] != b"RIFF" or head[8:12] != b"WEBP" or len(head) < HEAD:
        return None
    match head[12:16]:
        case b"VP8X":
            return _number(head[24:27]) + 1, _number(head[27:30]) + 1
        case b"VP8L":
            bits = _number(head[21:25])
            return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        case b"VP8 ":
            return _number(head[26:28]) & 0x3FFF, _number(head[28:30]) & 0x3FFF
    return None


def _number(content: bytes) -> int:
    return int.from_bytes(content, "little")

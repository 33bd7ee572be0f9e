"""The blocks of a GIF file (GIF89a, sections 18 to 27), to tell how many frames it has. Pure."""

from __future__ import annotations

FRAME, END, HAS_COLOURS = 0x2C, 0x3B, 0x80


def count_frames(content: bytes, *, most: int) -> int:
    """The frames, counted up to one more than `most`: Pillow would walk through every one of thousands.

    Raises IndexError where the file ends within a block.
    """
    frames, at = 0, 13 + _colours(content[10])
    while at < len(content) and frames <= most and content[at] != END:
        if content[at] == FRAME:
            frames += 1
            at += 11 + _colours(content[at + 9])
        else:
            at += 2
        while content[at]:
            at += content[at] + 1
        at += 1
    return frames


def _colours(flags: int) -> int:
    """How many bytes a colour table takes."""
    return 3 * 2 ** ((flags & 7) + 1) if flags & HAS_COLOURS else 0

"""GIF files: good, odd and hostile."""

from __future__ import annotations

import struct

from PIL import Image

from .parts import QUARTERS, WHITE, encoded, noise, quartered
from .registry import accept, bounded, reject, truncated

END = b";"
# One pixel: where it is, how large, no colours of its own; least code size, a block of codes, no more blocks.
PIXEL = b"," + struct.pack("<4HB", 0, 0, 1, 1, 0) + b"\2\2\x44\1\0"
COLOURS = bytes.fromhex("ff0000 00ff00 0000ff ffffff")


def _gif(image=None, **options):
    return encoded(image or quartered(), "GIF", **options)


def _by_hand(*blocks, size=(1, 1)):
    return b"GIF89a" + struct.pack("<2HBBB", *size, 0x81, 0, 0) + COLOURS + b"".join(blocks) + END


@accept(colours=QUARTERS)
def gif_plain():
    return _gif()


@accept(colours=QUARTERS)
def gif_interlaced():
    return _gif(interlace=1)


@accept(colours=WHITE)
def gif_all_transparent():
    return _gif(Image.new("P", (40, 40), 3), transparency=3)


@accept(colours=QUARTERS)
def gif_with_comments():
    content = _gif()
    comment = b"!\xfe" + (b"\xff" + b"<script>" * 31 + b"1234567") * 50 + b"\0"
    return content[:-1] + comment + content[-1:]


@accept(colours=QUARTERS)
def gif_with_trailer():
    return _gif() + b"<script>alert(1)</script>"


@bounded
def gif_is_a_script_too():
    """A polyglot: `GIF89a/*` and so on is JavaScript as well; 0x2a2f, `/*`, is the width."""
    content = b"GIF89a/*" + struct.pack("<HBBB", 100, 0x81, 0, 0) + COLOURS + PIXEL
    return content + END + b"*/=1;alert(document.domain)//"


@accept(colours=None, size=(1, 1))
def gif_of_100_frames():
    return _by_hand(PIXEL * 100)


@reject
def gif_of_101_frames():
    return _by_hand(PIXEL * 101)


@reject
def gif_of_20000_frames():
    return _by_hand(PIXEL * 20_000)


@reject
def gif_of_two_million_frames():
    return _by_hand(PIXEL * 2_000_000)


@bounded
def gif_of_extensions_without_end():
    return _by_hand(b"!\xfe\1a\0" * 1_000_000, PIXEL)


@reject
def gif_canvas_of_65535_pixels():
    return _by_hand(PIXEL, size=(65_535, 65_535))


@reject
def gif_frame_larger_than_its_canvas():
    return _by_hand(b"," + struct.pack("<4HB", 0, 0, 60_000, 60_000, 0) + b"\2\2\x44\1\0")


@bounded
def gif_canvas_of_49_megapixels():
    return _by_hand(PIXEL, size=(7000, 7000))


@reject
def gif_without_pixels():
    return _by_hand()


@bounded
def gif_of_no_size():
    """The canvas grows to its frame."""
    return _by_hand(PIXEL, size=(0, 0))


@reject
def gif_with_impossible_codes():
    return _by_hand(b"," + struct.pack("<4HB", 0, 0, 40, 40, 0) + b"\x0c\xff" + b"\xff" * 255 + b"\0", size=(40, 40))


@reject
def gif_signature_alone():
    return b"GIF89a"


truncated("gif", lambda: _gif(noise()), parts=(0.001, 0.02, 0.3, 0.9))

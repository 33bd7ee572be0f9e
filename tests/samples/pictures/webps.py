"""WebP files: good, odd and hostile."""

from __future__ import annotations

import struct

from PIL import Image

from . import profiles
from .parts import (
    P3_OF_QUARTERS,
    QUARTERS,
    SIZE,
    WHITE,
    encoded,
    laughing_packet,
    noise,
    quartered,
    riff,
    riff_chunk,
    tiff,
)
from .registry import accept, bounded, reject, truncated

ICC, ALPHA, EXIF, XMP, ANIMATED = 0x20, 0x10, 0x08, 0x04, 0x02


def _webp(image=None, **options):
    return encoded(image or quartered(), "WEBP", **({"quality": 95} | options))


def _pixels(image, **options):
    """The chunk that holds them, alone."""
    content = encoded(image, "WEBP", lossless=True, **options)
    at = content.index(b"VP8L")
    return content[at:]


def _extended(flags, *chunks, size=SIZE):
    width, height = (struct.pack("<I", side - 1)[:3] for side in size)
    return riff(riff_chunk(b"VP8X", struct.pack("<I", flags) + width + height), *chunks)


def _animated(frames, *, size=SIZE):
    whole, small = _pixels(quartered()), _pixels(Image.new("RGB", (2, 2), "teal"))

    def frame(pixels, side):
        width, height = (struct.pack("<I", one - 1)[:3] for one in side)
        return riff_chunk(b"ANMF", bytes(6) + width + height + b"\x64\0\0\0" + pixels)

    first, more = frame(whole, SIZE), frame(small, (2, 2)) * (frames - 1)
    return _extended(ANIMATED, riff_chunk(b"ANIM", bytes(6)), first, more, size=size)


@accept(colours=QUARTERS, size=SIZE)
def webp_lossy():
    return _webp()


@accept(colours=QUARTERS, size=SIZE)
def webp_lossless():
    return riff(_pixels(quartered()))


@accept(colours=WHITE)
def webp_all_transparent():
    image = quartered().convert("RGBA")
    image.putalpha(0)
    return _webp(image)


@accept(colours=QUARTERS)
def webp_wide_gamut():
    return _webp(quartered(colours=P3_OF_QUARTERS), icc_profile=profiles.wide())


@accept(colours=QUARTERS)
def webp_profile_is_nonsense():
    return _extended(ICC, riff_chunk(b"ICCP", b"nonsense"), _pixels(quartered()))


@accept(colours=QUARTERS)
def webp_packet_bomb():
    return _extended(XMP, _pixels(quartered()), riff_chunk(b"XMP ", laughing_packet()))


@bounded
def webp_exif_bomb():
    block = tiff([(tag, 2, 8_000_000, 8) for tag in range(0x1000, 0x1000 + 60_000)], rest=bytes(8_000_000))
    return _extended(EXIF, _pixels(quartered()), riff_chunk(b"EXIF", block))


@accept(colours=QUARTERS)
def webp_with_trailer():
    return _webp() + b"<script>alert(1)</script>" * 100


@accept(colours=QUARTERS)
def webp_of_100_frames():
    return _animated(100)


@reject
def webp_of_101_frames():
    return _animated(101)


@reject
def webp_of_20000_frames():
    return _animated(20_000)


@reject
def webp_canvas_of_16000_pixels():
    return _animated(2, size=(16_000, 16_000))


@bounded
def webp_canvas_of_49_megapixels():
    return _animated(50, size=(7000, 7000))


@bounded
def webp_of_49_megapixels():
    return _webp(Image.new("RGBA", (7000, 7000), (9, 99, 99, 99)), lossless=True, quality=0, method=0)


@reject
def webp_pixels_of_another_size():
    return _extended(0, _pixels(quartered()), size=(240, 160))


@reject
def webp_without_pixels():
    return _extended(0)


@accept(colours=None, size=(1, 1))
def webp_of_one_pixel():
    return _webp(Image.new("RGB", (1, 1)))


@reject
def webp_one_pixel_too_long():
    return _webp(Image.new("RGB", (12_001, 2)))


truncated("webp", lambda: _webp(noise()), parts=(0.001, 0.05, 0.5, 0.95))
truncated("webp_lossless", lambda: riff(_pixels(noise())), parts=(0.05, 0.5, 0.95))

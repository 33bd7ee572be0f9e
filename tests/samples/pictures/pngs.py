"""PNG files: good, odd and hostile."""

from __future__ import annotations

import struct
import zlib

from PIL import Image

from . import profiles
from .parts import (
    BOMB,
    P3_OF_QUARTERS,
    PNG_START,
    QUARTERS,
    SIZE,
    WHITE,
    chunk,
    encoded,
    header,
    laughing_packet,
    noise,
    png,
    quartered,
    tiff,
    with_chunks,
    zeros,
)
from .registry import accept, bounded, reject, truncated

GREY, RGB, GREY_ALPHA, RGBA = 0, 2, 4, 6
ADAM_7 = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
GREYS = tuple((level,) * 3 for level in (40, 110, 180, 240))
LIGHT_OF_GREYS = (5, 40, 117, 223)  # what `profiles.grey` calls the same


def _plain(image=None, **options):
    return encoded(image or quartered(), "PNG", **options)


def _rows(form, *, colours, size=SIZE):
    """Unfiltered rows, each pixel packed by a form from the colour of its quarter."""
    width, height = size
    packed = [struct.pack(form, *colour) for colour in colours]
    halves = [packed[n] * (width // 2) + packed[n + 1] * (width - width // 2) for n in (0, 2)]
    return b"".join(b"\0" + halves[y >= height // 2] for y in range(height))


def _deep(colour, *more):
    """Sixteen bits of each channel, the low byte another than the high one."""
    return (*(level * 256 + 90 for level in colour), *more)


@accept(colours=QUARTERS, size=SIZE)
def png_plain():
    return _plain()


@accept(colours=QUARTERS)
def png_16_bit():
    return png(SIZE, _rows(">3H", colours=[_deep(one) for one in QUARTERS]), depth=16, colour=RGB)


@accept(colours=QUARTERS)
def png_16_bit_with_alpha():
    return png(SIZE, _rows(">4H", colours=[_deep(one, 65535) for one in QUARTERS]), depth=16, colour=RGBA)


@accept(colours=WHITE)
def png_16_bit_all_transparent():
    return png(SIZE, _rows(">4H", colours=[_deep(one, 0) for one in QUARTERS]), depth=16, colour=RGBA)


@accept(colours=GREYS)
def png_16_bit_grey():
    return png(SIZE, _rows(">H", colours=[_deep(one[:1]) for one in GREYS]), depth=16, colour=GREY)


@accept(colours=GREYS)
def png_16_bit_grey_with_alpha():
    return png(SIZE, _rows(">2H", colours=[_deep(one[:1], 65535) for one in GREYS]), depth=16, colour=GREY_ALPHA)


@accept(colours=(WHITE[0], *GREYS[1:]))
def png_16_bit_grey_one_level_transparent():
    rows = _rows(">H", colours=[_deep(one[:1]) for one in GREYS])
    return png(SIZE, rows, chunk(b"tRNS", struct.pack(">H", *_deep(GREYS[0][:1]))), depth=16, colour=GREY)


@accept(colours=(WHITE[0], *QUARTERS[1:]))
def png_16_bit_one_colour_transparent():
    rows = _rows(">3H", colours=[_deep(one) for one in QUARTERS])
    return png(SIZE, rows, chunk(b"tRNS", struct.pack(">3H", *_deep(QUARTERS[0]))), depth=16, colour=RGB)


@accept(colours=(WHITE[0], *QUARTERS[1:]))
def png_one_colour_transparent():
    rows = _rows(">3B", colours=QUARTERS)
    return png(SIZE, rows, chunk(b"tRNS", struct.pack(">3H", *QUARTERS[0])))


@accept(colours=(WHITE[0], *GREYS[1:]))
def png_grey_one_level_transparent():
    rows = _rows(">B", colours=[one[:1] for one in GREYS])
    return png(SIZE, rows, chunk(b"tRNS", struct.pack(">H", GREYS[0][0])), colour=GREY)


def _of_even_light(form, depth, colour, *more):
    """The greys in numbers of light, which a profile tells."""
    scale = 257 if depth == 16 else 1
    rows = _rows(form, colours=[(level * scale, *more) for level in LIGHT_OF_GREYS])
    return png(SIZE, rows, chunk(b"iCCP", b"made\0\0" + zlib.compress(profiles.grey())), depth=depth, colour=colour)


@accept(colours=GREYS)
def png_grey_of_even_light():
    return _of_even_light(">B", 8, GREY)


@accept(colours=GREYS)
def png_grey_of_even_light_with_alpha():
    return _of_even_light(">2B", 8, GREY_ALPHA, 255)


@accept(colours=GREYS)
def png_16_bit_grey_of_even_light():
    return _of_even_light(">H", 16, GREY)


@accept(colours=GREYS)
def png_16_bit_grey_of_even_light_with_alpha():
    return _of_even_light(">2H", 16, GREY_ALPHA, 65535)


def _palette(image=None):
    return (image or quartered()).convert("P", palette=Image.Palette.ADAPTIVE, colors=4)


@accept(colours=QUARTERS)
def png_palette():
    return _plain(_palette(), bits=2)


@accept(colours=WHITE)
def png_palette_all_transparent():
    return _plain(_palette(), transparency=b"\0" * 4)


@accept(colours=((228, 143, 148), (148, 208, 158), (143, 158, 228), (243, 228, 158)))
def png_half_transparent():
    image = quartered().convert("RGBA")
    image.putalpha(128)
    return _plain(image)


@accept(colours=QUARTERS)
def png_interlaced():
    return _interlaced(8)


@accept(colours=QUARTERS)
def png_interlaced_16_bit():
    return _interlaced(16)


def _interlaced(depth):
    image, form = quartered(), ">3H" if depth == 16 else ">3B"
    rows = []
    for left, top, right, down in ADAM_7:
        for y in range(top, SIZE[1], down):
            pixels = (image.getpixel((x, y)) for x in range(left, SIZE[0], right))
            rows.append(b"\0" + b"".join(struct.pack(form, *(_deep(p) if depth == 16 else p)) for p in pixels))
    return png(SIZE, b"".join(rows), depth=depth, interlaced=True)


@accept(colours=((255,) * 3, (0,) * 3, (0,) * 3, (255,) * 3))
def png_black_and_white():
    pattern = quartered(colours=((255,) * 3, (0,) * 3, (0,) * 3, (255,) * 3))
    return _plain(pattern.convert("1"))


@accept(colours=QUARTERS)
def png_wide_gamut():
    return _plain(quartered(colours=P3_OF_QUARTERS), icc_profile=profiles.wide())


@accept(colours=QUARTERS)
def png_usual_gamma():
    return with_chunks(_plain(), chunk(b"gAMA", struct.pack(">I", 45455)), chunk(b"sRGB", b"\0"))


@accept(colours=QUARTERS)
def png_with_trailer():
    return _plain() + b"<script>alert(1)</script>" * 1000


@accept(colours=QUARTERS)
def png_packet_bomb():
    text = b"XML:com.adobe.xmp\0\0\0\0\0" + laughing_packet()
    return with_chunks(_plain(), chunk(b"iTXt", text))


@bounded
def png_compressed_packet_bomb():
    return with_chunks(_plain(), chunk(b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + zeros(BOMB)))


@bounded
def png_text_bomb():
    return with_chunks(_plain(), chunk(b"zTXt", b"Comment\0\0" + zeros(BOMB)))


@bounded
def png_texts_without_end():
    return with_chunks(_plain(), *[chunk(b"zTXt", b"Comment\0\0" + zeros(1_000_000))] * 3000)


@bounded
def png_profile_bomb():
    return with_chunks(_plain(), chunk(b"iCCP", b"made\0\0" + zeros(BOMB)))


@accept(colours=QUARTERS)
def png_profile_of_two_megabytes():
    profile = profiles.wide().ljust(2_000_000, b"\0")
    return with_chunks(_plain(quartered(colours=P3_OF_QUARTERS)), chunk(b"iCCP", b"made\0\0" + zlib.compress(profile)))


@bounded
def png_exif_bomb():
    block = tiff([(tag, 2, 8_000_000, 8) for tag in range(0x1000, 0x1000 + 60_000)], rest=bytes(8_000_000))
    return with_chunks(_plain(), chunk(b"eXIf", block))


@bounded
def png_of_a_million_chunks():
    return with_chunks(_plain(), *[chunk(b"vpAg", b"")] * 1_000_000)


@bounded
def png_pixels_without_end():
    """A small picture, its pixels followed by 300 megabytes of them."""
    return PNG_START + header(SIZE) + chunk(b"IDAT", zeros(BOMB)) + chunk(b"IEND", b"")


@accept(colours=((0, 0, 0),) * 4, size=(7071, 7071))
def png_of_50_megapixels():
    pixels = chunk(b"IDAT", zeros(7071 * (7071 * 3 + 1)))
    return PNG_START + header((7071, 7071)) + pixels + chunk(b"IEND", b"")


@accept(colours=WHITE, size=(7071, 7071))
def png_of_50_transparent_megapixels_16_bit():
    pixels = chunk(b"IDAT", zeros(7071 * (7071 * 8 + 1)))
    return PNG_START + header((7071, 7071), depth=16, colour=RGBA) + pixels + chunk(b"IEND", b"")


@accept(colours=((0, 0, 0),) * 4, size=(7000, 7000))
def png_of_49_interlaced_megapixels():
    rows = 7000 * 7000 * 3 + sum(len(range(top, 7000, down)) for _left, top, _right, down in ADAM_7)
    pixels = chunk(b"IDAT", zeros(rows))
    return PNG_START + header((7000, 7000), interlaced=True) + pixels + chunk(b"IEND", b"")


@reject
def png_of_51_megapixels():
    return PNG_START + header((7142, 7142)) + chunk(b"IDAT", zeros(1000)) + chunk(b"IEND", b"")


@reject
def png_says_two_billion_pixels():
    return PNG_START + header((2**31 - 1, 1)) + chunk(b"IDAT", zeros(1000)) + chunk(b"IEND", b"")


@reject
def png_says_no_pixels():
    return PNG_START + header((0, 0)) + chunk(b"IDAT", zeros(1)) + chunk(b"IEND", b"")


@reject
def png_without_pixels():
    return PNG_START + header(SIZE) + chunk(b"IEND", b"")


@reject
def png_with_too_few_pixels():
    return png(SIZE, _rows(">3B", colours=QUARTERS)[:-500])


@reject
def png_header_is_broken():
    content = bytearray(_plain())
    content[30] ^= 1
    return bytes(content)


@reject
def png_pixels_are_broken():
    content = bytearray(_plain(noise()))
    content[len(content) // 2] ^= 1
    return bytes(content)


@reject
def png_pixels_are_nonsense():
    return PNG_START + header(SIZE) + chunk(b"IDAT", b"nonsense" * 50) + chunk(b"IEND", b"")


@reject
def png_pixels_do_not_add_up():
    pixels = bytearray(zlib.compress(_rows(">3B", colours=QUARTERS)))
    pixels[-1] ^= 1
    return PNG_START + header(SIZE) + chunk(b"IDAT", bytes(pixels)) + chunk(b"IEND", b"")


@reject
def png_filter_that_is_none():
    return png(SIZE, b"\x09" + _rows(">3B", colours=QUARTERS)[1:])


@accept(colours=QUARTERS, size=SIZE)
def png_says_how_it_was_held_behind_its_pixels():
    content = _plain(quartered().transpose(Image.Transpose.ROTATE_90))
    return content[:-12] + chunk(b"eXIf", tiff([(0x0112, 3, 1, 6)])) + content[-12:]


@reject
def png_depth_that_is_none():
    return png(SIZE, _rows(">3B", colours=QUARTERS), depth=3)


@accept(colours=None, size=(1, 1))
def png_of_one_pixel():
    return png((1, 1), b"\0\1\2\3")


@accept(colours=QUARTERS, size=(80, 12_000))
def png_as_high_as_may_be():
    return _plain(quartered((80, 12_000)))


def _animated(frames, *, said=None):
    """APNG (PNG 3, 4.9): the first frame as pixels, the others as small ones in the corner."""
    control = struct.pack(">IIIIIHHBB", 0, *SIZE, 0, 0, 1, 10, 0, 0)
    first = chunk(b"fcTL", control) + chunk(b"IDAT", zlib.compress(_rows(">3B", colours=QUARTERS)))
    pixel, more = zlib.compress(b"\0\1\2\3"), []
    for number in range(frames - 1):
        small = struct.pack(">IIIIIHHBB", 2 * number + 1, 1, 1, 0, 0, 1, 10, 0, 0)
        more += [chunk(b"fcTL", small), chunk(b"fdAT", struct.pack(">I", 2 * number + 2) + pixel)]
    declared = chunk(b"acTL", struct.pack(">II", said or frames, 0))
    return PNG_START + header(SIZE) + declared + first + b"".join(more) + chunk(b"IEND", b"")


@accept(colours=QUARTERS)
def png_of_100_frames():
    return _animated(100)


@reject
def png_of_101_frames():
    return _animated(101)


@reject
def png_of_20000_frames():
    return _animated(20_000)


@bounded
def png_of_more_frames_than_it_says():
    return _animated(20_000, said=2)


@bounded
def png_says_four_billion_frames():
    return _animated(2, said=2**32 - 1)


truncated("png", lambda: _plain(noise()), parts=(0.0001, 0.01, 0.3, 0.6, 0.95))

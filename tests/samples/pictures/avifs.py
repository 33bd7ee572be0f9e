"""AVIF files: good, odd and hostile, some put together from the boxes of others."""

from __future__ import annotations

import struct

from PIL import Image

from . import profiles
from .parts import P3_OF_QUARTERS, QUARTERS, SIZE, WHITE, box, encoded, full_box, noise, quartered, xmp_packet
from .registry import accept, bounded, reject, truncated

TILE = (64, 64)  # the least that a grid may have (MIAF, ISO 23000-22, 7.3.11.4.2)


def _avif(image=None, **options):
    return encoded(image or quartered(), "AVIF", **({"quality": 90, "subsampling": "4:4:4", "speed": 9} | options))


@accept(colours=QUARTERS, size=SIZE)
def avif_plain():
    return _avif()


@accept(colours=WHITE)
def avif_all_transparent():
    image = quartered().convert("RGBA")
    image.putalpha(0)
    return _avif(image)


@accept(colours=QUARTERS)
def avif_wide_gamut():
    return _avif(quartered(colours=P3_OF_QUARTERS), icc_profile=profiles.wide())


def _grid(columns, rows, *, said=None, count=None):
    """An image item that is put together from others (ISO 23008-12, 6.6.2.3)."""
    tiles = [_avif(Image.new("RGB", TILE, colour)) for colour in QUARTERS[: columns * rows]]
    tiles += tiles[:1] * (columns * rows - len(tiles))
    codes = [tile[tile.index(b"mdat") + 4 :] for tile in tiles]
    width, height = said or (TILE[0] * columns, TILE[1] * rows)
    codes.insert(0, struct.pack(">4BHH", 0, 0, rows - 1, columns - 1, width & 0xFFFF, height & 0xFFFF))
    if max(width, height) > 0xFFFF:
        codes[0] = struct.pack(">4BII", 0, 1, rows - 1, columns - 1, width, height)
    return _items(codes, configuration=_found(tiles[0], b"av1C"), size=(width, height), count=count)


def _items(codes, *, configuration, size, count):
    keys = range(2, len(codes) + 1)
    kinds = [full_box(b"infe", struct.pack(">HH4s", key, 0, b"av01"), b"\0", version=2) for key in keys]
    grid = full_box(b"infe", struct.pack(">HH4s", 1, 0, b"grid"), b"\0", version=2)
    named = full_box(b"iinf", struct.pack(">H", len(codes)), grid, *kinds)
    refers = keys if count is None else [2] * count
    tiles = box(b"dimg", struct.pack(">HH", 1, len(refers)), *(struct.pack(">H", key) for key in refers))
    whole = full_box(b"ispe", struct.pack(">II", *size))
    properties = box(b"ipco", whole, full_box(b"ispe", struct.pack(">II", *TILE)), configuration, _depth())
    linked = [struct.pack(">HBBB", 1, 2, 1, 4), *(struct.pack(">HBBBB", key, 3, 2, 0x83, 4) for key in keys)]
    linked = full_box(b"ipma", struct.pack(">I", len(linked)), *linked)

    def meta(start):
        places, at = [], start
        for key, code in enumerate(codes, 1):
            places.append(struct.pack(">HHHII", key, 0, 1, at, len(code)))
            at += len(code)
        where = full_box(b"iloc", struct.pack(">BBH", 0x44, 0, len(codes)), *places)
        picture = full_box(b"hdlr", bytes(4) + b"pict" + bytes(13))
        primary = full_box(b"pitm", struct.pack(">H", 1))
        return full_box(
            b"meta", picture, primary, where, named, full_box(b"iref", tiles), box(b"iprp", properties, linked)
        )

    kind = box(b"ftyp", b"avif\0\0\0\0avifmif1miaf")
    return kind + meta(len(kind) + len(meta(0)) + 8) + box(b"mdat", *codes)


def _depth():
    return full_box(b"pixi", bytes([3, 8, 8, 8]))


def _found(content, name):
    at = content.index(name) - 4
    return content[at : at + struct.unpack(">I", content[at : at + 4])[0]]


@accept(colours=QUARTERS, size=(128, 128))
def avif_grid():
    return _grid(2, 2)


@reject
def avif_grid_lacks_tiles():
    return _grid(2, 2, count=3)


@reject
def avif_grid_of_60000_pixels():
    return _grid(2, 2, said=(60_000, 60_000))


@reject
def avif_grid_of_16384_pixels_of_one_tile():
    """256 by 256 times the same tile: 268 megapixels from a few hundred bytes."""
    return _grid(2, 2, said=(16_384, 16_384), count=65_535)


def _with_properties(content, *properties):
    """The file with more properties of its one picture (ISO 23008-12, 9.3), each of them essential."""
    known = content[content.index(b"ipco") - 4 :][: _length(content, b"ipco")]
    count, at = 0, 8
    while at < len(known):
        count, at = count + 1, at + struct.unpack_from(">I", known, at)[0]
    said = bytes(0x80 | count + number for number in range(1, len(properties) + 1))
    content = _put_in(content, b"ipco", at=len(known), more=b"".join(properties), around=(b"iprp", b"meta"))
    first = content.index(b"ipma") + 14  # of the box: how many properties the first item has
    content = content[:first] + bytes([content[first] + len(said)]) + content[first + 1 :]
    return _put_in(content, b"ipma", at=19 + content[first] - len(said), more=said, around=(b"iprp", b"meta"))


def _length(content, name):
    return struct.unpack_from(">I", content, content.index(name) - 4)[0]


def _put_in(content, name, *, at, more, around):
    """More bytes at a place of a box; where the pictures' codes begin is told anew."""
    start = content.index(name) - 4
    changed = bytearray(content[: start + at] + more + content[start + at :])
    for one in (name, *around):
        place = changed.index(one) - 4
        struct.pack_into(">I", changed, place, _length(content, one) + len(more))
    place = changed.index(b"iloc") + 12
    for _ in range(struct.unpack_from(">H", changed, place - 2)[0]):
        (offset,) = struct.unpack_from(">I", changed, place + 6)
        struct.pack_into(">I", changed, place + 6, offset + len(more))
        place += 14
    return bytes(changed)


def _aperture(width, height, across, down):
    return box(b"clap", *(struct.pack(">iI", number, 1) for number in (width, height, across, down)))


def _within(image):
    """A picture in the top left corner of one four times as large."""
    whole = Image.new("RGB", (2 * image.width, 2 * image.height), "white")
    whole.paste(image, (0, 0))
    return _avif(whole)


@accept(colours=QUARTERS, size=SIZE)
def avif_cropped():
    """Whoever cropped it does not want the rest to be seen."""
    return _with_properties(_within(quartered()), _aperture(*SIZE, -60, -40))


@accept(colours=QUARTERS, size=SIZE)
def avif_cropped_and_turned():
    turned = quartered().transpose(Image.Transpose.ROTATE_270)
    return _with_properties(_within(turned), _aperture(*turned.size, -40, -60), box(b"irot", b"\1"))


@accept(colours=QUARTERS, size=SIZE)
def avif_cropped_outside_itself():
    return _with_properties(_avif(), _aperture(500, 500, 0, 0))


@accept(colours=QUARTERS, size=SIZE)
def avif_cropped_by_parts_of_nothing():
    return _with_properties(_avif(), box(b"clap", bytes(32)))


@accept(colours=QUARTERS, size=SIZE)
def avif_mirrored():
    return _with_properties(_avif(quartered().transpose(Image.Transpose.FLIP_LEFT_RIGHT)), box(b"imir", b"\1"))


@accept(colours=QUARTERS, size=SIZE)
def avif_packet_says_another_way_up():
    return _avif(xmp=xmp_packet("<tiff:Orientation>6</tiff:Orientation>"))


def _animated(frames):
    images = [Image.new("RGB", (64, 64), (n % 256, n // 256, 0)) for n in range(frames - 1)]
    return _avif(quartered((64, 64)), quality=100, save_all=True, append_images=images)


@accept(colours=QUARTERS, size=(64, 64))
def avif_of_100_frames():
    return _animated(100)


@reject
def avif_of_101_frames():
    return _animated(101)


@reject
def avif_of_20000_frames():
    """A sequence whose tables say that its second frame comes 19,999 times."""
    content = _animated(2)
    at = content.index(b"stsz") - 4
    size, old = struct.unpack(">I", content[at : at + 4])[0], 20_000
    sizes = content[at + 20 : at + size]
    first, second = sizes[:4], sizes[4:8]
    table = full_box(b"stsz", struct.pack(">II", 0, old), first, second * (old - 1))
    return _grown(content, at, size, table)


def _grown(content, at, size, table):
    """The file with another box at a place; those around it are as much longer."""
    changed = bytearray(content[:at] + table + content[at + size :])
    for name in (b"moov", b"trak", b"mdia", b"minf", b"stbl"):
        place = changed.index(name) - 4
        length = struct.unpack(">I", changed[place : place + 4])[0]
        changed[place : place + 4] = struct.pack(">I", length + len(table) - size)
    return bytes(changed)


@reject
def avif_of_another_brand():
    """What a phone writes is HEIC; the same boxes under its brand are none of ours."""
    return _avif().replace(b"avif", b"heic", 2).replace(b"mif1", b"heix")


@reject
def avif_says_65000_pixels():
    content = bytearray(_avif())
    at = content.index(b"ispe") + 8
    content[at : at + 8] = struct.pack(">II", 65_000, 65_000)
    return bytes(content)


@bounded
def avif_of_49_megapixels():
    return _avif(Image.new("RGB", (7000, 7000), "teal"), quality=30, speed=10)


@bounded
def avif_boxes_inside_each_other():
    inner = b""
    for _ in range(3000):
        inner = box(b"meta", bytes(4), inner)
    return box(b"ftyp", b"avif\0\0\0\0avifmif1miaf") + inner


@reject
def avif_of_nothing():
    return box(b"ftyp", b"avif\0\0\0\0avifmif1miaf")


@accept(colours=None, size=(1, 1))
def avif_of_one_pixel():
    return _avif(Image.new("RGB", (1, 1), "teal"))


truncated("avif", lambda: _avif(noise()), parts=(0.001, 0.02, 0.5, 0.95))

"""JPEG files: good, odd and hostile."""

from __future__ import annotations

import struct

from PIL import Image, ImageChops

from . import profiles
from .parts import (
    P3_OF_QUARTERS,
    QUARTERS,
    SIZE,
    encoded,
    jpeg,
    laughing_packet,
    noise,
    quartered,
    segment,
    tiff,
    with_segments,
    xmp_packet,
)
from .registry import accept, bounded, reject, truncated

EXIF, XMP, ICC = b"Exif\0\0", b"http://ns.adobe.com/xap/1.0/\0", b"ICC_PROFILE\0"
ADOBE, COMMENT, SCAN, END = 0xEE, 0xFE, b"\xff\xda", b"\xff\xd9"


@accept(colours=QUARTERS, size=SIZE)
def jpeg_plain():
    return jpeg()


@accept(colours=QUARTERS, size=SIZE)
def jpeg_progressive():
    return jpeg(progressive=True)


@accept(colours=QUARTERS, size=SIZE)
def jpeg_with_restarts():
    return jpeg(restart_marker_blocks=2)


@accept(colours=QUARTERS, size=SIZE)
def jpeg_half_the_colours():
    return jpeg(subsampling=2)


@accept(colours=((156,) * 3,) * 4)
def jpeg_grey():
    return jpeg(Image.new("L", SIZE, 156))


@accept(colours=((156,) * 3,) * 4)
def jpeg_grey_of_even_light():
    return jpeg(Image.new("L", SIZE, 85), icc_profile=profiles.grey())


@accept(colours=QUARTERS)
def jpeg_profile_of_grey_in_rgb():
    return jpeg(icc_profile=profiles.grey())


def _inks(image=None):
    """Cyan, magenta and yellow, no black."""
    return Image.merge("CMYK", [*ImageChops.invert(image or quartered()).split(), Image.new("L", SIZE)])


def _without(content, marker):
    at = content.index(b"\xff" + bytes([marker]))
    length = struct.unpack(">H", content[at + 2 : at + 4])[0]
    return content[:at] + content[at + 2 + length :]


@accept(colours=QUARTERS)
def jpeg_four_inks_inverted():
    """As Photoshop writes them: the inverse of the inks, told by Adobe's segment."""
    content = encoded(_inks(), "JPEG", quality=95)
    assert b"Adobe" in content
    return content


@bounded
def jpeg_four_inks_without_a_word():
    """Without Adobe's segment nobody says whether the inks are inverted, and readers differ."""
    return _without(encoded(ImageChops.invert(_inks()), "JPEG", quality=95), ADOBE)


@accept(colours=QUARTERS)
def jpeg_four_inks_as_luma():
    """YCCK: Adobe's segment says that three of the inks are written as luma and chroma."""
    luma = Image.merge("CMYK", [*ImageChops.invert(quartered()).convert("YCbCr").split(), Image.new("L", SIZE, 255)])
    content = encoded(ImageChops.invert(luma), "JPEG", quality=95)
    at = content.index(b"Adobe") + 11
    return content[:at] + b"\2" + content[at + 1 :]


@accept(colours=((119,) * 3,) * 4)
def jpeg_four_inks_of_an_odd_press():
    cyan = Image.new("CMYK", SIZE, (255, 0, 0, 0))
    return encoded(cyan, "JPEG", quality=95, icc_profile=profiles.four_inks())


@accept(colours=QUARTERS)
def jpeg_wide_gamut():
    return jpeg(quartered(colours=P3_OF_QUARTERS), icc_profile=profiles.wide())


@accept(colours=QUARTERS)
def jpeg_profile_is_nonsense():
    return jpeg(icc_profile=b"nonsense" * 50)


@accept(colours=QUARTERS)
def jpeg_profile_of_many_tags():
    return jpeg(icc_profile=profiles.many_tags())


@accept(colours=QUARTERS)
def jpeg_profile_is_huge():
    return jpeg(icc_profile=profiles.huge())


@accept(colours=QUARTERS)
def jpeg_profile_lacks_a_part():
    part = segment(0xE2, ICC + bytes([2, 3]) + b"\0" * 500)
    return with_segments(jpeg(), part)


@accept(colours=QUARTERS)
def jpeg_profile_of_four_inks_in_rgb():
    return jpeg(icc_profile=profiles.four_inks())


@accept(colours=QUARTERS)
def jpeg_with_trailer():
    return jpeg() + b"<script>alert(1)</script>PK\x03\x04" + b"GPS 31.77 35.21 " * 1000


@accept(colours=QUARTERS)
def jpeg_is_a_page_too():
    """A polyglot: HTML in a comment, which a browser that guesses would show."""
    return with_segments(jpeg(), segment(COMMENT, b"<html><script>alert(document.domain)</script><!--")) + b"-->"


@accept(colours=QUARTERS)
def jpeg_is_an_archive_too():
    return jpeg() + b"PK\x05\x06" + bytes(18)


@accept(colours=QUARTERS, size=SIZE)
def jpeg_of_two_views():
    """MPO, as phones and stereo cameras write it (CIPA DC-007)."""
    return encoded(quartered(), "MPO", save_all=True, append_images=[noise(SIZE)], quality=95, subsampling=0)


@accept(colours=QUARTERS)
def jpeg_of_views_that_are_not_there():
    content = encoded(quartered(), "MPO", save_all=True, append_images=[noise(SIZE)], quality=95, subsampling=0)
    return content[: content.index(END) + 2]


@bounded
def jpeg_of_many_views():
    """200 pictures in one file."""
    views = [Image.new("RGB", (16, 16), (n, 0, 0)) for n in range(200)]
    return encoded(quartered(), "MPO", save_all=True, append_images=views)


@accept(colours=QUARTERS)
def jpeg_exif_never_ends():
    """A directory that is followed by itself."""
    return with_segments(jpeg(), segment(0xE1, EXIF + tiff([(0x0112, 3, 1, 1)], following=8)))


@accept(colours=QUARTERS)
def jpeg_exif_says_too_much():
    """A value of four billion numbers."""
    return with_segments(jpeg(), segment(0xE1, EXIF + tiff([(0x010E, 2, 0xFFFFFFFF, 8), (0x0112, 12, 0xFFFFFF, 8)])))


@accept(colours=QUARTERS)
def jpeg_exif_inside_itself():
    return with_segments(jpeg(), segment(0xE1, EXIF + tiff([(0x8769, 4, 1, 8), (0x8825, 4, 1, 8), (0xA005, 4, 1, 8)])))


@accept(colours=QUARTERS, size=SIZE)
def jpeg_packet_says_another_way_up():
    """What turned the picture left that word behind; browsers heed EXIF alone."""
    return with_segments(jpeg(), segment(0xE1, XMP + xmp_packet("<tiff:Orientation>6</tiff:Orientation>")))


@bounded
def jpeg_exif_bomb():
    """Five thousand entries, each of which says that its value is all of the block."""
    rest = b"A" * 4000
    entries = [(tag, 2, 60_000, 8) for tag in range(0x9000, 0x9000 + 5000)]
    return with_segments(jpeg(), segment(0xE1, EXIF + tiff(entries, rest=rest)))


@bounded
def jpeg_exif_bomb_in_many_segments():
    """The same in a block of eight megabytes: readers put the segments together."""
    block = tiff([(tag, 2, 8_000_000, 8) for tag in range(0x1000, 0x1000 + 60_000)], rest=bytes(8_000_000))
    pieces = [block[at : at + 65_000] for at in range(0, len(block), 65_000)]
    return with_segments(jpeg(), *(segment(0xE1, EXIF + piece) for piece in pieces))


@accept(colours=QUARTERS)
def jpeg_packet_bomb():
    return with_segments(jpeg(), segment(0xE1, XMP + laughing_packet()))


@accept(colours=QUARTERS)
def jpeg_packet_reads_a_file():
    doctype = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY % b SYSTEM "http://127.0.0.1:1/x">%b;]>'
    packet = xmp_packet("<photoshop:Credit>&a;</photoshop:Credit>", doctype=doctype)
    return with_segments(jpeg(), segment(0xE1, XMP + packet))


@accept(colours=QUARTERS)
def jpeg_packet_is_deep():
    packet = xmp_packet("<dc:a>" * 3000 + "</dc:a>" * 3000)
    return with_segments(jpeg(), segment(0xE1, XMP + packet))


@accept(colours=QUARTERS)
def jpeg_packets_without_end():
    """Extended XMP: 200 segments of a packet of twelve megabytes."""
    more = b"http://ns.adobe.com/xmp/extension/\0" + b"A" * 32
    pieces = [segment(0xE1, more + struct.pack(">II", 12_000_000, n * 60_000) + b" " * 60_000) for n in range(200)]
    return with_segments(jpeg(), *pieces)


@accept(colours=QUARTERS)
def jpeg_block_of_photoshop_is_broken():
    block = b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0\xff\xff\xff\xff\x1c\x02\x78\x7f\xff"
    return with_segments(jpeg(), segment(0xED, block))


@bounded
def jpeg_of_a_million_segments():
    return with_segments(jpeg(), *[segment(COMMENT, b"")] * 1_000_000)


@bounded
def jpeg_of_many_scans():
    """Progressive, its last scan two thousand times: each goes through all nine megapixels."""
    content = jpeg(Image.new("RGB", (3000, 3000), "teal"), progressive=True, quality=80)
    last = content[content.rindex(SCAN) : -2]
    return content[:-2] + last * 2000 + END


@bounded
def jpeg_without_end():
    return jpeg()[:-2]


@bounded
def jpeg_with_broken_pixels():
    content = bytearray(jpeg(noise()))
    for at in range(len(content) // 2, len(content) - 10, 97):
        content[at] ^= 0x55
    return bytes(content)


def _of_size(width, height):
    content = bytearray(jpeg())
    at = content.index(b"\xff\xc0")
    content[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(content)


@reject
def jpeg_says_65500_pixels():
    return _of_size(65_500, 65_500)


@bounded
def jpeg_says_49_megapixels():
    """Within the limits, but next to nothing is there: libjpeg makes up the rest."""
    return _of_size(7000, 7000)


@reject
def jpeg_says_no_height():
    return _of_size(120, 0)


@reject
def jpeg_says_no_width():
    return _of_size(0, 80)


@reject
def jpeg_of_two_channels():
    content = bytearray(jpeg())
    content[content.index(b"\xff\xc0") + 9] = 2
    return bytes(content)


@reject
def jpeg_without_tables():
    return _without(jpeg(), 0xDB)


@reject
def jpeg_of_markers_alone():
    return b"\xff\xd8" + segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0") + END


@accept(colours=None, size=(1, 1))
def jpeg_of_one_pixel():
    return jpeg(Image.new("RGB", (1, 1), "teal"))


@accept(colours=QUARTERS, size=(12_000, 80))
def jpeg_as_long_as_may_be():
    return jpeg(quartered((12_000, 80)))


@reject
def jpeg_one_pixel_too_long():
    return jpeg(Image.new("RGB", (12_001, 2)))


truncated("jpeg", lambda: jpeg(noise()), parts=(0.001, 0.01, 0.05, 0.2, 0.5, 0.9, 0.99))
truncated("jpeg_progressive", lambda: jpeg(noise(), progressive=True), parts=(0.05, 0.3, 0.9))

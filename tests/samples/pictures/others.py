"""Files that are no picture we take, whatever they are called; and how cameras are held, in each format."""

from __future__ import annotations

from functools import partial

from PIL import Image

from .parts import QUARTERS, SIZE, box, encoded, jpeg, quartered
from .registry import Expect, put

LOOSE = {"quality": 95}
UNDONE = {  # EXIF 2.32, 4.6.5: how a picture lies in the file that is turned upright
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def held(format: str, orientation: int) -> bytes:
    """The picture as a camera writes it that is held in one of eight ways."""
    turn = UNDONE[orientation]
    image = quartered().transpose(turn) if turn is not None else quartered()
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif.get_ifd(0x8825)[1] = "N"
    return encoded(image, format, exif=exif, **(LOOSE if format != "PNG" else {}))


for format in ("JPEG", "PNG", "WEBP", "AVIF"):
    for orientation in UNDONE:
        make = partial(held, format, orientation)
        put(f"{format.lower()}_held_{orientation}", Expect.ACCEPT, make, colours=QUARTERS, size=SIZE)

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>'
NONE_OF_OURS = {
    "nothing": b"",
    "one_byte": b"\xff",
    "zeros": bytes(10_000),
    "text": b"This is no picture.\n" * 100,
    "page": b"<!doctype html><script>alert(1)</script>",
    "svg": SVG,
    "svg_compressed": b"\x1f\x8b\x08\0\0\0\0\0",
    "svg_behind_a_mark": b"\xef\xbb\xbf<?xml version='1.0'?>" + SVG,
    "postscript": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n%%EndComments\n(/etc/passwd) (r) file\n%%EOF\n",
    "postscript_with_preview": b"\xc5\xd0\xd3\xc6" + bytes(26) + b"%!PS-Adobe-3.0 EPSF-3.0\n",
    "heic": box(b"ftyp", b"heic\0\0\0\0mif1heic") + bytes(500),
    "jxl": b"\xff\x0a" + bytes(500),
    "jxl_in_a_box": b"\0\0\0\x0cJXL \r\n\x87\n" + box(b"ftyp", b"jxl \0\0\0\0jxl "),
    "jpeg_2000": b"\0\0\0\x0cjP  \r\n\x87\n" + box(b"ftyp", b"jp2 \0\0\0\0jp2 "),
    "film": box(b"ftyp", b"isom\0\0\0\0isomiso2mp41") + box(b"mdat", bytes(500)),
    "photoshop": b"8BPS\0\1" + bytes(500),
    "magick_script": b"push graphic-context\nfill 'url(https://127.0.0.1/x)'\npop graphic-context\n",
    "playlist": b"#EXTM3U\n#EXTINF:1\nfile:///etc/passwd\n",
    "archive": b"PK\x03\x04" + bytes(500),
}
for name, content in NONE_OF_OURS.items():
    put(f"other_{name}", Expect.REJECT, lambda content=content: content)
for format in ("TIFF", "BMP", "ICO", "PPM", "EPS", "PDF", "TGA", "PCX", "ICNS", "JPEG2000"):
    image = quartered((128, 128))
    put(f"other_{format.lower()}", Expect.REJECT, partial(encoded, image, format))
put("other_signature_before_a_page", Expect.REJECT, lambda: jpeg()[:3] + b"<script>alert(1)</script>" * 20)

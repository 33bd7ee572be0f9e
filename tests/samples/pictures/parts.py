"""What picture files are put together from: segments, chunks and boxes, byte for byte; and one picture to put in."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image

SIZE = (120, 80)
QUARTERS = ((200, 30, 40), (40, 160, 60), (30, 60, 200), (230, 200, 60))
# Display P3's own numbers of the colours that sRGB calls `QUARTERS`: the same colours, told in another way.
P3_OF_QUARTERS = ((184, 51, 49), (84, 157, 73), (39, 60, 191), (225, 201, 90))
WHITE = ((255, 255, 255),) * 4
BOMB = 300 * 1024 * 1024  # bytes that a few compressed ones become


def quartered(size: tuple[int, int] = SIZE, colours=QUARTERS) -> Image.Image:
    """A picture with a colour of its own in each quarter, so that turns and colours can be told."""
    image = Image.new("RGB", size)
    width, height = size
    for number, colour in enumerate(colours):
        x, y = number % 2, number // 2
        image.paste(colour, (x * width // 2, y * height // 2, (x + 1) * width // 2, (y + 1) * height // 2))
    return image


def noise(size: tuple[int, int] = (400, 300)) -> Image.Image:
    """Hard to compress: a part of its file is a part of the picture."""
    return Image.effect_noise(size, 90).convert("RGB")


def encoded(image: Image.Image, format: str, **options) -> bytes:
    file = io.BytesIO()
    image.save(file, format, **options)
    return file.getvalue()


def jpeg(image: Image.Image | None = None, **options) -> bytes:
    return encoded(image or quartered(), "JPEG", **({"quality": 95, "subsampling": 0} | options))


def segment(marker: int, content: bytes) -> bytes:
    """One of a JPEG's (ITU T.81, B.1.1.4)."""
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(content) + 2) + content


def with_segments(content: bytes, *segments: bytes) -> bytes:
    """A JPEG with more segments, right after its first marker."""
    return content[:2] + b"".join(segments) + content[2:]


def chunk(name: bytes, content: bytes) -> bytes:
    """One of a PNG's (PNG 3, 5.3)."""
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


PNG_START = b"\x89PNG\r\n\x1a\n"


def header(size: tuple[int, int], *, depth: int = 8, colour: int = 2, interlaced: bool = False) -> bytes:
    return chunk(b"IHDR", struct.pack(">IIBBBBB", *size, depth, colour, 0, 0, interlaced))


def png(size: tuple[int, int], rows: bytes, *before: bytes, after: tuple[bytes, ...] = (), **of_header) -> bytes:
    """A PNG with these filtered rows, and with chunks before and after its pixels."""
    pixels = chunk(b"IDAT", zlib.compress(rows, 9))
    return PNG_START + header(size, **of_header) + b"".join(before) + pixels + b"".join(after) + chunk(b"IEND", b"")


def with_chunks(content: bytes, *chunks: bytes) -> bytes:
    """A PNG with more chunks, right after its header."""
    return content[:33] + b"".join(chunks) + content[33:]


def zeros(size: int) -> bytes:
    """That many zeros, compressed without ever being there."""
    packer = zlib.compressobj(9)
    piece = bytes(1024 * 1024)
    whole, rest = divmod(size, len(piece))
    return b"".join([*(packer.compress(piece) for _ in range(whole)), packer.compress(piece[:rest]), packer.flush()])


def riff(*chunks: bytes) -> bytes:
    """A WebP of these chunks (RFC 9649, 2.4)."""
    content = b"WEBP" + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(content)) + content


def riff_chunk(name: bytes, content: bytes) -> bytes:
    return name + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)


def box(name: bytes, *content: bytes) -> bytes:
    """One of an ISO base media file (ISO 14496-12, 4.2)."""
    inner = b"".join(content)
    return struct.pack(">I", len(inner) + 8) + name + inner


def full_box(name: bytes, *content: bytes, version: int = 0, flags: int = 0) -> bytes:
    return box(name, struct.pack(">I", version << 24 | flags), *content)


def tiff(entries: list[tuple[int, int, int, int]], *, following: int = 0, rest: bytes = b"") -> bytes:
    """An EXIF block with one directory of these entries: tag, type, count, and the value or where it is."""
    directory = b"".join(struct.pack("<HHII", *entry) for entry in entries)
    return b"II*\0\x08\0\0\0" + struct.pack("<H", len(entries)) + directory + struct.pack("<I", following) + rest


def xmp_packet(inner: str, *, doctype: str = "") -> bytes:
    return (
        f'{doctype}<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        f' xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/">{inner}</rdf:Description></rdf:RDF></x:xmpmeta>'
    ).encode()


def laughing_packet() -> bytes:
    """A billion laughs: nine entities, each of ten of the one before."""
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha" * 10}">' for n in range(10))
    return xmp_packet("<photoshop:Credit>&a9;</photoshop:Credit>", doctype=f"<!DOCTYPE x [{entities}]>")

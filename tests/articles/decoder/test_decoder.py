import io
import struct
import tempfile
import zlib
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
from PIL import Image, ImageCms

from articles.decoder import gif, inspecting, opening, rendering
from articles.decoder.opening import Reason, Refused

QUARTERS = {(0, 0): (200, 30, 40), (1, 0): (40, 160, 60), (0, 1): (30, 60, 200), (1, 1): (230, 200, 60)}


def quartered(width=400, height=300):
    """A picture with a colour of its own in each quarter, so that turns and colours can be told."""
    image = Image.new("RGB", (width, height))
    for (x, y), colour in QUARTERS.items():
        image.paste(colour, (x * width // 2, y * height // 2, (x + 1) * width // 2, (y + 1) * height // 2))
    return image


class Made(NamedTuple):
    """What the decoder said of a file, and one whole rendition that it made of it."""

    width: int
    height: int
    image: Image.Image
    said: dict


def prepare(content):
    """A picture through the decoder's own functions, in this process."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "picture")
        path.write_bytes(content)
        found = inspecting.inspect(path)
        cut = {"use": "whole", "box": (0, 0, 1, 1), "widths": [1600], "media_types": ["image/jpeg"]}
        (row,) = rendering.render(path, folder, cuts=[cut], rights={})
        image = Image.open(io.BytesIO(Path(folder, row["file"]).read_bytes()))
        return Made(found["width"], found["height"], image, found["said"])


def encoded(image, format, **options):
    file = io.BytesIO()
    image.save(file, format, **options)
    return file.getvalue()


def quarters_of(image):
    return [image.getpixel((image.width * (1 + 2 * x) // 4, image.height * (1 + 2 * y) // 4)) for x, y in QUARTERS]


def assert_quarters(image, expected=None, *, within=12):
    expected = expected or QUARTERS.values()
    for found, wanted in zip(quarters_of(image), expected, strict=True):
        assert max(abs(a - b) for a, b in zip(found, wanted, strict=True)) <= within, (found, wanted)


def png_chunk(name, content):
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png_header(width, height):
    """A PNG that says it is this large and holds next to nothing."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 64)
    return b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", header) + png_chunk(b"IDAT", pixels) + png_chunk(b"IEND", b"")


@contextmanager
def refused(reason=None):
    with pytest.raises(Refused) as problem:
        yield
    assert reason in (None, problem.value.reason)


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_prepare_takes_each_format(format):
    prepared = prepare(encoded(quartered(), format))

    assert (prepared.width, prepared.height) == (400, 300)
    assert_quarters(prepared.image, within=24 if format in ("GIF", "AVIF") else 12)


@pytest.mark.parametrize("mode", ["CMYK", "L", "LA", "P", "RGBA", "I;16"])
def test_prepare_takes_each_mode(mode):
    grey = Image.new("L", (400, 300), 156)
    deep = grey.point(lambda level: level * 257, "I").convert("I;16")
    original = deep if mode == "I;16" else grey.convert(mode)

    prepared = prepare(encoded(original, "JPEG" if mode == "CMYK" else "PNG"))

    assert_quarters(prepared.image, [(156, 156, 156)] * 4)
    assert prepared.image.mode == "RGB"


@pytest.mark.parametrize("width", [400, 4000])
def test_prepare_takes_black_and_white(width):
    fax = quartered(width, 300).convert("L").point(lambda level: 255 * (level > 100), "1")
    expected = [(255,) * 3 if fax.getpixel((x * width // 2, y * 150)) else (0,) * 3 for x, y in QUARTERS]

    assert_quarters(prepare(encoded(fax, "PNG")).image, expected)


def test_prepare_puts_transparent_pictures_on_white_paper():
    prepared = prepare(encoded(Image.new("RGBA", (400, 300), (200, 0, 0, 0)), "PNG"))

    assert_quarters(prepared.image, [(255, 255, 255)] * 4, within=1)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_prepare_turns_pictures_upright(orientation):
    undone = {
        1: None,
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }[orientation]
    as_held = quartered().transpose(undone) if undone is not None else quartered()
    exif = Image.Exif()
    exif[0x0112] = orientation

    prepared = prepare(encoded(as_held, "JPEG", exif=exif, quality=95))

    assert (prepared.width, prepared.height) == (400, 300)
    assert_quarters(prepared.image)


def test_prepare_converts_colours_to_srgb():
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    red_is_green = srgb.replace(b"rXYZ", b"....").replace(b"gXYZ", b"rXYZ").replace(b"....", b"gXYZ")
    assert_quarters(prepare(encoded(quartered(), "PNG", icc_profile=srgb)).image)

    converted = prepare(encoded(quartered(), "PNG", icc_profile=red_is_green)).image

    assert_quarters(converted, [(green, red, blue) for red, green, blue in QUARTERS.values()])


def test_prepare_converts_a_grey_picture_with_a_colour_profile():
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    grey = encoded(Image.new("L", (400, 300), 156), "JPEG", icc_profile=srgb)

    assert_quarters(prepare(grey).image, [(156,) * 3] * 4)


def test_prepare_ignores_a_profile_that_nobody_can_read():
    assert_quarters(prepare(encoded(quartered(), "PNG", icc_profile=b"nonsense")).image)


def test_prepare_takes_the_first_frame_of_an_animation():
    frames = [quartered(), *(Image.new("RGB", (400, 300), (level, 0, 0)) for level in range(1, 6))]
    content = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])

    assert gif.count_frames(content, most=100) == 6
    assert_quarters(prepare(content).image, within=24)


@pytest.mark.parametrize("format", ["GIF", "PNG", "WEBP"])
def test_prepare_refuses_endless_animations(format):
    frames = [Image.new("RGB", (4, 4), (level % 256, level // 256, level % 7 * 30)) for level in range(101)]
    content = encoded(frames[0], format, save_all=True, append_images=frames[1:])

    with refused(Reason.FRAMES):
        prepare(content)


@pytest.mark.parametrize("format", ["TIFF", "BMP", "ICO", "PPM", "EPS", "PDF"])
def test_prepare_refuses_other_formats(format):
    with refused(Reason.FORMAT):
        prepare(encoded(quartered(), format))


@pytest.mark.parametrize("content", [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"GIF", b"\xff\xd8\xff", b"\0" * 99])
def test_prepare_refuses_what_is_no_picture(content):
    with refused():
        prepare(content)


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
@pytest.mark.parametrize("part", [0.3, 0.6, 0.9])
def test_prepare_refuses_truncated_files(format, part):
    noise = Image.effect_noise((400, 300), 90).convert("RGB")
    content = encoded(noise, format)

    with refused():
        prepare(content[: int(len(content) * part)])


@pytest.mark.parametrize("size", [(7100, 7100), (12_001, 10), (10, 12_001), (60_000, 60_000)])
def test_prepare_refuses_too_many_pixels(size):
    with refused(Reason.PIXELS):
        prepare(png_header(*size))


def test_prepare_refuses_too_many_bytes_and_none():
    with refused(Reason.BYTES):
        prepare(b"\xff\xd8\xff" + b"\0" * opening.MOST_BYTES)
    with refused(Reason.EMPTY):
        prepare(b"")

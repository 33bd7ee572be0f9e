"""Which files are pictures that we take, and their first frame. Pure."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

from PIL import AvifImagePlugin, Image, PngImagePlugin
from PIL.ImageFile import ImageFile

from articles.decoder import avif, gif, webp
from articles.decoder.weighing import MOST_DECODED, WEBP, is_too_heavy

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")
MOST_BYTES = 40 * 1024 * 1024
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 12_000
MOST_FRAMES = 100
ORIENTATION = 0x0112  # the EXIF tag; EXIF 2.32, 4.6.5, says how each of its values is seen upright
SIDEWAYS = {5, 6, 7, 8}

MOST_PROFILE_BYTES = 4 * 1024 * 1024

AvifImagePlugin.DEFAULT_MAX_THREADS = 1  # each thread of a decoder has memory of its own
PngImagePlugin.MAX_TEXT_CHUNK = MOST_PROFILE_BYTES  # of text and profile alike; a bomb is refused as broken


class Reason(StrEnum):
    """Why a file is refused."""

    EMPTY = "empty"
    BYTES = "bytes"
    FORMAT = "format"
    PIXELS = "pixels"
    FRAMES = "frames"
    BROKEN = "broken"
    MEMORY = "memory"
    TIME = "time"


class Refused(Exception):
    """A file that is no picture we take."""

    def __init__(self, reason: Reason):
        super().__init__(reason)
        self.reason = reason


@contextmanager
def opened(path: str) -> Iterator[ImageFile]:
    """The picture of a file, known by its content and within the limits; only a PNG is decoded by now.

    Whatever goes wrong with the file inside the block is raised as `Refused`.
    """
    size = Path(path).stat().st_size
    if not size:
        raise Refused(Reason.EMPTY)
    if size > MOST_BYTES:
        raise Refused(Reason.BYTES)
    with warnings.catch_warnings(), _refusing():
        warnings.simplefilter("ignore")
        Image.MAX_IMAGE_PIXELS = MOST_PIXELS
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        _check_canvas(path)
        with Image.open(path, formats=FORMATS) as image:
            _check_limits(image, path)
            _lessen_transparent_colour(image)
            if image.format == "PNG":  # it may tell of itself behind its pixels: who asks must not meet a broken one
                image.load()
            if image.format == "AVIF":
                image.info["aperture"] = avif.aperture(Path(path).read_bytes(), image.size)
            yield image


@contextmanager
def _refusing() -> Iterator[None]:
    try:
        yield
    except (Refused, MemoryError):
        raise
    except Image.UnidentifiedImageError:
        raise Refused(Reason.FORMAT) from None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refused(Reason.PIXELS) from None
    except Exception as problem:  # a broken file leads decoders to raise whatever there is
        raise Refused(Reason.MEMORY if "memory" in str(problem).lower() else Reason.BROKEN) from problem


def _check_canvas(path: str) -> None:
    """Refuses a WebP picture for which Pillow cannot make room."""
    with open(path, "rb") as file:
        width, height = webp.size(file.read(webp.HEAD)) or (0, 0)
    _check_size(width, height)
    if width * height * WEBP > MOST_DECODED:
        raise Refused(Reason.MEMORY)


def _check_limits(image: ImageFile, path: str) -> None:
    _check_size(*image.size)
    if is_too_heavy(image):
        raise Refused(Reason.MEMORY)
    if _frames(image, path) > MOST_FRAMES:
        raise Refused(Reason.FRAMES)


def _check_size(width: int, height: int) -> None:
    if width * height > MOST_PIXELS or max(width, height) > LONGEST_SIDE:
        raise Refused(Reason.PIXELS)


def _frames(image: ImageFile, path: str) -> int:
    if image.format == "GIF":
        return gif.count_frames(Path(path).read_bytes(), most=MOST_FRAMES)
    return getattr(image, "n_frames", 1)


def _lessen_transparent_colour(image: ImageFile) -> None:
    """Pillow keeps 8 bits of a PNG's 16, but all of those of the colour that is transparent (PNG 3, 11.3.1.1)."""
    colour = image.info.get("transparency")
    if colour is None or not image.tile or ";16" not in str(image.tile[0].args):
        return
    image.info["transparency"] = tuple(level >> 8 for level in colour) if isinstance(colour, tuple) else colour >> 8


def media_type(image: ImageFile) -> str:
    """What the file is for whoever reads it: one with more views is a JPEG all the same, and an animation a PNG."""
    return f"image/{'jpeg' if image.format == 'MPO' else str(image.format).lower()}"


def orientation(image: ImageFile) -> int:
    """How the camera was held, 1 to 8. A good picture is not refused for metadata that nobody can read."""
    block = Image.Exif()
    try:
        block.load(image.info.get("exif") or b"")  # `getexif` takes XMP's word, too, which browsers do not
        found = int(block.get(ORIENTATION) or 1)
    except MemoryError:
        raise
    except Exception:  # a broken EXIF block leads to anything
        return 1
    return found if 1 <= found <= 8 else 1


def part(image: ImageFile) -> avif.Part:
    """Which of the pixels in the file are meant to be seen, as they lie in it."""
    return image.info.get("aperture") or (0, 0, *image.size)


def upright_size(image: ImageFile) -> tuple[int, int]:
    """Width and height as the picture is seen."""
    left, top, right, bottom = part(image)
    width, height = right - left, bottom - top
    return (height, width) if orientation(image) in SIDEWAYS else (width, height)

"""Pictures as values: which bytes are accepted, and the renditions made of them. Pure."""

from __future__ import annotations

import hashlib
import io
import threading
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.utils.translation import gettext as _
from PIL import Image, ImageCms

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")
MOST_BYTES = 40 * 1024 * 1024
MOST_PIXELS = 60_000_000
LONGEST_SIDE = 12_000
MOST_FRAMES = 100
MOST_PROFILE_BYTES = 4 * 1024 * 1024
WIDTHS = (320, 640, 960, 1280, 1600)
ENCODINGS = {
    "image/webp": ("webp", {"format": "WEBP", "quality": 80, "method": 3}),
    "image/jpeg": ("jpg", {"format": "JPEG", "quality": 82, "progressive": True, "optimize": True}),
}
ORIENTATION = 0x0112  # the EXIF tag; how the values 2 to 8 are undone is in EXIF 2.32, 4.6.5
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_one_at_a_time = threading.Lock()  # a decoded picture takes up to 240 MB, and warnings are the whole process's


class PictureRefused(ValueError):
    """A file that is no picture we take; its text is for the person who sent it."""


@dataclass(frozen=True)
class Rendered:
    """One rendition: a JPEG or WebP file in sRGB, upright, without metadata."""

    width: int
    height: int
    media_type: str
    content: bytes

    @property
    def name(self) -> str:
        return self.named("")

    def named(self, salt: str) -> str:
        """The hash of the bytes (and of a salt, for a picture that is in the library twice) with an extension."""
        return f"{hashlib.sha256(self.content + salt.encode()).hexdigest()}.{ENCODINGS[self.media_type][0]}"


@dataclass(frozen=True)
class Prepared:
    """An accepted original: its size in pixels as seen upright, its hash, and its renditions, largest first."""

    width: int
    height: int
    sha256: str
    renditions: tuple[Rendered, ...]


def prepare(content: bytes) -> Prepared:
    """Accepts a file by what is in it, whatever it is called, and makes its renditions.

    Raises `PictureRefused` for another format, a broken or truncated file, and one beyond the limits above.
    """
    if not content:
        raise PictureRefused(_("The file is empty."))
    if len(content) > MOST_BYTES:
        raise PictureRefused(too_many_bytes())
    with _one_at_a_time, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        upright, size = _decode(content)
    renditions = tuple(_render(upright, full_width=size[0]))
    return Prepared(*size, sha256=hashlib.sha256(content).hexdigest(), renditions=renditions)


def too_many_bytes() -> str:
    return _("The file is larger than %(most)s MB.") % {"most": MOST_BYTES // 1024**2}


def _decode(content: bytes) -> tuple[Image.Image, tuple[int, int]]:
    """The first frame, upright, in sRGB and at most as wide as the widest rendition; and its full size."""
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as image:
            _check_limits(image, content)
            turn = UPRIGHT.get(_orientation(image))
            size = image.size if not turn or turn.value < 2 or turn.value == 3 else image.size[::-1]
            return _upright(image, turn), size
    except PictureRefused:
        raise
    except Image.UnidentifiedImageError:
        raise PictureRefused(_("This is no JPEG, PNG, WebP, AVIF or GIF picture.")) from None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise PictureRefused(_too_many_pixels()) from None
    except Exception as problem:  # decoders raise whatever a broken file leads them to
        raise PictureRefused(_("The picture is broken: it cannot be read to its end.")) from problem


def _check_limits(image: Image.Image, content: bytes) -> None:
    width, height = image.size
    if width * height > MOST_PIXELS or max(width, height) > LONGEST_SIDE:
        raise PictureRefused(_too_many_pixels())
    frames = count_gif_frames(content) if image.format == "GIF" else getattr(image, "n_frames", 1)
    if frames > MOST_FRAMES:
        raise PictureRefused(_("The animation has more than %(most)s frames.") % {"most": MOST_FRAMES})


def _too_many_pixels() -> str:
    return _("The picture is larger than %(pixels)s million pixels, or than %(side)s pixels on a side.") % {
        "pixels": MOST_PIXELS // 1_000_000,
        "side": LONGEST_SIDE,
    }


def _orientation(image: Image.Image) -> int:
    """How the camera was held, 1 to 8; a picture is not refused for metadata that nobody can read."""
    try:
        return int(image.getexif().get(ORIENTATION) or 1)
    except Exception:  # as above: a broken EXIF block raises anything
        return 1


def _upright(image: Image.Image, turn: Image.Transpose | None) -> Image.Image:
    """Shrinks before anything else: colours and turns then cost little, and memory stays at one decoded picture."""
    is_turned = turn is not None and turn.value in (2, 4, 5, 6)
    width, height = image.size[::-1] if is_turned else image.size
    return image

"""Pictures as values: which bytes are accepted, and the renditions made of them. Pure."""

from __future__ import annotations

import hashlib
import io
import threading
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from PIL import Image

from . import gif
from .image_pixels import ORIENTATION, SIDEWAYS, decoded, upright_in_srgb

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")
MOST_BYTES = 40 * 1024 * 1024
MOST_PIXELS = 60_000_000
LONGEST_SIDE = 12_000
MOST_FRAMES = 100
WIDTHS = (320, 640, 960, 1280, 1600)
ENCODINGS: dict[str, tuple[str, dict[str, Any]]] = {
    "image/webp": ("webp", {"format": "WEBP", "quality": 80, "method": 4}),
    "image/jpeg": ("jpg", {"format": "JPEG", "quality": 82, "progressive": True, "optimize": True}),
}
_one_at_a_time = threading.Lock()  # a decoded picture takes up to 240 MB, and warnings are the whole process's


class PictureRefused(ValueError):
    """A file that is no picture we take; its text is for the person who sent it."""


@dataclass(frozen=True)
class Rendered:
    """One rendition: a WebP or JPEG file in sRGB, upright, without any metadata."""

    width: int
    height: int
    media_type: str
    content: bytes

    @property
    def name(self) -> str:
        return self.named("")

    def named(self, salt: str) -> str:
        """The hash of the bytes, and of a salt where the same bytes belong to another picture, with an extension."""
        return f"{hashlib.sha256(self.content + salt.encode()).hexdigest()}.{ENCODINGS[self.media_type][0]}"


@dataclass(frozen=True)
class Prepared:
    """An accepted original: its size in pixels as seen upright, its hash, and its renditions."""

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
        picture, (width, height) = _decode(content)
    renditions = tuple(_render(picture, widest=min(width, WIDTHS[-1])))
    return Prepared(width, height, hashlib.sha256(content).hexdigest(), renditions)


def too_many_bytes() -> str:
    return _("The file is larger than %(most)s MB.") % {"most": MOST_BYTES // 1024**2}


def _decode(content: bytes) -> tuple[Image.Image, tuple[int, int]]:
    """The first frame, upright, in sRGB and no wider than the widest rendition; and its full size."""
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as image:
            _check_limits(image, content)
            orientation = _orientation(image)
            size = image.size[::-1] if orientation in SIDEWAYS else image.size
            scale = min(1, WIDTHS[-1] / size[0])
            return upright_in_srgb(decoded(image, scale=scale), orientation=orientation), size
    except PictureRefused:
        raise
    except Image.UnidentifiedImageError:
        raise PictureRefused(_("This is not a JPEG, PNG, WebP, AVIF or GIF picture.")) from None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise PictureRefused(_too_many_pixels()) from None
    except Exception as problem:  # a broken file leads decoders to raise whatever there is
        raise PictureRefused(_("The picture is broken: it cannot be read to its end.")) from problem


def _check_limits(image: Image.Image, content: bytes) -> None:
    width, height = image.size
    if width * height > MOST_PIXELS or max(width, height) > LONGEST_SIDE:
        raise PictureRefused(_too_many_pixels())
    frames = gif.count_frames(content, most=MOST_FRAMES) if image.format == "GIF" else getattr(image, "n_frames", 1)
    if frames > MOST_FRAMES:
        raise PictureRefused(_("The animation has more than %(most)s frames.") % {"most": MOST_FRAMES})


def _too_many_pixels() -> str:
    return _("The picture has more than %(pixels)s million pixels, or more than %(side)s on a side.") % {
        "pixels": MOST_PIXELS // 1_000_000,
        "side": LONGEST_SIDE,
    }


def _orientation(image: Image.Image) -> int:
    """How the camera was held, 1 to 8. A good picture is not refused for metadata that nobody can read."""
    try:
        return int(image.getexif().get(ORIENTATION) or 1)
    except Exception:  # as above: a broken EXIF block raises anything
        return 1


def _render(picture: Image.Image, *, widest: int) -> Iterator[Rendered]:
    """The fixed widths below the picture's own, and that; never a larger one."""
    for width in (*(width for width in WIDTHS if width < widest), widest):
        height = max(1, round(picture.height * width / picture.width))
        sized = picture.resize((width, height), Image.Resampling.LANCZOS)
        for media_type, (_extension, options) in ENCODINGS.items():
            file = io.BytesIO()
            sized.save(file, **options)
            yield Rendered(width, height, media_type, file.getvalue())

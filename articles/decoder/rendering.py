"""Making the renditions of a picture: files in sRGB, upright, with our rights fields and nothing of the original."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from math import sqrt
from pathlib import Path
from typing import Any

from PIL import Image

from articles.decoder import opening, pixels
from articles.decoder.rights_xmp import packet

EXTENSIONS = {"image/avif": "avif", "image/webp": "webp", "image/jpeg": "jpg"}
ENCODINGS: dict[str, dict[str, Any]] = {
    # Speed 9 makes AVIF no larger than speed 8 does and takes a quarter of its time.
    "image/avif": {"format": "AVIF", "quality": 60, "speed": 9, "max_threads": 1},
    "image/webp": {"format": "WEBP", "quality": 80, "method": 4},
    "image/jpeg": {"format": "JPEG", "quality": 82, "progressive": True, "optimize": True},
}

MOST_WRITTEN = 6_000_000  # pixels of a file: the AVIF encoder takes 25 bytes for each


def render(path: str, folder: str, *, cuts: Iterable[Mapping], rights: Mapping[str, str]) -> list[dict[str, Any]]:
    """Write the files of all cuts into a folder and list them. Raises `opening.Refused`.

    A cut is a mapping with `use`, `box` (left, top, width, height as fractions of the upright picture), `widths` in
    pixels and `media_types`. No file is larger than the picture: a width that it has not becomes the width it has.
    """
    cuts = list(cuts)
    pictures = _pictures(path, cuts)
    carried = {"icc_profile": pixels.srgb_profile(), "xmp": packet(rights)}
    return [
        row | {"use": cut["use"]}
        for cut, picture in zip(cuts, pictures, strict=True)
        for row in _files(picture, cut, folder, carried)
    ]


def _pictures(path: str, cuts: Iterable[Mapping]) -> list[Image.Image]:
    """The largest picture of each cut. What they are cut from is gone then: encoders need the room."""
    with opening.opened(path) as image:
        size = opening.upright_size(image)
        sizes = [_largest(cut, size) for cut in cuts]
        scales = (wide / (cut["box"][2] * size[0]) for cut, (wide, _high) in zip(cuts, sizes, strict=True))
        pixels.decode(image, scale=max(scales))
        return [pixels.seen(image, box=cut["box"], size=own) for cut, own in zip(cuts, sizes, strict=True)]


def _largest(cut: Mapping, size: tuple[int, int]) -> tuple[int, int]:
    """The pixels of the largest file of a cut: no more than it has in the picture, and than an encoder has room for."""
    _left, _top, width, height = cut["box"]
    wide, high = max(1.0, width * size[0]), max(1.0, height * size[1])
    scale = min(1.0, max(cut["widths"]) / wide, sqrt(MOST_WRITTEN / (wide * high)))
    return max(1, round(wide * scale)), max(1, round(high * scale))


def _files(picture: Image.Image, cut: Mapping, folder: str, carried: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for width in sorted({min(width, picture.width) for width in cut["widths"]}):
        height = max(1, round(picture.height * width / picture.width))
        sized = picture.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
        for media_type in cut["media_types"]:
            name = f"{cut['use']}-{width}.{media_type.removeprefix('image/')}"
            path = Path(folder, name)
            sized.save(path, **ENCODINGS[media_type], **carried)
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            row = {"file": name, "width": width, "height": height, "media_type": media_type, "sha256": digest}
            yield row

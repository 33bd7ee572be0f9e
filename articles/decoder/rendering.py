"""Making the renditions of a picture: files in sRGB, upright, with our rights fields and nothing of the original."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
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


def render(path: str, folder: str, *, cuts: Iterable[Mapping], rights: Mapping[str, str]) -> list[dict[str, Any]]:
    """Write the files of all cuts into a folder and list them. Raises `opening.Refused`.

    A cut is a mapping with `use`, `box` (left, top, width, height as fractions of the upright picture), `widths` in
    pixels and `media_types`. No file is larger than the picture: a width that it has not becomes the width it has.
    """
    cuts = list(cuts)
    with opening.opened(path) as image:
        width, height = opening.upright_size(image)
        scale = min(1.0, max(max(cut["widths"]) / (cut["box"][2] * width) for cut in cuts))
        picture = pixels.seen(image, scale=scale)
    carried = {"icc_profile": pixels.srgb_profile(), "xmp": packet(rights)}
    return [
        row | {"use": cut["use"]} for cut in cuts for row in _files(_cut(picture, cut["box"]), cut, folder, carried)
    ]


def _cut(picture: Image.Image, box: Iterable[float]) -> Image.Image:
    left, top, width, height = box
    x0, x1 = (round(side * picture.width) for side in (left, left + width))
    y0, y1 = (round(side * picture.height) for side in (top, top + height))
    return picture.crop((x0, y0, max(x1, x0 + 1), max(y1, y0 + 1)))


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

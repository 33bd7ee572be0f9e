"""The fixed list of renditions, and where each is cut from a picture. Pure.

Nobody asks for another size: what readers can get is what is listed here.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import Any, NamedTuple

ALL_TYPES = ("image/avif", "image/webp", "image/jpeg")
JPEG = ("image/jpeg",)  # what every program reads: networks, search engines, feed readers
SMALLEST = 0.0001  # of a side, and what boxes are rounded to
RECIPE = 1  # goes up with any change that makes other files of the same picture


class Use(NamedTuple):
    """What a rendition is for: width divided by height (None for the picture's own shape), widths, file types."""

    ratio: float | None
    widths: tuple[int, ...]
    media_types: tuple[str, ...]


WHOLE = "whole"  # in the body, in galleries, and as the lead where nobody has cut one
LEAD = "lead"  # made only where somebody has cut the lead
CARD = "card"
THUMBNAIL = "thumbnail"
SOCIAL = "social"
USES: dict[str, Use] = {
    WHOLE: Use(None, (320, 640, 960, 1280, 1600), ALL_TYPES),
    LEAD: Use(None, (320, 640, 960, 1280, 1600), ALL_TYPES),
    CARD: Use(3 / 2, (240, 480, 720, 960, 1440), ALL_TYPES),
    THUMBNAIL: Use(1, (96, 192, 288), ALL_TYPES),
    SOCIAL: Use(1200 / 630, (1200,), JPEG),  # Open Graph: what networks show without cropping
    "wide": Use(16 / 9, (1200,), JPEG),  # Google, Article: images in 16:9, 4:3 and 1:1
    "standard": Use(4 / 3, (1200,), JPEG),
    "square": Use(1, (1200,), JPEG),
}
CUT_BY_HAND = tuple(use for use in USES if use != WHOLE)
CLOSE = 0.02  # a box drawn in whole pixels misses its ratio by no more

Box = tuple[float, float, float, float]  # left, top, width and height, as fractions of the upright picture


def boxes(size: tuple[int, int], *, focal: tuple[float, float], crops: Mapping[str, Sequence[float]]) -> dict[str, Box]:
    """Where each rendition of a picture is cut: as somebody drew it, else as large as can be around the focal point."""
    found: dict[str, Box] = {WHOLE: (0, 0, 1, 1)}
    for use in CUT_BY_HAND:
        ratio = USES[use].ratio
        if use in crops:
            left, top, width, height = crops[use]
            found[use] = (left, top, width, height)
        elif ratio:
            found[use] = around(size, focal=focal, ratio=ratio)
    return found


def around(size: tuple[int, int], *, focal: tuple[float, float], ratio: float) -> Box:
    """The largest box of a ratio inside the picture, with the focal point as near to its middle as can be; of a picture
    that is one line it is never empty."""
    own = size[0] / size[1]
    width, height = (max(min(1.0, side), SMALLEST) for side in (ratio / own, own / ratio))
    left = min(max(focal[0] - width / 2, 0.0), 1 - width)
    top = min(max(focal[1] - height / 2, 0.0), 1 - height)
    return round(left, 4), round(top, 4), round(width, 4), round(height, 4)


def is_box(use: str, box: Sequence[float], *, size: tuple[int, int]) -> bool:
    """Whether somebody may cut a rendition like that: inside the picture, not empty, and of its ratio."""
    if use not in CUT_BY_HAND or len(box) != 4 or not all(0 <= side <= 1 for side in box):
        return False
    left, top, width, height = box
    if min(width, height) <= 0 or left + width > 1.0001 or top + height > 1.0001:
        return False
    ratio = USES[use].ratio
    return ratio is None or abs(width * size[0] / (height * size[1]) / ratio - 1) <= CLOSE


def cuts(found: Mapping[str, Box]) -> list[dict[str, Any]]:
    """The boxes as the decoder is asked for them."""
    return [
        {"use": use, "box": box, "widths": USES[use].widths, "media_types": USES[use].media_types}
        for use, box in found.items()
    ]


def are_all(rows: Iterable[tuple[str, int, str]], found: Mapping[str, Box]) -> bool:
    """Whether files (use, width and type of each) are there for every box, in each of its widths in every type."""
    made: dict[str, set[tuple[int, str]]] = {use: set() for use in found}
    for use, width, media_type in rows:
        made.setdefault(use, set()).add((width, media_type))
    return made.keys() == found.keys() and all(
        files and files == set(product({width for width, _type in files}, USES[use].media_types))
        for use, files in made.items()
    )


def recipe(sha256: str, found: Mapping[str, Box], *, rights: Mapping[str, str]) -> str:
    """A digest of everything that the files of a picture are made from: they are made anew where it differs."""
    made_from = json.dumps([RECIPE, sha256, sorted(found.items()), sorted(rights.items())], ensure_ascii=False)
    return hashlib.sha256(made_from.encode()).hexdigest()

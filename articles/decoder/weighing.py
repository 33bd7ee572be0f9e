"""How many bytes it takes to decode a picture, told from its header. Pure.

The numbers are what Pillow 13 was seen to take at its peak, with the libraries that its wheels bring along.
"""

from __future__ import annotations

from PIL.ImageFile import ImageFile

MOST_DECODED = 250_000_000  # of the 300 MiB that the process has; the rest is for itself, the file, and what it writes
WEBP = 16  # bytes a pixel: the canvas before and after a frame, the frame, and its pixels in the end
AVIF = {"RGB": 10.4, "RGBA": 12}  # the planes, their colours, and the pixels in the end
OTHERS = {"1": 1, "L": 1, "P": 1, "I;16": 2}  # the pixels alone; four where nothing else is said
MOST_DIVIDED = 4  # a JPEG decoded at a quarter of its sides is wide enough for readers wherever this matters


def weight(image: ImageFile, *, divisor: int = 1) -> int:
    """The bytes that an opened picture takes, decoded with its sides divided: a JPEG's can be."""
    pixels, own = image.width * image.height, OTHERS.get(image.mode, 4)
    match image.format:
        case "WEBP":
            return pixels * WEBP
        case "AVIF":
            return int(pixels * AVIF.get(image.mode, max(AVIF.values())))
        case "JPEG" | "MPO":
            return _coefficients(image) + pixels // divisor**2 * own
    return pixels * own


def is_too_heavy(image: ImageFile) -> bool:
    return weight(image, divisor=MOST_DIVIDED) > MOST_DECODED


def divisor(image: ImageFile, *, scale: float) -> int:
    """By how much the sides of a picture may be divided as it is decoded: for twice the pixels that are needed at a
    scale, or for as many as there is room for."""
    found = 1
    while found < 8 and (4 * found * scale <= 1 or weight(image, divisor=found) > MOST_DECODED):
        found *= 2
    return found


def _coefficients(image: ImageFile) -> int:
    """A progressive JPEG comes in scans of the whole picture (ITU T.81, G.1): all of its numbers, of two bytes each,
    are kept until the last one."""
    if not image.info.get("progressive"):
        return 0
    samples = [across * down for _id, across, down, _table in image.layer]  # type: ignore[attr-defined]
    return 2 * image.width * image.height * sum(samples) // max(1, *samples)

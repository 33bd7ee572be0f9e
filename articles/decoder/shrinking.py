"""Parts of a decoded picture at smaller sizes, made strip by strip: nothing is copied at its full size. Pure."""

from __future__ import annotations

from math import ceil, floor

from PIL import Image

STRIP = 2_000_000  # pixels of the decoded picture that are worked on at once
REACH = 3  # pixels of the smaller picture that the Lanczos filter looks at, to each side

Area = tuple[int, int, int, int]  # left, top, right, bottom


def shrunk(image: Image.Image, area: Area, *, size: tuple[int, int]) -> Image.Image:
    """An area of a picture at a size, with 8 bits a channel and its transparency, if any, in a channel of its own."""
    width, height = size
    rows = max(1, STRIP * height // ((area[2] - area[0]) * (area[3] - area[1])))
    made: Image.Image | None = None
    for start in range(0, height, rows):
        strip = _strip(image, area, size=size, rows=(start, min(start + rows, height)))
        made = made or Image.new(strip.mode, size)
        made.paste(strip, (0, start))
    assert made is not None  # a size has a row
    return made


def _strip(image: Image.Image, area: Area, *, size: tuple[int, int], rows: tuple[int, int]) -> Image.Image:
    """Rows of the smaller picture, from those of the larger one that count for them."""
    left, top, right, bottom = area
    step = (bottom - top) / size[1]
    first, last = (top + step * row for row in rows)
    above, below = max(top, floor(first - REACH * step)), min(bottom, ceil(last + REACH * step))
    part = _resizable(image.crop((left, above, right, below)))
    box = (0, first - above, right - left, min(last, below) - above)
    return part.resize((size[0], rows[1] - rows[0]), Image.Resampling.LANCZOS, box, reducing_gap=3.0)


def _resizable(image: Image.Image) -> Image.Image:
    """The same picture with 8 bits a channel, its transparency, if any, in a channel of its own."""
    if image.mode.startswith("I"):
        colour, deep = image.info.get("transparency"), image.tobytes("raw", "I;16B")
        image = Image.frombytes("L", image.size, deep[::2])
        image.info = {} if colour is None else {"transparency": colour}
    if "transparency" in image.info or image.mode in ("PA", "LA"):
        return image.convert("RGBA")
    return image if image.mode in ("L", "RGB", "RGBA", "CMYK") else image.convert("RGB")

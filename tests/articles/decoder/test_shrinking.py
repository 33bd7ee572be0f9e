from random import Random

import pytest
from PIL import Image, ImageChops

from articles.decoder import shrinking

ROUNDED = 4  # of 255: what is reduced first is rounded twice
AREA = (40, 30, 790, 530)


def noise(mode):
    grey = Image.frombytes("L", (800, 600), Random(7).randbytes(800 * 600))
    if mode == "RGBA":
        return Image.merge("RGBA", [grey.rotate(90 * turn) for turn in range(4)])
    return grey.convert("L") if mode == "L" else Image.merge("RGB", [grey.rotate(90 * turn) for turn in range(3)])


def difference(one, other):
    """The most of any channel. The colour of what nobody sees through is anybody's: it counts by how much is seen."""
    if one.mode == "RGBA":
        one, other = one.convert("RGBa"), other.convert("RGBa")
    bands = zip(one.split(), other.split(), strict=True)
    return max(ImageChops.difference(*pair).getextrema()[1] for pair in bands)


@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA"])
@pytest.mark.parametrize("size", [(750, 500), (400, 267), (31, 20), (1, 1)])
def test_strips_make_what_the_whole_makes(monkeypatch, mode, size):
    picture = noise(mode)
    whole = picture.crop(AREA).resize(size, Image.Resampling.LANCZOS)
    monkeypatch.setattr(shrinking, "STRIP", 20_000)

    strips = shrinking.shrunk(picture, AREA, size=size)

    assert (strips.mode, strips.size) == (mode, size)
    assert difference(whole, strips) <= ROUNDED

import pytest
from PIL import Image, ImageChops

from articles.decoder import shrinking

AREA = (40, 30, 790, 530)


def noise(mode):
    grey = Image.effect_noise((800, 600), 90)
    if mode == "RGBA":
        return Image.merge("RGBA", [grey.rotate(90 * turn) for turn in range(4)])
    return grey.convert("L") if mode == "L" else Image.merge("RGB", [grey.rotate(90 * turn) for turn in range(3)])


@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA"])
@pytest.mark.parametrize("size", [(750, 500), (400, 267), (31, 20), (1, 1)])
def test_strips_make_what_the_whole_makes(monkeypatch, mode, size):
    picture = noise(mode)
    whole = picture.crop(AREA).resize(size, Image.Resampling.LANCZOS)
    monkeypatch.setattr(shrinking, "STRIP", 20_000)

    strips = shrinking.shrunk(picture, AREA, size=size)

    assert (strips.mode, strips.size) == (mode, size)
    assert max(most for _least, most in ImageChops.difference(whole, strips).convert("RGB").getextrema()) <= 3

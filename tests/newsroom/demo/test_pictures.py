import tomllib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageStat

from newsroom.demo import pictures

SMALL = (320, 200)
TEXTS = Path(pictures.__file__).parent.parent / "pictures.toml"


def texts():
    return tomllib.loads(TEXTS.read_text(encoding="utf-8"))


def test_keys_are_the_eighteen_scenes():
    assert sorted(pictures.KEYS) == [
        "bus",
        "classroom",
        "clinic",
        "concert",
        "desert",
        "harbour",
        "library",
        "market",
        "mountains",
        "observatory",
        "old-city",
        "olive-hills",
        "printing-press",
        "railway",
        "sea",
        "skyline",
        "solar",
        "stadium",
    ]


def test_texts_cover_every_picture_and_no_other():
    assert sorted(texts()) == sorted(pictures.KEYS)


@pytest.mark.parametrize("key", pictures.KEYS)
def test_text_of_a_picture_is_complete_in_both_languages(key):
    text = texts()[key]

    assert sorted(text) == ["alt", "caption", "credit", "focal"]
    assert [sorted(text[field]) for field in ("alt", "caption")] == [["ar", "en"], ["ar", "en"]]
    assert all(line.strip().endswith(".") for field in ("alt", "caption") for line in text[field].values())
    assert text["credit"] == "Newsroom illustration"


@pytest.mark.parametrize("key", pictures.KEYS)
def test_arabic_text_is_written_in_arabic(key):
    text = texts()[key]
    letters = [letter for field in ("alt", "caption") for letter in text[field]["ar"] if letter.isalpha()]

    assert [letter for letter in letters if not "\u0621" <= letter <= "\u064a"] == []


@pytest.mark.parametrize("key", pictures.KEYS)
def test_focal_point_lies_inside_the_picture(key):
    x, y = texts()[key]["focal"]

    assert (0 < x < 1, 0 < y < 1) == (True, True)


@pytest.mark.parametrize("key", pictures.KEYS)
def test_draw_twice_gives_the_same_pixels(key):
    first, second = pictures.draw(key, size=SMALL), pictures.draw(key, size=SMALL)

    assert (first.mode, first.size) == ("RGB", SMALL)
    assert first.tobytes() == second.tobytes()


@pytest.mark.parametrize("key", pictures.KEYS)
def test_draw_leaves_no_part_of_the_sheet_blank(key):
    picture = pictures.draw(key, size=SMALL)
    corners = [picture.crop((x, y, x + 16, y + 16)) for x in (0, 304) for y in (0, 184)]

    assert [corner for corner in corners if max(ImageStat.Stat(corner).mean) < 8] == []


def test_draw_gives_each_key_a_picture_of_its_own():
    assert len({pictures.draw(key, size=(80, 50)).tobytes() for key in pictures.KEYS}) == len(pictures.KEYS)


@pytest.mark.parametrize("size", [(1, 1), (90, 160), (300, 300), (640, 200)])
def test_draw_fills_any_shape(size):
    assert pictures.draw("harbour", size=size).size == size


def test_draw_when_nothing_is_said_is_1600_by_1000():
    assert pictures.draw("clinic").size == (1600, 1000)


def test_draw_an_unknown_key_says_which_there_are():
    with pytest.raises(pictures.NoSuchPicture, match="no demo picture called 'volcano'.*harbour, olive-hills"):
        pictures.draw("volcano", size=SMALL)


def test_jpeg_is_a_plain_jpeg_without_metadata():
    file = Image.open(BytesIO(pictures.jpeg("sea", size=SMALL)))

    assert (file.format, file.mode, file.size) == ("JPEG", "RGB", SMALL)
    assert (dict(file.getexif()), file.info.get("icc_profile"), file.info.get("comment")) == ({}, None, None)


def test_jpeg_twice_gives_the_same_bytes():
    assert pictures.jpeg("market", size=SMALL) == pictures.jpeg("market", size=SMALL)

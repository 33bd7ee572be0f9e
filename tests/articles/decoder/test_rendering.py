import io

import pytest
from PIL import Image, ImageCms

from articles import renditions
from articles.decoder import rendering
from articles.decoder.pixels import TURNS
from articles.decoder.rights_xmp import packet

from .test_decoder import assert_quarters, encoded, quartered

RIGHTS = {
    "creator": "Rana & Co",
    "credit": "Newsroom/رنا",
    "copyright": "© 2026",
    "licence_url": "https://example.org/l",
}


@pytest.fixture
def make(tmp_path):
    """Makes renditions of a picture in a folder of the test."""

    def made(content, *cuts, rights=None):
        path = tmp_path / "picture"
        path.write_bytes(content)
        rows = rendering.render(str(path), str(tmp_path), cuts=cuts, rights=rights or {})
        return [row | {"content": (tmp_path / row["file"]).read_bytes()} for row in rows]

    return made


def cut(*widths, use="whole", box=(0, 0, 1, 1), media_types=renditions.ALL_TYPES):
    return {"use": use, "box": box, "widths": widths, "media_types": media_types}


@pytest.mark.parametrize(
    ("width", "widths"),
    [(2000, [320, 640, 960, 1280, 1600]), (1600, [320, 640, 960, 1280, 1600]), (700, [320, 640, 700]), (90, [90])],
)
def test_renditions_are_never_larger_than_the_original(make, width, widths):
    made = make(encoded(quartered(width, width // 2), "JPEG"), cut(320, 640, 960, 1280, 1600))

    assert [(row["width"], row["media_type"]) for row in made] == [
        (width, kind) for width in widths for kind in renditions.ALL_TYPES
    ]
    for row in made:
        image = Image.open(io.BytesIO(row["content"]))
        assert image.size == (row["width"], row["height"]) == (row["width"], row["width"] // 2)
        assert image.get_format_mimetype() == row["media_type"]
        assert_quarters(image)


def test_a_cut_shows_its_part_alone(make):
    (row,) = make(encoded(quartered(), "PNG"), cut(960, use="card", box=(0.5, 0, 0.5, 1), media_types=["image/jpeg"]))

    assert (row["use"], row["width"], row["height"]) == ("card", 200, 300)
    assert_quarters(Image.open(io.BytesIO(row["content"])), [(40, 160, 60)] * 2 + [(230, 200, 60)] * 2)


@pytest.mark.parametrize("turn", range(1, 9))
def test_a_cut_shows_the_same_part_however_the_camera_was_held(make, turn):
    exif = Image.Exif()
    exif[0x0112] = turn
    undone = {**TURNS, 6: TURNS[8], 8: TURNS[6]}.get(turn)
    held = quartered().transpose(undone) if undone is not None else quartered()
    right_half = cut(960, box=(0.5, 0, 0.5, 1), media_types=["image/jpeg"])

    (row,) = make(encoded(held, "JPEG", exif=exif, quality=95), right_half)

    assert (row["width"], row["height"]) == (200, 300)
    assert_quarters(Image.open(io.BytesIO(row["content"])), [(40, 160, 60)] * 2 + [(230, 200, 60)] * 2)


def test_a_very_tall_picture_is_written_with_as_many_pixels_as_there_is_room_for(make):
    made = make(encoded(quartered(1600, 12_000), "JPEG"), cut(320, 1600, media_types=["image/webp"]))

    assert [(row["width"], row["height"]) for row in made] == [(320, 2401), (894, 6708)]
    assert made[-1]["width"] * made[-1]["height"] <= rendering.MOST_WRITTEN


def test_renditions_are_the_same_bytes_each_time(make):
    first, second = (make(encoded(quartered(), "PNG"), cut(320), rights=RIGHTS) for _ in range(2))

    assert [row["sha256"] for row in first] == [row["sha256"] for row in second]
    assert len({row["sha256"] for row in first}) == 3


def test_renditions_carry_our_rights_and_colour_profile_and_nothing_of_the_original(make):
    exif = Image.Exif()
    exif[0x010E] = "private words"
    exif.get_ifd(0x8825)[1] = "N"
    original = encoded(quartered(2000, 1000), "JPEG", exif=exif, comment=b"private words", xmp=b"<x>private words</x>")
    assert original.count(b"private words") == 3

    for row in make(original + b"private words", cut(320, 1600), rights=RIGHTS):
        assert b"private" not in row["content"]
        image = Image.open(io.BytesIO(row["content"]))
        image.load()
        assert image.info["xmp"] == packet(RIGHTS)
        assert "sRGB" in ImageCms.getProfileDescription(io.BytesIO(image.info["icc_profile"]))
        assert not {"exif", "comment"} & set(image.info)
        assert not image.getexif()


def test_renditions_without_rights_carry_no_packet(make):
    for row in make(encoded(quartered(), "JPEG", xmp=b"<x>private words</x>"), cut(320)):
        assert b"xpacket" not in row["content"]
        assert b"private" not in row["content"]


def test_a_packet_escapes_what_was_typed():
    said = packet({"creator": '<script>&"', "credit": "", "unknown": "x"}).decode()

    assert '<rdf:li>&lt;script&gt;&amp;"</rdf:li>' in said
    assert "photoshop:Credit" not in said
    assert "unknown" not in said

import io

import pytest
from PIL import Image

from articles.decoder import opening, webp, weighing
from articles.decoder.opening import Reason, Refused

FLAT = {"WEBP": {"lossless": True, "quality": 0, "method": 0}, "AVIF": {"quality": 20, "speed": 10}}


def written(folder, size, format, *, mode="RGB", **options):
    path = folder / "picture"
    Image.new(mode, size).save(path, format, **FLAT.get(format, {}) | options)
    return str(path)


@pytest.mark.parametrize(
    ("format", "size", "options"),
    [
        ("JPEG", (8600, 5800), {}),
        ("JPEG", (8600, 5800), {"progressive": True}),
        ("JPEG", (6000, 4000), {"progressive": True, "subsampling": 0}),
        ("JPEG", (6000, 4000), {"progressive": True, "mode": "CMYK"}),
        ("PNG", (8600, 5800), {"mode": "RGBA"}),
        ("WEBP", (4000, 3000), {}),
        ("AVIF", (6000, 4000), {}),
    ],
)
def test_what_cameras_and_programs_write_is_light_enough(tmp_path, format, size, options):
    with opening.opened(written(tmp_path, size, format, **options)) as image:
        assert image.size == size


@pytest.mark.parametrize(
    ("format", "size", "options"),
    [
        ("JPEG", (7000, 7000), {"progressive": True, "subsampling": 0}),
        ("JPEG", (6000, 6000), {"progressive": True, "mode": "CMYK"}),
        ("WEBP", (4000, 4000), {}),
        ("AVIF", (5000, 5000), {}),
    ],
)
def test_what_takes_more_than_there_is_is_refused_before_it_is_decoded(tmp_path, format, size, options):
    with pytest.raises(Refused) as refusal, opening.opened(written(tmp_path, size, format, **options)):
        pass

    assert refusal.value.reason == Reason.MEMORY


@pytest.mark.parametrize(("scale", "divided_by"), [(1, 1), (0.3, 1), (0.25, 2), (0.1, 4), (0.01, 8)])
def test_a_jpeg_is_decoded_with_twice_the_pixels_that_are_needed(tmp_path, scale, divided_by):
    with opening.opened(written(tmp_path, (4000, 3000), "JPEG")) as image:
        assert weighing.divisor(image, scale=scale) == divided_by


def test_a_heavy_jpeg_is_decoded_with_fewer(tmp_path):
    with opening.opened(written(tmp_path, (8600, 5800), "JPEG", progressive=True)) as image:
        assert weighing.weight(image) > weighing.MOST_DECODED > weighing.weight(image, divisor=2)
        assert weighing.divisor(image, scale=1) == 2


@pytest.mark.parametrize("options", [{}, {"lossless": True}, {"exif": b"Exif\0\0"}])
def test_a_webp_file_says_its_size_at_its_start(options):
    file = io.BytesIO()
    Image.new("RGB", (321, 123), "teal").save(file, "WEBP", **options)

    assert webp.size(file.getvalue()[: webp.HEAD]) == (321, 123)


@pytest.mark.parametrize(
    "head", [b"", b"RIFF\0\0\0\0WEBPVP8X", b"\x89PNG" + bytes(40), b"RIFF\0\0\0\0WEBPVP9 " + bytes(20)]
)
def test_other_files_do_not(head):
    assert webp.size(head) is None

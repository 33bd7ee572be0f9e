"""Every sample through the library's door: good ones are shown, the others leave nothing, none takes too much."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from PIL import Image as Pixels

from articles import decoding, pictures
from articles.models import Image, OtherOriginal, PictureChange, Rendition
from articles.pictures import PictureRefused, storing
from tests.samples.pictures import SAMPLES, Expect

from . import measured

DECODER = [sys.executable, measured.__file__, sys.executable, "-m", "articles.decoder"]
QUICK = (
    *("jpeg_four_inks_as_luma", "png_16_bit_one_colour_transparent", "png_16_bit_grey_one_level_transparent"),
    *("png_pixels_are_nonsense", "png_16_bit_grey_of_even_light_with_alpha", "jpeg_packet_says_another_way_up"),
    *("avif_cropped_and_turned", "avif_cropped_by_parts_of_nothing"),
    *("png_profile_of_two_megabytes", "jpeg_packet_bomb", "jpeg_exif_bomb", "avif_grid", "webp_of_101_frames"),
)


def samples(*, quick):
    return [pytest.param(one, id=one.name) for one in SAMPLES.values() if (one.name in QUICK) is quick]


def check_limits(sample, folder):
    """The decoder by itself takes no more than it may have: seconds of CPU, and bytes of memory."""
    path = folder / "sample"
    path.write_bytes(sample.make())
    task = {"task": "inspect", "path": str(path), "seconds": decoding.SECONDS_TO_INSPECT, "bytes": decoding.MEMORY}
    ended = subprocess.run(
        DECODER, cwd=settings.BASE_DIR, input=json.dumps(task).encode(), capture_output=True, check=True
    )
    used = json.loads(ended.stdout)
    assert used["code"] in (0, -signal.SIGXCPU)
    assert used["seconds"] < decoding.SECONDS_TO_INSPECT + 1
    assert used["bytes"] < 300 * 1024 * 1024


def assert_nothing_is_left(shelves):
    assert shelves.files() == [[], []]
    for model in (Image, Rendition, PictureChange, OtherOriginal):
        assert not model.objects.exists()


def shown(image, folder):
    """The picture as readers would see it, as one JPEG."""
    cut = {"use": "whole", "box": (0, 0, 1, 1), "widths": (1600,), "media_types": ("image/jpeg",)}
    with storing.copied_to_disk(image.original.name) as path:
        (made,) = decoding.render(path, folder, cuts=[cut], rights={})
    return Pixels.open(Path(folder, made.file))


def assert_colours(image, colours):
    for number, wanted in enumerate(colours):
        place = image.width * (1 + 2 * (number % 2)) // 4, image.height * (1 + 2 * (number // 2)) // 4
        found = image.getpixel(place)
        assert max(abs(one - other) for one, other in zip(found, wanted, strict=True)) <= 12, (found, wanted)


def check(sample, *, reporter, shelves, folder):
    try:
        image = pictures.add(sample.make(), by=reporter)
    except PictureRefused:
        assert sample.expect != Expect.ACCEPT
        assert_nothing_is_left(shelves)
        return
    assert sample.expect != Expect.REJECT
    assert image.media_type in ("image/jpeg", "image/png", "image/webp", "image/avif", "image/gif")
    assert sample.size in (None, (image.width, image.height))
    assert "root:" not in f"{image.credit}{image.captions}"
    if sample.colours:
        assert_colours(shown(image, folder), sample.colours)


@pytest.mark.parametrize("sample", samples(quick=True))
def test_odd_and_hostile_files(sample, reporter, shelves, tmp_path):
    check_limits(sample, tmp_path)
    check(sample, reporter=reporter, shelves=shelves, folder=tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("sample", samples(quick=False))
def test_every_other_sample(sample, reporter, shelves, tmp_path):
    check_limits(sample, tmp_path)
    check(sample, reporter=reporter, shelves=shelves, folder=tmp_path)

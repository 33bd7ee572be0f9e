import pytest
from django.utils import translation

from articles import pictures
from articles.models import Rendition
from articles.pictures import rendering

from .conftest import SAID, jpeg


def test_several_are_made_at_once_and_once(reporter):
    images = [pictures.add(jpeg(colour), by=reporter, **SAID) for colour in ("teal", "red", "blue")]
    keys = [image.pk for image in images]

    assert (rendering.render_all(keys), rendering.render_all(keys)) == (3, 0)

    assert set(Rendition.objects.values_list("image", flat=True)) == set(keys)


def test_a_file_that_cannot_be_read_is_refused_in_the_language_of_who_asks(reporter, shelves):
    image = pictures.add(jpeg(), by=reporter, **SAID)
    (shelves.private / image.original.name).write_bytes(b"no picture")

    with translation.override("ar"), pytest.raises(pictures.PictureRefused) as refusal:
        rendering.render(image.pk)

    assert "JPEG" in str(refusal.value)
    assert "This is not" not in str(refusal.value)

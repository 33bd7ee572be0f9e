"""Pictures that look alike, and the same file, found in the library."""

import pytest
from django.utils import timezone

from articles.pictures import finding
from tests.newsroom.pages.readers import make_image

LIKENESS = "f0f0f0f00f0f0f0f"


def likened(bits):
    """A likeness that differs from `LIKENESS` in so many bits."""
    return f"{int(LIKENESS, 16) ^ (2**bits - 1):016x}"


@pytest.fixture
def picture(db):
    return make_image(original="a", likeness=LIKENESS)


def test_pictures_within_a_few_bits_are_alike_the_likest_first(picture):
    six, one, seven = (make_image(original="a", likeness=likened(bits)) for bits in (6, 1, 7))

    found = finding.alike(picture)

    assert [(image.pk, image.bits_apart) for image in found] == [(one.pk, 1), (six.pk, 6)]
    assert seven not in found


def test_highest_bit_counts_as_any_other(picture):
    other = make_image(original="a", likeness="7" + LIKENESS[1:])

    assert [image.bits_apart for image in finding.alike(picture)] == [1]
    assert [image.pk for image in finding.alike(other)] == [picture.pk]


def test_same_file_is_named_before_what_is_only_alike(picture):
    alike = make_image(original="a", likeness=LIKENESS)
    same = make_image(original="a", likeness=LIKENESS, withdrawn_at=timezone.now())
    type(same).objects.filter(pk__in=[same.pk, picture.pk]).update(sha256="a" * 64)
    picture.refresh_from_db()

    assert [(image.pk, image.is_same_file) for image in finding.alike(picture)] == [(same.pk, True), (alike.pk, False)]


def test_picture_without_a_likeness_is_like_none(picture):
    assert list(finding.alike(make_image(original="a"))) == []
    assert list(finding.alike(picture)) == []

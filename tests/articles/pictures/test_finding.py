"""Pictures that look alike, and the same file, found in the library."""

import pytest
from django.db import connection
from django.utils import timezone

from articles import pictures
from articles.models import Article, Image
from articles.pictures import finding
from articles.pictures.uses import IN_BODY, PicturesOfBody
from tests.newsroom.pages.readers import make_image

from .conftest import jpeg

LIKENESS = "f0f0f0f00f0f0f0f"


def likened(bits):
    """A likeness that differs from `LIKENESS` in so many bits."""
    return f"{int(LIKENESS, 16) ^ (2**bits - 1):016x}"


@pytest.fixture
def picture_said(reporter):
    """Makes a picture of the library of which this is said."""
    colours = iter(range(200))
    return lambda **said: pictures.add(jpeg((next(colours), 90, 90)), by=reporter, **said)


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


def found(text):
    return set(finding.search(Image.objects.all(), text))


@pytest.mark.parametrize(
    "asked",
    [
        "المسؤول",
        "مسؤول",
        "المسوول",
        "مدرسة",
        "مدرسه",
        "المُدرّسة القديمة",
        "مـدرسـة",
        "إدارة",
        "ادارة",
        "مستشفى",
        "مستشفي",
    ],
)
def test_arabic_is_found_however_it_is_written(picture_said, asked):
    image = picture_said(captions={"ar": "مسؤول إدارة مدرسة قديمة أمام مستشفى"})
    picture_said(captions={"ar": "قوارب في الميناء"})

    assert found(asked) == {image}


@pytest.mark.parametrize(
    "asked", ["boats", "Boat", "boa", "rana haddad", "HARBOUR boats", '"two boats"', "قارب", "#{}", "{}"]
)
def test_pictures_are_found_by_all_that_is_said_of_them(picture_said, asked):
    image = picture_said(
        captions={"en": "Harbour at noon"}, alternatives={"en": "Two boats", "ar": "قاربان"}, people=["Rana Haddad"]
    )
    other = picture_said(captions={"en": "A tram"}, credit="Omar")

    assert found(asked.format(image.pk)) == {image}
    assert found("") == {image, other}
    assert found("boats -harbour") == found("tram boats") == set()


def test_what_is_said_anew_is_found_and_what_was_said_is_not(picture_said, chief):
    image = picture_said(captions={"en": "Boats"})

    pictures.describe(image, by=chief, captions={"en": "A tram"})

    assert (found("tram"), found("boats")) == ({image}, set())


def test_common_words_are_found_as_rare_ones_are(picture_said, monkeypatch):
    monkeypatch.setattr(finding, "FEW", 1)
    boats = {picture_said(captions={"en": f"Boats {number}"}) for number in range(3)}

    assert found("boats") == boats
    assert found("tram") == set()


def test_uses_are_found_by_index(db):
    with connection.cursor() as cursor:
        for plan in ("seqscan", "indexscan"):  # of an empty table any index is as good
            cursor.execute(f"SET LOCAL enable_{plan} = off")
    asked = Article.objects.alias(held=PicturesOfBody("body")).filter(held__contains=[1])
    in_bodies = Article.objects.order_by().filter(body__contains=IN_BODY)

    assert "article_pictures" in asked.explain()
    assert "article_with_pictures" in in_bodies.explain()

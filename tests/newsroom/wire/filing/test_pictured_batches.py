"""Stories with pictures that are published together leave what they would leave one by one."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import pictures, publishing_together
from articles.models import Image, Publication, Section
from articles.pictures import rendering, storing
from newsroom.wire.filing import Arrival, Filing, batches, file_batch
from newsroom.wire.matching import ReferenceNames
from newsroom.wire.stories import WirePicture, as_paragraphs
from tests.newsroom.moving.old_site import jpeg
from tests.newsroom.wire.filed import STORY

from .alike import assert_same, differences, left_by, one_by_one, together

pytestmark = pytest.mark.django_db


def in_library(story):
    """The pictures of a story, whose addresses are their numbers in the library."""
    return {number: int(picture.address) for number, picture in enumerate(story.pictures, start=1)}


def showing(story, *images, lead=True):
    shown = tuple(WirePicture(address=str(image.pk), is_lead=lead and not place) for place, image in enumerate(images))
    figures = "".join(f'<figure data-picture="{number}"></figure>' for number in range(1 + lead, len(images) + 1))
    return replace(story, pictures=shown, body=story.body + figures)


def plain_stories(count, *, at=None, named="shown"):
    """Stories of which nothing keeps back a publish."""
    bodies = [" ".join(f"{word}{named}{number}" for word in "abcdefgh") for number in range(count)]
    return [
        replace(
            STORY,
            number=number,
            external_id=f"{named} {number}",
            published_at=at or STORY.published_at,
            body=as_paragraphs((body,)),
        )
        for number, body in enumerate(bodies)
    ]


@pytest.fixture
def picture(chief):
    said = {"captions": {"en": "Boats"}, "alternatives": {"en": "Two boats"}, "credit": "Rana Haddad"}
    return pictures.add(jpeg(size=(90, 60)), by=chief, render_now=True, **said)


def another(picture, **values):
    """The same file once more, with other words."""
    files = list(picture.renditions.all())
    image = Image.objects.get(pk=picture.pk)
    image.pk, image._state.adding = None, True
    for name, value in values.items():
        setattr(image, name, value)
    image.save()
    for row in files:
        row.pk, row.image, row._state.adding = None, image, True
        row.save()
    return image


def test_stories_with_pictures_are_published_alike(newsroom, picture):
    Section.objects.update(checklist={"sensitive": "block", "alternative": "block"})
    today = timezone.now()
    kept_back = (
        another(picture, is_sensitive=True),
        another(picture, licence_expires_on=date(2020, 1, 1)),
        another(picture, is_confirmed=False),
        another(picture, withdrawn_at=today),
        another(picture, credit="TK"),
    )
    images = [another(picture) for _number in range(3)]
    stories = plain_stories(6) + plain_stories(14, at=today, named="new")
    shown = [
        (picture,), (picture, images[0]), (), images, (images[1],), (), *((image,) for image in kept_back),
        *((images[0], image) for image in kept_back), (images[2],), (), (picture,), (picture,),
    ]  # fmt: skip
    pairs = enumerate(zip(stories, shown, strict=True))
    stories = [showing(story, *some, lead=place % 3 != 1) for place, (story, some) in pairs]
    stories[-1] = replace(stories[-1], published_at=today + timedelta(days=9))
    stories[-2] = replace(stories[-2], published_at=None)
    arrivals = [Arrival("a.xml", story) for story in stories]

    rows = assert_same([("wxr", arrivals), ("wxr", arrivals[::-1])], source=newsroom, publish=True, pictures=in_library)

    assert len(rows["publication"]) == 8
    assert sum(row["is_public"] for row in rows["rendition"]) == len(picture.renditions.all()) * 4
    assert len(rows["publication_pictures"]) == 8


@pytest.mark.slow
def test_pictures_without_files_are_told_alike(newsroom, picture, chief):
    """One that the worker has not come to, one whose original is lost, and one that has lost what was made of it."""
    ready, new, lost, broken = (pictures.add(jpeg(shade, size=(90, 60)), by=chief) for shade in range(4))
    for image in (ready, broken):
        rendering.render(image.pk)
    default_storage.delete(lost.original.name)
    default_storage.delete(storing.private_path(broken.renditions.first().name))
    shown = (picture,), (new,), (lost,), (broken,), (ready, new), (lost, broken), ()
    arrivals = [Arrival("a.xml", showing(story, *some)) for story, some in zip(plain_stories(7), shown, strict=True)]

    rows = assert_same([("wxr", arrivals), ("wxr", arrivals)], source=newsroom, publish=True, pictures=in_library)

    assert len(rows["publication"]) == 4


@pytest.mark.slow
def test_pictures_that_an_earlier_run_did_not_bring_come_alike(newsroom, picture):
    images = [another(picture) for _number in range(3)]
    stories = [showing(story, *images[:place]) for place, story in enumerate(plain_stories(4))]
    arrivals = [Arrival("a.xml", story) for story in stories]

    def twice(way):
        def run(filing, arrivals):
            some = {"pictures": lambda story: dict([*in_library(story).items()][:1])}
            runs = ({"publish": False} | some, {"publish": False}, {})
            return [one for run in runs for one in way(replace(filing, met={}, met_ids=set(), **run), arrivals)]

        return run

    options = {"source": newsroom, "publish": True, "pictures": in_library}
    said, expected = left_by(twice(one_by_one), [("wxr", arrivals)], **options)
    same, rows = left_by(twice(together), [("wxr", arrivals)], **options)

    assert same == said
    assert differences(rows, expected) == []
    assert len(rows["publication_pictures"]) == 6


def test_stories_with_pictures_take_the_same_queries_however_many_there_are(newsroom, picture):
    counts = []
    for size in (2, 3, 6):  # the first one shows the section for the first time
        images = [another(picture) for _number in range(size)]
        stories = zip(plain_stories(size, named=f"of{size}x"), images, strict=True)
        arrivals = [Arrival("a", showing(story, image)) for story, image in stories]
        filing = Filing(newsroom, ReferenceNames.read(), publish=True, pictures=in_library)
        with CaptureQueriesContext(connection) as queries:
            results = together(filing, arrivals)
        assert [result.reason for result in results] == [""] * size
        counts.append(len(queries))

    assert counts[1] == counts[2] < 50


@pytest.mark.slow
def test_pictures_of_an_earlier_run_are_published_as_many_as_there_is_room_for(newsroom, picture, monkeypatch):
    images = [pictures.add(jpeg(shade, size=(60, 60)), by=newsroom.trusted_by) for shade in range(3)]
    for image in images:
        rendering.render(image.pk)
    files = [{row.name for row in image.renditions.all()} for image in images]
    monkeypatch.setattr(publishing_together, "MOST_FILES", len(files[0] | files[1]))
    shown = (images[0],), (), (images[1],), (images[2],), (), (images[0],)
    arrivals = [Arrival("a.xml", showing(story, *some)) for story, some in zip(plain_stories(6), shown, strict=True)]
    together(Filing(newsroom, ReferenceNames.read(), pictures=in_library), arrivals)
    committed = []

    list(
        file_batch(
            Filing(newsroom, ReferenceNames.read(), publish=True),
            arrivals,
            after=lambda pairs: committed.append(len(pairs)) or [result for _record, result in pairs],
        )
    )

    assert committed == [3, 1, 2]
    assert Publication.objects.live().count() == 6


def test_no_more_pictures_are_published_in_one_transaction_than_there_is_room_for(newsroom, picture, monkeypatch):
    monkeypatch.setattr(batches, "MOST_PICTURES", 3)
    images = [another(picture) for _number in range(4)]
    shown = (images[0],), images[:3], (), images, images[:2], (images[3],)
    arrivals = [Arrival("a.xml", showing(story, *some)) for story, some in zip(plain_stories(6), shown, strict=True)]
    committed = []

    list(
        file_batch(
            Filing(newsroom, ReferenceNames.read(), publish=True, pictures=in_library),
            arrivals,
            after=lambda pairs: committed.append(len(pairs)) or [result for _record, result in pairs],
        )
    )

    assert committed == [1, 2, 1, 2]
    assert Publication.objects.count() == 6

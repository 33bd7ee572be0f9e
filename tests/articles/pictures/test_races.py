"""A picture replaced or withdrawn in the moment in which a story with it is published: readers have what is true."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connection, connections, transaction

from articles import pictures, publishing
from articles.models import Image, OtherOriginal, Publication, Section
from articles.pictures import rendering
from tests.factories import make_article

from .conftest import SAID, jpeg
from .test_crashes import files_are_there

pytestmark = pytest.mark.django_db(transaction=True)
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"


@pytest.fixture
def image(reporter):
    return pictures.add(jpeg(size=(300, 200)), by=reporter, render_now=True, **SAID)


def one_after_the_other(*shots, held):
    """Starts each as soon as the one before it is done or waits; nobody changes the rows that are held meanwhile."""
    with ThreadPoolExecutor(len(shots)) as pool:
        with transaction.atomic():
            assert list(held.select_for_update(no_key=True))
            started = []
            for shot in shots:
                started.append(pool.submit(_alone, shot))
                _until_done_or_waiting(started)
        for one in started:
            one.result(timeout=60)


def _alone(shot):
    try:
        shot()
    finally:
        connections.close_all()


def _until_done_or_waiting(started):
    for _ in range(1200):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(WAITING)
            (waiting,) = cursor.fetchone()
        if waiting >= sum(not one.done() for one in started):
            return
        Event().wait(0.05)
    raise TimeoutError


def test_a_picture_that_is_replaced_while_its_story_is_published_is_public(image, editor, chief, shelves):
    article = make_article("approved", lead_image=image)
    pictures.replace(image, jpeg("maroon", size=(300, 200)), by=editor)

    one_after_the_other(
        lambda: rendering.render(image.pk),
        lambda: publishing.publish(article, by=chief),
        held=OtherOriginal.objects.filter(image=image),
    )

    assert Publication.objects.live().get().pictures.get() == image
    assert set(image.renditions.values_list("is_public", flat=True)) == {True}
    assert files_are_there(shelves)


def test_a_picture_that_is_withdrawn_while_its_story_is_published_is_not_public(image, editor, chief, shelves):
    article = make_article("approved", lead_image=image)

    one_after_the_other(
        lambda: publishing.publish(article, by=chief),
        lambda: pictures.withdraw(image, by=editor, reason="The source asked."),
        held=Section.objects.filter(pk=article.section_id),
    )

    assert Image.objects.get().withdrawn_at
    assert set(image.renditions.values_list("is_public", flat=True)) == {False}
    assert shelves.files()[1] == []


def test_a_picture_that_is_published_while_its_renditions_are_made_waits_for_nobody(reporter, chief, shelves):
    image = pictures.add(jpeg(size=(300, 200)), by=reporter, **SAID)
    article = make_article("approved", lead_image=image)

    one_after_the_other(
        lambda: rendering.render(image.pk),
        lambda: publishing.publish(article, by=chief),
        held=Image.objects.filter(pk=image.pk),
    )

    assert set(image.renditions.values_list("is_public", flat=True)) == {True}
    assert files_are_there(shelves)

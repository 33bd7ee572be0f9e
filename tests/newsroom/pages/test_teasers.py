"""Stories in lists: which picture of a page is loaded before all others."""

from datetime import timedelta

import pytest

from tests.newsroom.pages.readers import DATED, make_image, parsed, publish

pytestmark = pytest.mark.django_db


def several(count, *, with_picture):
    """Newest first; those at the places named have a picture."""
    image = make_image()
    for place in range(count):
        lead = {"lead_image": image} if place in with_picture else {}
        publish(headline=f"Harbour {place}", at=DATED - timedelta(hours=place), **lead)


def hurried(client, path):
    """By each picture of the page, whether it is loaded before all others; all others wait until they are near."""
    images = parsed(client.get(path)).xpath("//main//img")
    found = [image.get("fetchpriority") == "high" for image in images]
    assert found == [image.get("loading") != "lazy" for image in images]
    return found


@pytest.mark.parametrize("path", ["/", "/world/", "/search/?q=harbour"])
def test_first_picture_is_loaded_before_all_others_where_the_lead_has_none(client, path):
    several(5, with_picture={1, 2})

    assert hurried(client, path) == [True, False]


@pytest.mark.parametrize("path", ["/world/", "/search/?q=harbour", "/world/2025/01/"])
def test_list_without_a_lead_hurries_its_first_picture(client, path):
    several(3, with_picture={0, 1, 2})

    assert hurried(client, path) == [True, False, False]


def test_picture_far_below_is_not_hurried(client):
    several(12, with_picture={0, 9})

    assert hurried(client, "/search/?q=harbour") == [True, False]
    assert hurried(client, "/world/") == [True, False]


def test_picture_below_words_alone_waits_until_it_is_near(client):
    several(12, with_picture={9})

    assert hurried(client, "/world/") == [False]

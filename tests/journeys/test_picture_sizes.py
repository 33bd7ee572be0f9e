"""Pictures on readers' pages: asked for as wide as they are shown, and the largest of a page before all others."""

from datetime import timedelta

import pytest

from tests.factories import make_section
from tests.newsroom.pages.readers import DATED, make_image, publish

from .reader_layout import complaints

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

WIDTHS = (320, 360, 480, 600, 700, 800, 960, 1024, 1280, 1600)
SECTIONS = ("world", "sport", "culture", "science")  # four: the last block lies across the page
EACH = 7


@pytest.fixture
def paths():
    """The kinds of page with pictures in all places; the search finds one story, so that its row is alone."""
    image = make_image()
    for place in range(len(SECTIONS) * EACH):
        name = SECTIONS[place % len(SECTIONS)]
        words = {"headline": f"Harbour reopens {place}", "lead_image": image, "at": DATED - timedelta(hours=place)}
        publish(section=make_section(name, names={"en": name.title()}), **words)
    figure = f'<figure data-picture="{image.pk}"></figure>'
    body = f'<p>Boats.</p>{figure}<figure data-kind="gallery">{figure * 3}</figure>'
    story = publish(section=make_section("world"), headline="Zqxalone", lead_image=image, body=body)
    return ["/", "/world/", story.path, "/search/?q=zqxalone", "/search/?q=harbour"]


def test_pictures_are_as_wide_as_they_are_asked_for(page, live_server, paths):
    wrong = {}
    for path in paths:
        page.goto(live_server.url + path)
        assert page.locator("main img").count()
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            wrong[path, width] = complaints(page, "pictures")

    assert {place: found for place, found in wrong.items() if found} == {}


def test_largest_picture_on_top_is_loaded_before_all_others(page, live_server, paths):
    for path in paths[:3]:
        page.goto(live_server.url + path)
        hurried = page.locator("main img:not([loading=lazy])")
        assert hurried.count() == 1
        assert hurried.get_attribute("fetchpriority") == "high"
        assert page.locator("main img").first.evaluate("(img, other) => img === other", hurried.element_handle())

from datetime import UTC, datetime

import pytest

from newsroom.moving.exporting.copying.links import led
from newsroom.moving.exporting.copying.naming import copied_path
from newsroom.pages.cursors import Place, written

SITE = "https://news.example"
PLACE = written(Place(datetime(2025, 1, 4, 17, 12, tzinfo=UTC), 31))
LISTED = "/world/before/20250104T171200.000000-31/"
LONG = "/ar/world/2025/01/04/" + "ميناء-" * 40 + "/"


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ('<a href="/world/">World</a>', "/world/"),
        ('<a href="/world/#lead">World</a>', "/world/"),
        (f"<loc>{SITE}/ar/%D8%A3/</loc>", "/ar/أ/"),
        (f'{{"url":"{SITE}/world/"}}', "/world/"),
        (f'&lt;img src="{SITE}/media/a1.jpg"&gt;', "/media/a1.jpg"),
        (f"&lt;img src=&quot;{SITE}/media/a1.jpg&quot;&gt;", "/media/a1.jpg"),
        (".lead { background: url(/static/a.svg) }", "/static/a.svg"),
        ('<a href="/world/?utm_source=x&amp;y=1">', "/world/"),
    ],
)
def test_address_of_the_site_is_found_and_stays(text, address):
    assert led(text, site=SITE) == (text, [address])


def test_every_picture_of_a_set_is_found():
    text = '<img srcset="/media/a.avif 400w, /media/b.avif 800w" src="/media/b.jpg">'

    assert led(text, site=SITE).addresses == ["/media/a.avif", "/media/b.avif", "/media/b.jpg"]


def test_rest_of_a_list_is_led_to_its_file():
    text = f'<a href="/world/?before={PLACE}">More</a> <link rel="canonical" href="{SITE}/world/?before={PLACE}">'

    found = led(text, site=SITE)

    assert found.text == f'<a href="{LISTED}">More</a> <link rel="canonical" href="{SITE}{LISTED}">'
    assert found.addresses == [f"/world/?before={PLACE}"]


@pytest.mark.parametrize("address", [LONG, f"{SITE}{LONG}"])
def test_name_that_is_too_long_is_led_to_its_file(address):
    found = led(f'<a href="{address}#x">', site=SITE)

    assert found.text == f'<a href="{address.replace(LONG, copied_path(LONG))}#x">'
    assert found.addresses == [LONG]


@pytest.mark.parametrize(
    "text",
    [
        *(f'<a href="https://other.example/?before={PLACE}">', '<a href="//other.example/world/">', "3/4 and 24/7"),
        *('<a href="/admin/">', '<a href="/search/?q=boats">', '<a href="/ar/search/">', '<a href="/../x">'),
        *('<a href="/oembed/?url=x">', '<a href="/not-here.html">', '<a href="mailto:desk@news.example">'),
    ],
)
def test_what_is_not_copied_is_left_alone(text):
    assert led(text, site=SITE) == (text, [])


def test_form_for_letters_leads_to_the_page_that_says_so():
    text = '<a href="/world/2025/01/04/harbour/respond/"><a href="/ar/world/2025/01/04/x/respond/">'

    assert led(text, site=SITE) == ('<a href="/not-here.html"><a href="/ar/not-here.html">', [])

"""Readers' pages in both languages, on a desk and in a hand, light and dark: clean, and no wider than the screen."""

import pytest

from tests.newsroom.pages.readers import correct, publish, publish_both

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

NARROWEST = 320
SEARCHES = ["search/", "search/?q=harbours&language=all", "search/?q=harbuor&section=world&from=x"]
LONG_WORD = "Donaudampfschifffahrtsgesellschaftskapitaen"


@pytest.fixture
def paths():
    """The kinds of page in both languages, with their status."""
    english, arabic = publish_both(standfirst="The first boats left at dawn.", kicker="Ports")
    publish(section=english.section, headline=f"What a {LONG_WORD} says", body="<p>He waits for the evening.</p>")
    for story in (english, arabic):
        correct(story.article_id)
    shared = ["", "world/", "corrections/", "authors/rana-haddad/", "topics/harbours/", *SEARCHES]
    paths = {f"{prefix}{path}": 200 for prefix in ("/", "/ar/") for path in shared}
    return paths | {english.path: 200, arabic.path: 200, "/not-there/": 404, "/ar/not-there/": 404}


@pytest.mark.parametrize("width", [1280, 360])
def test_reader_page_has_no_grave_fault(page, live_server, paths, faults, violations, width):
    page.set_viewport_size({"width": width, "height": 900})
    found = {}

    for path, status in paths.items():
        violations.clear()
        assert page.goto(live_server.url + path).status == status
        page.wait_for_load_state("networkidle")
        said = [message for message in violations if f"status of {status}" not in message]  # of the page itself
        found[path] = said + faults(page)

    assert {path: complaints for path, complaints in found.items() if complaints} == {}


def test_reader_page_fits_the_narrowest_screen(page, live_server, paths):
    page.set_viewport_size({"width": NARROWEST, "height": 640})
    widths = {}

    for path in paths:
        page.goto(live_server.url + path)
        widths[path] = page.evaluate("document.documentElement.scrollWidth")

    assert {path: width for path, width in widths.items() if width > NARROWEST} == {}

"""Every kind of readers' page in both languages: nothing cut off or too small at any width, spacing or size of text,
by keyboard and by axe, light and dark."""

import pytest

from tests.newsroom.pages.kinds import publish_every_kind

from .conftest import AXE
from .reader_layout import DOUBLED, SPACED, complaints, dress, settle, walk_by_tab

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

LOOKS = ("overflow", "overlaps", "targets", "slanted")


@pytest.fixture
def paths(settings):
    """The kinds of page in both languages, with their status."""
    settings.PUBLIC_VERSIONS = True
    settings.LETTERS_OPEN_DAYS = 0
    settings.ROOT_URLCONF = "tests.newsroom.pages.kinds"
    return publish_every_kind()


@pytest.fixture
def visits(page, live_server, paths):
    """Goes through all pages and collects what is wrong with them, by path. Each page comes once, for looks that leave
    it as it was."""

    def visited(*looks, width, height=900):
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(reduced_motion="reduce")  # no skip link half way to its place
        found = {}
        for path, status in paths.items():
            assert page.goto(live_server.url + path).status == status
            settle(page)
            found[path] = [complaint for look in looks for complaint in look(page)]
        return {path: wrong for path, wrong in found.items() if wrong}

    return visited


def fitting(page):
    """At any spacing and size of text."""
    found = [complaint for about in LOOKS for complaint in complaints(page, about)]
    for css in (SPACED, DOUBLED):
        dress(page, css)
        found += [f"{css[:14]} {complaint}" for complaint in complaints(page, "overflow")]
    dress(page, "")
    return found


def lines(page):
    """Of a length and size to read."""
    return complaints(page, "lines")


def order(page):
    """The keyboard leads through the page in it."""
    stops, found = walk_by_tab(page)
    if not stops[0].startswith("a.skip"):
        found.append(f"first is {stops[0]}")
    if len(stops) < 8:
        found.append(f"only {len(stops)} stops")
    return found


@pytest.fixture
def faults(axe, violations):
    """What axe and the console say, light and dark."""

    def said(page):
        found = []
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            complaints = axe.run(page, options=AXE).response["violations"]
            found += [f"{scheme} {fault['id']}: {fault['nodes'][0]['html'][:200]}" for fault in complaints]
        found += [message for message in violations if "status of " not in message]  # that is the page's own
        violations.clear()
        return found

    return said


@pytest.mark.parametrize("width", [320, 768])
def test_page_fits_its_screen(visits, width):
    assert visits(fitting, width=width) == {}


@pytest.mark.parametrize("width", [360, 1280])
def test_page_fits_its_screen_reads_well_and_is_led_through_by_keyboard(visits, width):
    assert visits(order, fitting, lines, width=width) == {}


@pytest.mark.parametrize("width", [360, 1280])
def test_axe_and_the_console_have_nothing_to_say(visits, faults, width):
    assert visits(faults, width=width) == {}


def test_skip_link_leads_to_the_content(visits):
    def look(page):
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        is_at_content = page.evaluate("document.activeElement.id === 'main'")
        page.keyboard.press("Tab")
        is_inside = page.evaluate("document.activeElement.closest('main, footer') !== null")
        return [] if is_at_content and is_inside else ["the focus stays behind"]

    assert visits(look, width=1280) == {}


def test_wide_table_is_scrolled_by_keyboard(page, live_server, paths):
    page.set_viewport_size({"width": 320, "height": 640})
    for path in [path for path in paths if "seat" in path or "بالمقعد" in path]:
        page.goto(live_server.url + path)
        table = page.locator(".wide").first
        table.focus()
        page.keyboard.press("ArrowLeft" if path.startswith("/ar/") else "ArrowRight")
        page.wait_for_timeout(400)
        assert table.evaluate("table => Math.abs(table.scrollLeft)") > 0

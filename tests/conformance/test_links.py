"""Every link of the demo newsroom leads somewhere, directly, and says where."""

from urllib.parse import unquote

import pytest

from bench.stack import SITE

from .crawl import MOST
from .links import links

pytestmark = pytest.mark.slow

VAGUE = {
    *("here", "click here", "this", "link", "more", "read more", "continue", "details", "learn more"),
    *("هنا", "اضغط هنا", "المزيد", "اقرأ المزيد", "التفاصيل", "رابط"),
}


@pytest.fixture(scope="module")
def ours(site):
    """The links to our own pages, without what was never asked for."""
    return [link for page in site.pages for link in links(page) if link.is_ours]


def test_walk_saw_the_whole_site(site):
    assert 500 < len(site.answers) < MOST


def test_nothing_on_the_way_failed(site):
    assert {path: answer.status for path, answer in site.answers.items() if answer.status >= 500} == {}


def test_links_lead_to_pages_that_are_there(site, ours):
    """200 at once: no 404, and no redirect that the link could have spared."""
    asked = {link.path: link.page for link in ours}

    found = {path: (site.answers[path].status, page) for path, page in asked.items()}

    assert {path: came for path, came in found.items() if came[0] != 200} == {}


def test_loaded_files_are_there(site):
    names = [path for path in site.answers if path.startswith(("/static/", "/media/"))]

    assert len(names) > 50
    assert {path: site.answers[path].status for path in names if site.answers[path].status != 200} == {}


def test_fragments_exist(site, ours):
    pointed = {(link.path, unquote(link.fragment)): link.page for link in ours if link.fragment}
    ids = {path: set(site.answers[path].tree.xpath("//@id")) for path, _fragment in pointed}

    assert pointed  # the link to the main text, if no other
    assert {place: page for place, page in pointed.items() if place[1] not in ids[place[0]]} == {}


def test_links_have_words_that_say_where_they_lead(site):
    followed = [link for page in site.pages for link in links(page) if link.element == "a"]

    assert {(link.page, link.target) for link in followed if not link.name.strip()} == set()
    assert {(link.page, link.name) for link in followed if link.name.strip(" .…»«→←").lower() in VAGUE} == set()


def test_links_out_of_the_site_are_links_alone(site):
    """`http:` is old, and everything that no link can be is a mistake."""
    schemes = {link.target.partition(":")[0]: link.page for page in site.pages for link in links(page)}

    assert set(schemes) <= {"https", "mailto"}, schemes
    assert SITE.startswith("https:")

"""What search engines and feed readers get of the whole newsroom: every page listed, every file valid, no dead end."""

import json
from itertools import chain
from pathlib import Path

import pytest
from lxml import etree, html

from bench.stack import SITE

from .asking import path_of

pytestmark = pytest.mark.slow

SCHEMAS = Path(__file__).parents[1] / "samples" / "schemas"
MAP, ATOM = "{http://www.sitemaps.org/schemas/sitemap/0.9}", "{http://www.w3.org/2005/Atom}"
CONTENT = f"{ATOM}content", "{http://purl.org/rss/1.0/modules/content/}encoded"


@pytest.fixture(scope="module")
def maps(site):
    """The sitemaps that the index names."""
    index = site.answers["/sitemap.xml"].tree
    return {path_of(loc.text): site.answers[path_of(loc.text)] for loc in index.iter(f"{MAP}loc")}


@pytest.fixture(scope="module")
def feeds(site):
    return [answer for path, answer in site.answers.items() if path.endswith(("/feed.xml", "/rss.xml"))]


def test_every_page_that_may_be_found_is_in_a_sitemap_and_nothing_else(site, maps):
    listed = {path_of(loc.text) for answer in maps.values() for loc in answer.tree.iter(f"{MAP}loc")}

    found = {page.path for page in site.pages if "?" not in page.path and not _is_hidden(page)}

    assert (sorted(found - listed), sorted(listed - found)) == ([], [])


def _is_hidden(page):
    return any("noindex" in robots for robots in page.tree.xpath("//meta[@name='robots']/@content"))


def test_sitemaps_are_valid(site, maps):
    checked = {"/sitemap.xml": "siteindex.xsd", "/news-sitemap.xml": "sitemap.xsd"} | dict.fromkeys(maps, "sitemap.xsd")
    for path, name in checked.items():
        schema = etree.XMLSchema(etree.parse(SCHEMAS / name))
        assert schema.validate(site.answers[path].tree), (path, schema.error_log)


def test_feeds_are_valid_and_lead_to_what_is_there(site, feeds):
    schema = etree.RelaxNG(etree.parse(SCHEMAS / "atom.rng"))

    invalid = [answer.path for answer in feeds if answer.path.endswith("feed.xml") and not schema.validate(answer.tree)]
    dead = {
        address
        for answer in feeds
        for text in chain.from_iterable(answer.tree.iter(name) for name in CONTENT)
        for address in html.fromstring(text.text).xpath("//@href | //@src")
        if _is_dead(site, address)
    }

    assert len(feeds) > 100
    assert (invalid, dead) == ([], set())


def _is_dead(site, address):
    """Whether an address in a feed is relative, or one of ours that does not answer."""
    if address.startswith(SITE + "/"):
        known = site.answers.get(path_of(address.partition("#")[0]))
        return not known or known.status != 200
    return not address.startswith(("https://", "http://", "mailto:"))


def test_each_page_says_in_its_head_only_what_is_there(site):
    dead = {
        (page.path, address)
        for page in site.pages
        for script in page.tree.xpath("//script[@type='application/ld+json']/text()")
        for address in _addresses(json.loads(script))
        if address.startswith(SITE + "/") and "{" not in address and "/static/" not in address
        if _is_dead(site, address)
    }

    assert dead == set()


def _addresses(said):
    """Every text in a structured value that is an address."""
    if isinstance(said, dict):
        return [address for value in said.values() for address in _addresses(value)]
    if isinstance(said, list):
        return [address for value in said for address in _addresses(value)]
    return [said] if isinstance(said, str) and said.startswith("http") else []


def test_stories_have_what_search_engines_ask_for(site):
    """https://developers.google.com/search/docs/appearance/structured-data/article: all that it recommends."""
    wanted = {"author", "dateModified", "datePublished", "headline", "publisher", "inLanguage", "mainEntityOfPage"}
    lacking = {}
    for page in site.pages:
        said = [json.loads(text) for text in page.tree.xpath("//script[@type='application/ld+json']/text()")]
        for story in (one for one in said if "NewsArticle" in one["@type"]):
            has_picture = bool(page.tree.xpath("//figure[contains(@class, 'lead')]//img"))
            missing = (wanted | ({"image"} if has_picture else set())) - {*story}
            if missing or len(story["headline"]) > 110 or not all(one["name"] for one in story["author"]):
                lacking[page.path] = missing

    assert lacking == {}

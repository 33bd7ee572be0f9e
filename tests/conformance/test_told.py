"""What pages tell programs: feeds by their names, what a page is, what other sites show of it."""

import json
import re

import pytest

from bench.stack import SITE

from .asking import path_of
from .crawl import PREFIXES, kind_of
from .test_heads import is_indexed, named

pytestmark = pytest.mark.slow

OPEN_GRAPH = ("og:title", "og:type", "og:url", "og:image", "og:site_name", "og:description", "og:locale")
FED = {"front", "section", "author", "topic", "corrections"}
FEED = "//link[@rel='alternate'][contains(@type, 'atom')]/@href"
ENTRY = "{http://www.w3.org/2005/Atom}entry"


def test_robots_txt_names_the_sitemaps(site):
    robots = site.answers["/robots.txt"]

    assert robots.status == 200
    named = {path_of(address) for address in re.findall(r"(?m)^Sitemap: *(\S+)", robots.body.decode())}
    assert named >= {"/sitemap.xml", "/news-sitemap.xml"}
    assert {path: site.answers[path].status for path in named} == dict.fromkeys(named, 200)


def test_lists_name_a_feed_that_answers(site):
    for page in site.pages:
        if kind_of(page.path) in FED and "?" not in page.path:
            feeds = {path_of(address) for address in page.tree.xpath(FEED)}
            assert feeds, page.path
            assert all(site.answers[path].status == 200 for path in feeds), page.path


def test_feeds_hold_stories(site):
    for prefix in PREFIXES:
        feed = site.answers[f"{prefix}/feed.xml"]
        assert feed.media_type == "application/atom+xml"
        assert len(list(feed.tree.iter(ENTRY))) >= 10
        assert site.answers[f"{prefix}/rss.xml"].media_type == "application/rss+xml"


def test_pages_say_what_they_are_for_machines(site):
    """JSON that can be read, of the kind that the page is."""
    wanted = {"front": "WebSite", "article": "NewsArticle", "author": "ProfilePage", "section": "CollectionPage"}
    for page in filter(is_indexed, site.pages):
        said = [json.loads(text) for text in page.tree.xpath("//script[@type='application/ld+json']/text()")]
        kind = wanted.get(kind_of(page.path))
        assert not kind or f'{kind}"' in json.dumps(said), page.path  # or a kind of it: OpinionNewsArticle


def test_page_says_what_other_sites_show_of_it(site):
    missing = {
        page.path: [name for name in OPEN_GRAPH if not any(named(page, name))]
        for page in site.pages
        if is_indexed(page)
    }

    assert {path: names for path, names in missing.items() if names} == {}
    assert [
        page.path for page in site.pages if is_indexed(page) and named(page, "twitter:card") != ["summary_large_image"]
    ] == []
    assert [page.path for page in site.pages if is_indexed(page) and named(page, "og:url") != [SITE + page.path]] == []


def test_search_engines_may_show_large_pictures(site):
    assert [
        page.path
        for page in site.pages
        if is_indexed(page) and "max-image-preview:large" not in "".join(named(page, "robots"))
    ] == []

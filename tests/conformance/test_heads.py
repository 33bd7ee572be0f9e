"""What the head of each page says: one title, one address, its languages, its preview on other sites."""

from collections import defaultdict

import pytest

from articles.languages import is_right_to_left
from bench.stack import SITE

from .asking import path_of
from .crawl import LANGUAGES, kind_of, language_of
from .links import loaded

pytestmark = pytest.mark.slow

KINDS = {
    *("front", "section", "archive", "article", "author", "topic", "corrections", "search", "about", "policy"),
    *("respond", "letters", "versions", "version"),
}


def attributes(page, path):
    return page.tree.xpath(path)


def named(page, name):
    return page.tree.xpath("//meta[@name=$name or @property=$name]/@content", name=name)


def is_indexed(page):
    return not any("noindex" in robots for robots in named(page, "robots"))


@pytest.fixture(scope="module")
def indexed(site):
    return [page for page in site.pages if is_indexed(page)]


def shared(pages, of):
    """What several pages have in common, with their addresses."""
    found = defaultdict(list)
    for page in pages:
        found[of(page)].append(page.path)
    return {said: paths for said, paths in found.items() if len(paths) > 1}


def test_page_has_one_title_and_one_description(site):
    for path, least in (("//head/title/text()", 3), ("//meta[@name='description']/@content", 15)):
        said = {page.path: attributes(page, path) for page in site.shown}

        assert {path: texts for path, texts in said.items() if len(texts) != 1 or len(texts[0]) < least} == {}


def test_no_two_pages_have_one_title(indexed):
    assert shared(indexed, lambda page: page.tree.findtext("head/title")) == {}


def test_no_two_pages_have_one_description(indexed):
    assert shared(indexed, lambda page: named(page, "description")[0]) == {}


def test_canonical_address_is_the_page_s_own(indexed):
    said = {page.path: attributes(page, "//link[@rel='canonical']/@href") for page in indexed}

    assert {path: found for path, found in said.items() if found != [SITE + path]} == {}


def test_languages_point_back_at_each_other(site, indexed):
    versions = {}
    for page in indexed:
        rows = page.tree.xpath("//link[@rel='alternate'][@hreflang]")
        versions[page.path] = {row.get("hreflang"): path_of(row.get("href")) for row in rows}
        assert all(row.get("href").startswith(SITE + "/") for row in rows), page.path

    lone = [path for path, named in versions.items() if named and named.get(language_of(path)) != path]
    one_way = [
        (path, other)
        for path, named in versions.items()
        for other in named.values()
        if {**versions[other], "x-default": ""} != {**named, "x-default": ""}
    ]

    assert sum("ar" in named and "en" in named for named in versions.values()) > 50
    assert (lone, one_way) == ([], [])
    assert [path for path, named in versions.items() if named and "x-default" not in named] == []


def test_language_and_direction_are_the_address_s(site):
    for page in site.shown:
        language = language_of(page.path)
        direction = "rtl" if is_right_to_left(language) else "ltr"

        assert (page.tree.get("lang"), page.tree.get("dir")) == (language, direction), page.path
        assert page.header("Content-Language") == language, page.path


def test_page_can_be_enlarged_and_has_an_icon(site):
    for page in site.shown:
        (viewport,) = named(page, "viewport")

        assert "width=device-width" in viewport, page.path
        assert "user-scalable" not in viewport, page.path
        assert "maximum-scale" not in viewport, page.path
        assert attributes(page, "//link[@rel='icon']/@href"), page.path
        assert named(page, "color-scheme") == ["light dark"], page.path


def test_page_loads_nothing_from_elsewhere(site):
    outside = {
        page.path: [address for address in loaded(page) if not address.startswith(SITE + "/")] for page in site.shown
    }

    assert {path: addresses for path, addresses in outside.items() if addresses} == {}


def test_every_kind_of_page_was_seen_in_both_languages(site):
    """Below each prefix; an address without a name is a page that is not there."""
    for language in LANGUAGES:
        assert KINDS - {kind_of(path) for path in site.samples if language_of(path) == language} == set()


def test_both_languages_have_the_same_kinds_of_page(site):
    kinds = {
        language: {kind_of(path) for path in site.samples if language_of(path) == language} for language in LANGUAGES
    }

    assert all(found == kinds[LANGUAGES[0]] for found in kinds.values()), kinds

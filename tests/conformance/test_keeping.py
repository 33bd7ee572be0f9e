"""What browsers, and caches in between, may keep; and HEAD, which is GET without its body."""

import pytest

from .crawl import MISSING, kind_of

pytestmark = pytest.mark.slow

DIFFERS = {"date", "connection", "transfer-encoding"}
UNKEPT_KINDS = {"respond"}  # a form with a token, for one reader
YEAR = 365 * 24 * 3600


@pytest.fixture(scope="module")
def kept(site):
    """The samples that may be kept."""
    return [path for path in site.samples if kind_of(path) not in UNKEPT_KINDS]


def headers(answer):
    return {name.lower(): value for name, value in answer.headers if name.lower() not in DIFFERS}


def test_page_may_be_kept_and_asked_for_again(site, kept):
    for path in kept:
        page = site.answers[path]
        assert "public" in page.header("Cache-Control"), path
        assert page.header("ETag").strip("W/").strip('"'), path


def test_page_has_one_tag_as_long_as_it_is_the_same(site, kept):
    assert [
        path for path in kept if site.variants[path, "again"].header("ETag") != site.answers[path].header("ETag")
    ] == []


def test_page_that_is_known_is_not_sent_again(site, kept):
    for path in kept:
        known = site.variants[path, "known"]
        assert (known.status, known.wire) == (304, 0), path
        assert known.header("ETag") == site.answers[path].header("ETag"), path
        assert known.header("Cache-Control") == site.answers[path].header("Cache-Control"), path


def test_page_that_is_old_news_is_not_sent_again(site, kept):
    dated = [path for path in kept if site.answers[path].header("Last-Modified")]

    assert [path for path in dated if site.variants[path, "since"].status != 304] == []


def test_page_is_one_however_a_link_was_decorated(site, kept):
    """A parameter that no page of ours reads changes nothing."""
    for path in kept:
        assert site.variants[path, "tracked"].status == 200, path
        assert site.variants[path, "tracked"].body == site.answers[path].body, path


def test_page_is_one_however_it_is_packed(site, kept):
    assert [path for path in kept if site.variants[path, "plain"].body != site.answers[path].body] == []


def test_head_is_get_without_its_body(site):
    for path in site.samples:
        head, page = site.variants[path, "HEAD"], site.variants[path, "again"]
        assert (head.status, head.wire) == (page.status, 0), path
        assert headers(head) == headers(page), path


def test_static_files_are_kept_for_ever(site):
    files = [answer for path, answer in site.answers.items() if path.startswith("/static/")]

    assert files
    for answer in files:
        assert "immutable" in answer.header("Cache-Control"), answer.path
        assert f"max-age={YEAR}" in answer.header("Cache-Control") or "max-age=315360000" in answer.header(
            "Cache-Control"
        )


def test_what_is_not_there_is_a_page_that_leads_on(site):
    for path in MISSING:
        page = site.answers[path]

        assert page.status == 404, path
        assert len(page.tree.xpath("//main//a[@href]")) >= 3, path
        assert page.tree.xpath("//meta[@name='robots']/@content") == ["noindex"], path
        assert "no-cache" in page.header("Cache-Control") or "no-store" in page.header("Cache-Control"), path
        assert b"Traceback" not in page.body, path
        assert b"DEBUG" not in page.body, path


def test_what_was_taken_back_says_so_and_is_not_found(site):
    statuses = {"held": 200, "retracted": 200, "removed": 410}

    assert set(site.taken_back.values()) == set(statuses)
    for path, became in site.taken_back.items():
        page = site.answers[path]
        assert page.status == statuses[became], path
        assert page.tree.xpath("//meta[@name='robots']/@content") == ["noindex"], path
        assert not any(path in other.body.decode() for other in site.pages if other.path != path), path

"""What a page costs on the way to a reader, packed: itself, and what a browser asks for because of it."""

import pytest

from .asking import path_of
from .links import SHEETS, loaded

pytestmark = pytest.mark.slow

MOST_BYTES = 30 * 1024
MOST_STYLE = 10 * 1024
MOST_REQUESTS = 10
SMALL = 2000  # bytes that packing hardly halves
ICONS = "//link[@rel='icon' or @rel='apple-touch-icon']/@href"


def pictures_in_a_hurry(page):
    return [picture for picture in page.tree.iter("img") if picture.get("loading") != "lazy"]


def files(page, path):
    return {path_of(address) for address in page.tree.xpath(path)}


def test_page_is_light(site):
    """With its style and everything else but pictures; a browser asks for one icon of those that are named."""
    weights = {}
    for page in site.pages:
        named = files(page, SHEETS) - files(page, ICONS)
        weights[page.path] = page.wire + sum(site.answers[path].wire for path in named)

    assert {path: weight for path, weight in weights.items() if weight > MOST_BYTES} == {}


def test_page_asks_for_little(site):
    requests = {}
    for page in site.pages:
        named = files(page, SHEETS) - files(page, ICONS)
        requests[page.path] = 1 + len(named) + 1 + len(pictures_in_a_hurry(page))

    assert {path: number for path, number in requests.items() if number > MOST_REQUESTS} == {}


def test_style_is_light(site):
    sheets = [answer for answer in site.answers.values() if answer.media_type == "text/css"]

    assert sheets
    assert {sheet.path: sheet.wire for sheet in sheets if sheet.wire > MOST_STYLE} == {}


def test_pages_need_no_script(site):
    scripts = [address for page in site.pages for address in loaded(page) if ".js" in address]

    assert scripts == []


def test_texts_come_packed(site):
    """Everything that is text and longer than what packing would add, but for what is one reader's own: packed with
    something secret, its length would tell of that (BREACH)."""
    plain = [
        answer.path
        for answer in site.answers.values()
        if answer.media_type.startswith("text/") or answer.media_type.endswith(("xml", "json"))
        if answer.status == 200 and len(answer.body) > SMALL and answer.header("Content-Encoding") != "br"
        if "no-store" not in answer.header("Cache-Control")
    ]

    assert plain == []
    open_ones = [path for path in site.samples if "no-store" not in site.answers[path].header("Cache-Control")]
    assert [path for path in open_ones if site.variants[path, "gzip"].header("Content-Encoding") != "gzip"] == []
    assert [path for path in site.samples if site.variants[path, "plain"].header("Content-Encoding")] == []

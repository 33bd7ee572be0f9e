"""What a page costs on the way to a reader, packed: itself, and what a browser asks for because of it."""

import pytest

from .asking import path_of
from .links import SHEETS, loaded

pytestmark = pytest.mark.slow

MOST_STYLE = 10 * 1024
MOST_REQUESTS = 10
ICONS = "//link[@rel='icon' or @rel='apple-touch-icon']/@href"


def pictures_in_a_hurry(page):
    return [picture for picture in page.tree.iter("img") if picture.get("loading") != "lazy"]


def files(page, path):
    return {path_of(address) for address in page.tree.xpath(path)}


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

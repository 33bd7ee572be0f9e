from datetime import UTC, datetime
from urllib.parse import quote

import pytest

from newsroom.moving.exporting.copying.naming import copied_path, file_of
from newsroom.pages.cursors import Place, written

PLACE = written(Place(datetime(2025, 1, 4, 17, 12, 0, 5, tzinfo=UTC), 31))
LONG = "/ar/world/2025/01/04/" + "ميناء-" * 40 + "/"


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("/", "index.html"),
        ("/ar/", "ar/index.html"),
        ("/world/feed.xml", "world/feed.xml"),
        ("/404.html", "404.html"),
        ("/ar/world/2025/01/04/الميناء/", "ar/world/2025/01/04/الميناء/index.html"),
        (quote("/ar/world/2025/01/04/الميناء/"), "ar/world/2025/01/04/الميناء/index.html"),
        ("/caf%C3%A9/", "café/index.html"),
        ("/cafe\u0301/", "café/index.html"),
        ("/old/story", "old/story/index.html"),
        (f"/world/?before={PLACE}", "world/before/20250104T171200.000005-31/index.html"),
        ("/.well-known/security.txt", ".well-known/security.txt"),
    ],
)
def test_address_has_its_file(address, file):
    assert file_of(copied_path(address)) == file


@pytest.mark.parametrize(
    "address",
    [
        *(
            "/../etc/passwd",
            "/%2e%2e/x",
            "/a/./b",
            "/a//b/",
            "//other.example/",
            "world/",
            "/a\0b",
            "/a%00b",
            "",
            "/.newsroom/x",
        ),
        *("/_redirects", "/_redirects/x/"),
        *("/world/?before=nonsense", "/search/?q=x", "/world/feed.xml?before=" + PLACE, "https://other.example/x"),
    ],
)
def test_what_is_no_address_of_a_file_has_none(address):
    assert copied_path(address) is None


def test_name_that_is_too_long_is_cut_and_stays_apart_from_others():
    first, other = (copied_path(LONG.replace("-/", f"-{end}/")) for end in ("a", "b"))

    assert first != other
    assert len(first.split("/")[-2].encode()) <= 255
    assert first.startswith(LONG[:80])
    assert copied_path(first) == first

"""Which links of a body lead into the site, and what has to be there for them."""

import pytest

from articles.checklist.links import Link, Target, is_own, links_of, target_of


def test_links_of_a_body_are_those_into_the_site():
    body = (
        '<p><a data-article="7">the <em>first</em> day</a> <a href="https://example.org/x">elsewhere</a> '
        '<a href="/world/?a=1&amp;b=2" rel="noopener">our &amp; world</a> <a href="mailto:a@example.org">write</a></p>'
    )

    assert links_of(body) == [Link("the first day", article=7), Link("our & world", address="/world/?a=1&b=2")]


@pytest.mark.parametrize(
    ("address", "own"),
    [
        ("/world/", True),
        ("world/", True),
        ("http://127.0.0.1:8000/world/", True),
        ("https://127.0.0.1:8000/world/", True),
        ("HTTP://127.0.0.1:8000/", True),
        ("https://example.org/world/", False),
        ("https://127.0.0.1:8000.example.org/", False),
        ("mailto:desk@example.org", False),
        ("#below", False),
        ("?page=2", False),
        ("", False),
        ("http://[", False),
    ],
)
def test_address_is_our_own(settings, address, own):
    settings.SITE_URL = "http://127.0.0.1:8000"

    assert is_own(address) is own


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("/", Target("/")),
        ("/ar/", Target("/ar/")),
        ("/world/", Target("/world/", record="/world/")),
        ("/world", Target("/world/", record="/world/")),
        ("/ar/world/", Target("/ar/world/", record="/world/")),
        ("/sport/football/?before=x#y", Target("/sport/football/", record="/sport/football/")),
        ("/world/2025/01/", Target("/world/2025/01/", record="/world/")),
        ("/authors/rana/", Target("/authors/rana/", record="/authors/rana/")),
        ("/topics/harbours/", Target("/topics/harbours/", record="/topics/harbours/")),
        ("/corrections/", Target("/corrections/")),
        (
            "/ar/world/2025/01/04/%D9%85%D9%8A%D9%86%D8%A7%D8%A1/",
            Target("/ar/world/2025/01/04/ميناء/", record="/world/2025/01/04/ميناء/", is_story=True),
        ),
        ("/admin/articles/article/1/change/", Target("/admin/articles/article/1/change/", is_broken=True)),
        ("/a/b/c/d/e/f/g/", Target("/a/b/c/d/e/f/g/", is_broken=True)),
        ("world/", Target("world/", is_broken=True)),
        ("/%00/", Target("/\x00/", is_broken=True)),
    ],
)
def test_target_of_an_address(address, target):
    found = target_of(address)

    assert (found.is_broken, found.record, found.is_story) == (target.is_broken, target.record, target.is_story)
    if not target.is_broken:
        assert found.path == target.path

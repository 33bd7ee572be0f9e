"""The shape of each page: headings, landmarks, pictures; nothing inline, and no more of it than its budget."""

import pytest

pytestmark = pytest.mark.slow

LANDMARKS = ("main", "body/header", "body//nav", "body/footer")
MOST_ELEMENTS = 1000
WORDLESS = "//script[not(@src)][not(@type='application/ld+json')] | //style | //*[@style]"


def test_page_has_one_first_heading_and_skips_no_level(site):
    wrong = {}
    for page in site.shown:
        levels = [int(element.tag[1]) for element in page.tree.xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
        jumps = [(a, b) for a, b in zip(levels, levels[1:], strict=False) if b > a + 1]
        if levels.count(1) != 1 or levels[0] != 1 or jumps:
            wrong[page.path] = levels

    assert wrong == {}


def test_page_has_its_landmarks(site):
    missing = {
        page.path: [name for name in LANDMARKS if page.tree.find(f".//{name}") is None and page.tree.find(name) is None]
        for page in site.shown
    }

    assert {path: names for path, names in missing.items() if names} == {}
    assert [page.path for page in site.shown if len(page.tree.findall(".//main")) != 1] == []


def test_first_link_skips_to_the_text(site):
    for page in site.shown:
        first = page.tree.find("body//a")

        assert first.get("href", "").startswith("#"), page.path
        assert page.tree.xpath("//main[@id=$id] | //main//*[@id=$id]", id=first.get("href")[1:]), page.path


def test_nothing_stands_inline(site):
    """The policy would refuse it: styles, scripts but for data, and attributes that are scripts."""
    for page in site.shown:
        assert page.tree.xpath(WORDLESS) == [], page.path
        assert [name for name in page.tree.xpath("//@*") if name.attrname.startswith("on")] == [], page.path
        assert "javascript:" not in "".join(page.tree.xpath("//@href")), page.path


def test_no_name_stands_twice(site):
    for page in site.shown:
        ids = page.tree.xpath("//@id")

        assert len(ids) == len(set(ids)), page.path


def test_pictures_have_their_space_and_their_words(site):
    for page in site.pages:
        for picture in page.tree.iter("img"):
            assert picture.get("alt") is not None, (page.path, picture.attrib)
            assert picture.get("width", "").isdigit(), (page.path, picture.attrib)
            assert picture.get("height", "").isdigit(), (page.path, picture.attrib)


def test_one_picture_at_most_is_in_a_hurry(site):
    """The largest: it comes first, and the others wait until they are seen."""
    for page in site.pages:
        eager = [picture for picture in page.tree.iter("img") if picture.get("loading") != "lazy"]

        assert len(eager) <= 1, page.path
        assert all(picture.get("fetchpriority") == "high" for picture in eager), page.path


def test_front_page_is_no_thicket(site):
    for path in ("/", "/ar/"):
        assert len(list(site.answers[path].tree.iter("*"))) <= MOST_ELEMENTS

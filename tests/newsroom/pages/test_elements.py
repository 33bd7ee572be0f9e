import pytest
from lxml import etree

from newsroom.pages.elements import add, document, written


def test_element_is_of_its_prefix_or_of_its_parents_namespace():
    root = document("urlset", namespace="http://a.example/", prefixes=("news",))
    url = add(root, "url", one="1", none=None)
    add(url, "news:title", "A & <b>")

    assert written(root).decode().splitlines()[1] == (
        '<urlset xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns="http://a.example/">'
        '<url one="1"><news:title>A &amp; &lt;b&gt;</news:title></url></urlset>'
    )


def test_document_may_have_no_namespace():
    root = document("oembed")
    add(root, "title", "Boats")

    assert written(root).decode().splitlines()[1] == "<oembed><title>Boats</title></oembed>"


@pytest.mark.parametrize("text", ["a\x00b", "a\x1fb", "a\ufffeb", "a\ud800b"])
def test_characters_that_no_document_may_hold_are_left_out(text):
    root = document("a")
    add(root, "b", text, c=text)

    read = etree.fromstring(written(root))

    assert (read.findtext("b"), read[0].get("c")) == ("ab", "ab")


def test_lines_and_letters_of_all_kinds_stay():
    text = "Boats\tand\nnets ميناء 😀 \u200f"
    root = document("a")
    add(root, "b", text)

    assert etree.fromstring(written(root)).findtext("b") == text

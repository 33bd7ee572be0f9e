import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from articles.bodies import Words, plain_text, render, sanitise
from articles.body_page import laid_out
from articles.embeds import PROVIDERS

WORDS = Words(
    kinds={
        "video": "Video: %(provider)s",
        "post": "Post: %(provider)s",
        "sound": "Sound: %(provider)s",
        "chart": "%(provider)s",
    },
    leaves="Leads <elsewhere>",
    table="Table %(number)s",
)
PARTS = ["<h2>a", "<h3>b", "<h4>c", "<p>d", "<aside>", "</aside>", "<aside data-kind=quote>", "<table><caption>e<td>"]
PARTS += ["</table>", "<td>", "<blockquote>", "</blockquote>", "<ul><li>", "</ul>", "<figure data-embed=youtube:abc>"]
BODIES = st.lists(st.sampled_from(PARTS), max_size=20).map("".join)


def shown(body):
    return render(body, pictures={}, addresses={}, words=WORDS)


@pytest.mark.parametrize(
    ("levels", "wanted"),
    [("3", "2"), ("4 4 2 4", "2 3 2 3"), ("2 3 4 3 2", "2 3 4 3 2"), ("3 2 4", "2 2 3")],
)
def test_headings_leave_out_no_level(levels, wanted):
    body = "".join(f"<h{level}>a</h{level}>" for level in levels.split())

    assert shown(body) == "".join(f"<h{level}>a</h{level}>" for level in wanted.split())


def test_heading_in_a_box_leaves_those_after_it_alone():
    assert shown("<h2>a</h2><aside><h4>b</h4></aside><h3>c</h3>") == (
        '<h2>a</h2><div class="facts-box" role="note"><h3>b</h3></div><h3>c</h3>'
    )


def test_pull_quote_is_an_aside_and_a_box_a_note():
    body = '<aside data-kind="quote" dir="rtl" lang="ar"><p>a</p></aside><aside><p>b</p></aside>'

    assert shown(body) == (
        '<aside class="pull" dir="rtl" lang="ar"><p>a</p></aside><div class="facts-box" role="note"><p>b</p></div>'
    )


def test_other_kinds_of_aside_are_no_kind():
    assert sanitise('<aside data-kind="advert"><p>a</p></aside>') == "<aside><p>a</p></aside>"
    assert sanitise('<p data-kind="quote">a</p>') == "<p>a</p>"


def test_table_scrolls_under_its_caption_or_its_number():
    named = '<table><caption>Boats &amp; <em>"nets"</em></caption><tbody><tr><td>1</td></tr></tbody></table>'
    other = "<table><tbody><tr><td>1</td></tr></tbody></table>"

    around = '<div class="wide" role="region" tabindex="0" aria-label="{}">{}</div>'.format
    assert shown(named + other) == around("Boats &amp; &quot;nets&quot;", named) + around("Table 2", other)


@pytest.mark.parametrize(
    ("embed", "what"),
    [
        ("youtube:abc123", "Video: <bdi>YouTube</bdi>"),
        ("facebook:harbour/posts/1", "Post: <bdi>Facebook</bdi>"),
        ("facebook:harbour/videos/1", "Video: <bdi>Facebook</bdi>"),
        ("facebook:share/r/abc", "Video: <bdi>Facebook</bdi>"),
        ("soundcloud:harbour/waves", "Sound: <bdi>SoundCloud</bdi>"),
        ("datawrapper:abcde", "<bdi>Datawrapper</bdi>"),
    ],
)
def test_embed_is_a_card_that_says_what_it_is_and_where_it_leads(embed, what):
    [card] = lxml_html.fragments_fromstring(shown(f'<figure data-embed="{embed}"></figure>'))

    assert f"<strong>{what}</strong>" in lxml_html.tostring(card, encoding="unicode")
    assert [element.tag for element in card.iter()] == ["p", "a", "strong", "bdi", "bdi", "span"]
    assert card.xpath("string(.//span)") == "Leads <elsewhere>"
    assert card.xpath("string(a/@href)").removesuffix("/").endswith(card.xpath("string(.//bdi[@class])"))


def test_each_provider_has_a_kind_that_pages_have_words_for():
    assert {provider.kind for provider in PROVIDERS.values()} == set(WORDS.kinds)


@given(BODIES)
@settings(deadline=None)
def test_what_a_page_puts_around_parts_keeps_words_and_structure(body):
    clean = sanitise(body)
    before = lxml_html.fragment_fromstring(clean, create_parent="article")
    after = lxml_html.fragment_fromstring(laid_out(clean, WORDS), create_parent="article")
    levels = [1, *(int(element.tag[1]) for element in after.iter("h2", "h3", "h4"))]

    assert after.text_content() == before.text_content()
    assert plain_text(laid_out(clean, WORDS)) == plain_text(clean)
    assert all(later <= earlier + 1 for earlier, later in zip(levels, levels[1:], strict=False))
    assert [
        table.getparent().get("class") for table in after.iter("table") if not list(table.iterancestors("table"))
    ] == ["wide" for table in before.iter("table") if not list(table.iterancestors("table"))]
    assert len(list(after.iter("aside"))) == len(before.xpath(".//aside[@data-kind]"))


def test_without_words_nothing_is_put_around():
    body = sanitise("<h4>a</h4><aside><p>b</p></aside><table><tr><td>1</table>")

    assert render(body, pictures={}, addresses={}) == body

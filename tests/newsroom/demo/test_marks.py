import pytest

from newsroom.demo.marks import renumbered, to_html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("One.\n\nTwo\nlines & <more>.\n", "<p>One.</p><p>Two lines &amp; &lt;more&gt;.</p>"),
        ("## Head\n\nText", "<h2>Head</h2><p>Text</p>"),
        ("## Head\nText", "<h2>Head</h2><p>Text</p>"),
        ("> Said so,\n> twice.", "<blockquote><p>Said so, twice.</p></blockquote>"),
        ("- one\n- two > one", "<ul><li>one</li><li>two &gt; one</li></ul>"),
        ("5 - 3 is 2", "<p>5 - 3 is 2</p>"),
        ("", ""),
    ],
)
def test_to_html(text, html):
    assert to_html(text) == html


def test_numbers_become_keys():
    html = '<a data-article="2">a</a><figure data-picture="1"></figure><a data-article="1">b</a>'

    assert renumbered(html, attribute="data-article", keys=[70, 80]) == (
        '<a data-article="80">a</a><figure data-picture="1"></figure><a data-article="70">b</a>'
    )

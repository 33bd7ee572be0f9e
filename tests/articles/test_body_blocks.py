import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import bodies, body_blocks

LIST = "<ul><li>One<ul><li>Two</li></ul></li></ul>"


@pytest.mark.parametrize(
    ("html", "blocks"),
    [
        ("", []),
        ("<p>One</p><p>Two<br>lines</p>", ["<p>One</p>", "<p>Two<br>lines</p>"]),
        (f"<h2>A</h2>{LIST}<hr><p>B</p>", ["<h2>A</h2>", LIST, "<hr>", "<p>B</p>"]),
        ('<figure data-picture="3"></figure><p>ب</p>', ['<figure data-picture="3"></figure>', "<p>ب</p>"]),
        (
            '<aside data-kind="quote"><p>A</p><p><cite>B</cite></p></aside><aside><h3>C</h3></aside>',
            ['<aside data-kind="quote"><p>A</p><p><cite>B</cite></p></aside>', "<aside><h3>C</h3></aside>"],
        ),
        ("plain", ["plain"]),
    ],
)
def test_body_is_split_at_its_outermost_elements(html, blocks):
    assert body_blocks.split(html) == blocks


@given(st.text(alphabet="<>/pulib q2h \n", max_size=200))
def test_blocks_joined_are_the_body_again(text):
    html = bodies.sanitise(text)

    assert body_blocks.join(body_blocks.split(html)) == html

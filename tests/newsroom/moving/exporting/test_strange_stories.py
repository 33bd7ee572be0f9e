"""What is rare in a newsroom comes back all the same from what others get."""

import pytest

from articles import bodies
from newsroom.wire.stories import Standing
from tests.factories import make_author
from tests.newsroom.pages.readers import make_image, publish

from .for_others import exported, read_again

pytestmark = pytest.mark.django_db
TABLE = "<table><tbody><tr><th>Port</th><th>Boats</th></tr><tr><td>Jaffa &lt;1&gt;</td><td>12</td></tr></tbody></table>"
TEXT = (
    "<h2>One &amp; two</h2>{figures}" + TABLE + "<blockquote><p>Said.</p></blockquote><ul><li>First</li></ul>"
    '<figure data-embed="youtube:dQw4w9WgXcQ"></figure>'
    '<p><a href="https://other.example/?a=1&amp;b=2">Out</a></p><p>Last 😀 \u200bline.</p>'
)
SHOWN_OF_OTHERS = {"No 1", "No 2", "YouTube: youtube.com/watch?v=dQw4w9WgXcQ"}


def paragraphs(body):
    return [line for line in bodies.plain_text(body).split("\n") if line]


@pytest.mark.parametrize("name", ["ninjs", "newsml_g2", "rss"])
def test_strange_stories_come_back(name, tmp_path):
    agency = make_author("coastal", names={"en": "Coastal Wire"}, kind="agency")
    figures = "".join(f'<figure data-picture="{make_image(captions={"en": f"No {n}"}).pk}"></figure>' for n in (1, 2))
    long = publish(
        headline=("Harbour " * 37).strip(),
        standfirst="A & B < C > D “quoted” 'single'",
        source="",
        bylines=[
            {"author": None, "name": "Rana Haddad", "role": "by"},
            {"author": None, "name": "Omar “the Pen” Saleh", "role": "by"},
            {"author": agency.pk, "name": "", "role": "agency"},
        ],
        lead_image=make_image(captions={}, alternatives={}, credit=""),
        body=TEXT.format(figures=figures),
    )
    arabic = publish(
        headline="قال \u2067الميناء (Jaffa) 2025\u2069 يعود",
        standfirst="بعد العاصفة \u200fABC\u200f.",
        language="ar",
        body='<p>عادت 12 قاربًا <em>(Port)</em>.</p><p dir="ltr">English inside.</p>',
    )

    exported(name, tmp_path / "out")

    found = read_again(tmp_path / "out")
    for story in (long, arabic):
        again = found[story.pk]
        assert (again.headline, again.standfirst, again.language) == (story.headline, story.standfirst, story.language)
        assert (again.published_at, again.standing) == (story.first_published_at, Standing.USABLE)
        read = paragraphs(again.body)
        assert [line for line in read if line not in SHOWN_OF_OTHERS] == paragraphs(story.body_html)
    assert 'dir="ltr"' in found[arabic.pk].body
    assert {"Rana Haddad", "Omar “the Pen” Saleh"} <= {one.name for one in found[long.pk].bylines}
    pictures = {(one.caption, one.alternative, one.credit) for one in found[long.pk].pictures if not one.is_lead}
    assert pictures == {("No 1", "Two boats", "Rana Haddad"), ("No 2", "Two boats", "Rana Haddad")}

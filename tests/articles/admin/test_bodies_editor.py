import html
import json
import re

import pytest
from django.utils import translation

from articles import bodies
from articles.admin.bodies_editor import BodyWidget, editor_holds
from articles.admin.editor_words import BUTTONS
from articles.decoder.opening import MOST_BYTES


@pytest.mark.parametrize(
    ("body", "held"),
    [
        ("", True),
        ("<p>One <strong>two</strong><br>three</p><h2>Four</h2><ul><li><p>Five</p></li></ul>", True),
        ('<p><a href="https://example.org/">there</a> <a data-article="7">story</a></p>', True),
        ('<figure data-picture="3"></figure><figure data-embed="youtube:abc123"></figure>', True),
        ('<figure data-picture="3" data-alt="Two"><figcaption>Boats</figcaption></figure>', True),
        ('<figure data-kind="gallery"><figure data-picture="3"></figure></figure>', True),
        ("<figure><p>One</p><figcaption>Two</figcaption></figure>", False),
        ("<table><tbody><tr><td>1</td></tr></tbody></table><hr>", True),
        ("<table><caption>Seats</caption><tbody><tr><th scope=col>1</th></tr></tbody></table>", True),
        ("<table><caption>Seats <em>free</em></caption><tbody><tr><td>1</td></tr></tbody></table>", False),
        ('<p lang="ar" dir="rtl">نص <bdi lang="en" dir="ltr">text</bdi></p>', True),
        ('<p>She <em lang="fr">enfin</em> came.</p>', False),
        ('<aside data-kind="quote"><p>One</p><p><cite>Two</cite></p></aside><h2>Three</h2>', True),
        ('<aside data-kind="quote"><p>One</p><ul><li>Two</li></ul></aside>', False),
        ('<aside><h3>One</h3><ul><li>Two</li></ul></aside><aside data-kind="quote"><p>One</p></aside>', True),
        ("<p>She said <q>yes</q>, then <q>no</q>.</p>", True),
        ("<p>She said <q>he said <q>yes</q></q>.</p>", False),
        ('<p>She said <q lang="fr">oui</q>.</p>', False),
        ("<table><thead><tr><th>1</th></tr></thead><tbody><tr><td>2</td></tr></tbody></table>", True),
        ("<table><tbody><tr><td>2</td></tr></tbody><thead><tr><th>1</th></tr></thead></table>", False),
    ],
)
def test_editor_takes_over_what_it_can_give_back(body, held):
    assert editor_holds(bodies.sanitise(body)) is held


def test_widget_without_the_editor_says_why():
    shown = BodyWidget(language="ar").render("body", "<p>She said <q>he said <q>yes</q></q>.</p>", {"id": "id_body"})

    assert "data-django-prose-editor" not in shown
    assert "&lt;q&gt;yes&lt;/q&gt;" in shown
    assert "edited as HTML" in shown


def test_editor_gets_its_words_and_doors():
    shown = BodyWidget(language="en", story=7).render("body", "<p>One</p>", {"id": "id_body"})

    assert 'data-stories="/admin/articles/article/choose/story/"' in shown
    assert 'data-story="7"' in shown
    assert f'data-upload="/admin/articles/image/upload/" data-most-bytes="{MOST_BYTES}"' in shown
    assert shown.count("<template data-dialog=") == 12


def test_every_button_has_a_name_in_the_language_of_the_interface():
    with translation.override("ar"):
        shown = BodyWidget().render("body", "<p>One</p>", {"id": "id_body"})

    words = json.loads(html.unescape(re.search(r'data-words="([^"]*)"', shown)[1]))
    assert set(words["buttons"]) == set(BUTTONS)
    assert all(words["buttons"].values())

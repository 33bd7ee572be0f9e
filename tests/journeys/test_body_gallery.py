"""Galleries in a body, in a real browser: made, put in order, and captioned as a whole."""

import pytest

from articles import pictures
from articles.models import Article
from tests.factories import make_article, make_user

from .test_body_editor import (  # noqa: F401 - fixtures among them
    article,
    body_of,
    choose,
    chosen_picture,
    editing,
    open_story,
    picture,
    press,
    shot,
)

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_gallery_is_made_and_put_in_order(editing, picture, violations):  # noqa: F811
    other = pictures.add(shot("teal"), by=make_user("chief"), captions={"en": "The harbour"}, credit="Rana Haddad")
    press(editing, "Gallery")
    choose(editing, "The harbour")
    choose(editing, "Fishermen mend nets")
    choose(editing, "Insert (2)")
    first, second = (f'<figure data-picture="{one.pk}"></figure>' for one in (other, picture))
    made = body_of(editing)
    editing.keyboard.press("ArrowLeft")
    chosen_picture(editing, 1)
    editing.keyboard.press("Alt+ArrowUp")
    chosen_picture(editing, 0)
    moved = body_of(editing)
    editing.get_by_role("button", name="Move later").first.click()
    chosen_picture(editing, 1)
    moved_back = body_of(editing)
    editing.keyboard.press("Delete")
    one_left = body_of(editing)
    editing.locator(".pictures").get_by_role("button", name="Remove from the story").click()

    gallery = '<p>Boats go out.</p><figure data-kind="gallery">{}</figure>'
    assert (made, moved) == (gallery.format(first + second), gallery.format(second + first))
    assert (moved_back, one_left) == (made, gallery.format(first))
    assert body_of(editing) == "<p>Boats go out.</p>"
    assert violations == []


def test_gallery_is_captioned_as_a_whole_by_keyboard(editing, picture, article, violations):  # noqa: F811
    figure = f'<figure data-picture="{picture.pk}"></figure>'
    press(editing, "Gallery")
    choose(editing, "Fishermen mend nets")
    choose(editing, "Insert (1)")
    editing.keyboard.press("ArrowLeft")
    chosen_picture(editing, 0)
    editing.keyboard.press("Alt+F10")
    while editing.evaluate("document.activeElement.dataset.name") != "galleryWords":
        editing.keyboard.press("ArrowRight")
    editing.keyboard.press("Enter")
    editing.keyboard.type("A day <at> sea")
    editing.keyboard.press("Enter")
    editing.locator(".gallery-head .said", has_text="A day <at> sea").wait_for()
    captioned = body_of(editing)
    with editing.expect_navigation():
        editing.keyboard.press("Control+s")

    caption = "<figcaption>A day &lt;at&gt; sea</figcaption>"
    assert captioned == f'<p>Boats go out.</p><figure data-kind="gallery">{figure}{caption}</figure>'
    assert Article.objects.get(pk=article.pk).body == captioned
    assert editing.locator(".gallery-head .said").inner_text() == "A day <at> sea"
    assert violations == []


def test_caption_of_a_gallery_is_changed_and_taken_away(signed_in, live_server, picture, violations):  # noqa: F811
    figure = f'<figure data-picture="{picture.pk}"></figure>'
    gallery = f'<figure data-kind="gallery">{figure * 2}{{}}</figure><p>Boats go out.</p>'
    story = make_article(body=gallery.format("<figcaption>A day</figcaption>"))
    open_story(signed_in, live_server, story)
    found = []
    for words in ("A night", ""):
        signed_in.locator(".gallery-head").get_by_role("button", name="Caption of the gallery").click()
        field = signed_in.get_by_label("What is said of all its pictures together")
        field.fill(words)
        choose(signed_in, "Take over")
        found.append(body_of(signed_in))

    assert found == [gallery.format("<figcaption>A night</figcaption>"), gallery.format("")]
    assert violations == []
    signed_in.goto("about:blank")

"""The wire's page by keyboard alone, on a phone from right to left and in the dark, and a newer version taken over."""

from dataclasses import replace

import pytest

from articles import desk, editing
from articles.models import Article
from newsroom.wire.models import Source, WireItem
from tests.factories import make_section, make_user
from tests.newsroom.desk.incoming.newer import CAME, MENDED
from tests.newsroom.wire.filed import file

from .waiting import follow

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def nadia(page, live_server):
    """An editor, signed in, with a story on the wire."""
    make_section("economy")
    nadia = make_user("editor", username="nadia", password="nadia")
    file(Source.objects.create(name="Coastal Wire"), CAME)
    page.goto(f"{live_server.url}/admin/")
    page.fill("[name=username]", "nadia")
    page.fill("[name=password]", "nadia")
    follow(page, page.get_by_role("button", name="Log in"))
    return nadia


def test_story_is_taken_by_keyboard_and_a_newer_version_of_it_taken_over(page, live_server, nadia, violations):
    page.goto(f"{live_server.url}/admin/wire/incoming/")
    button = page.get_by_role("button", name="Take and open")
    button.focus()
    follow(page, button, key="Enter")
    article = Article.objects.get()
    assert page.url.endswith(f"/admin/articles/article/{article.pk}/change/")

    editing.save(article, by=nadia, revision=article.revision_number, kicker="Ferries")
    body = CAME.body.replace("<p>Talks took a week.</p>", MENDED)
    file(Source.objects.get(), replace(CAME, headline="Ferries agree at last", body=body))
    page.reload()
    follow(page, page.get_by_role("link", name="Compare, take over or dismiss"))
    page.get_by_role("checkbox", name="Headline").uncheck()
    follow(page, page.get_by_role("button", name="Take over the chosen fields"))

    article = Article.objects.get()
    assert (article.headline, article.kicker, article.body.endswith(MENDED)) == ("Ferries agree", "Ferries", True)
    assert page.get_by_text("Taken over: body.").is_visible()
    assert violations == []


def test_spike_is_undone_on_a_phone_from_right_to_left(page, live_server, nadia, violations, faults):
    page.context.add_cookies([{"name": "newsroom-language", "value": "ar", "url": live_server.url}])
    page.set_viewport_size({"width": 360, "height": 740})
    page.emulate_media(color_scheme="dark")
    page.goto(f"{live_server.url}/admin/wire/incoming/")
    assert (page.evaluate(OVERFLOW), faults(page)) == (0, [])

    follow(page, page.locator("form[action*='/spike/'] button"))
    assert Article.objects.get().desk_state == "spiked"
    assert (page.evaluate(OVERFLOW), faults(page)) == (0, [])
    follow(page, page.locator(".incoming-undo button"))

    assert Article.objects.get().desk_state == "incoming"
    assert violations == []


def test_pages_of_a_story_and_its_newer_version_have_no_faults(page, live_server, nadia, violations, faults):
    file(Source.objects.get(), replace(CAME, headline="ferries_agree_" * 14))
    item = WireItem.objects.get()
    desk.take(item.article, by=nadia)
    file(Source.objects.get(), replace(CAME, headline="Ferries agree at last"))

    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 900})
        for path in (f"wire/incoming/{item.pk}/", f"articles/article/{item.article_id}/proposed/"):
            page.goto(f"{live_server.url}/admin/{path}")
            assert (page.evaluate(OVERFLOW), faults(page)) == (0, [])

    assert violations == []

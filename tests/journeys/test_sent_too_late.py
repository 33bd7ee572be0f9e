"""A button that is pressed after the sign-in has ended: it says so, and goes on once one is back."""

import pytest
from django.contrib.sessions.models import Session

from articles.models import Article
from newsroom.desk.models import Note
from tests.factories import make_article

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def sign_in(page):
    page.fill("[name=username]", "layla")
    page.fill("[name=password]", "layla")
    page.press("[name=password]", "Enter")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_reason_outlives_the_sign_in(signed_in, live_server, faults, language):
    signed_in.context.add_cookies([{"name": "newsroom-language", "value": language, "url": live_server.url}])
    signed_in.set_viewport_size({"width": 360, "height": 740})
    story = make_article("in_review")
    signed_in.goto(f"{live_server.url}/admin/articles/article/{story.pk}/move/send_back/")
    signed_in.fill("[name=reason]", "Ask the harbour master once more.")
    Session.objects.all().delete()

    signed_in.locator(".step .submit-row button").click()
    assert signed_in.get_by_text("Ask the harbour master once more.").is_visible()
    assert faults(signed_in) == []
    assert signed_in.evaluate("document.documentElement.scrollWidth") == 360

    with signed_in.expect_popup() as opened:
        signed_in.locator("main ol a").click()
    sign_in(opened.value)
    opened.value.wait_for_url(f"{live_server.url}/admin/articles/article/{story.pk}/change/")
    for _press in range(2):
        signed_in.locator("main form button").click()

    signed_in.wait_for_url(f"{live_server.url}/admin/articles/article/{story.pk}/change/")
    assert Article.objects.get(pk=story.pk).desk_state == "draft"
    assert story.transitions.first().reason == "Ask the harbour master once more."


def test_address_that_is_only_sent_to_has_a_page(signed_in, live_server, faults):
    story = make_article()

    answer = signed_in.goto(f"{live_server.url}/admin/articles/article/{story.pk}/take-over/")

    assert (answer.status, faults(signed_in)) == (405, [])
    signed_in.get_by_role("link", name="Back to the story").click()
    signed_in.wait_for_url(f"{live_server.url}/admin/articles/article/{story.pk}/change/")


def test_note_outlives_a_sign_in_in_another_tab(signed_in, live_server):
    """Which makes the page's token worthless."""
    story = make_article()
    signed_in.goto(f"{live_server.url}/admin/articles/article/{story.pk}/notes/")
    signed_in.fill("[name=text]", "Call the harbour.")
    signed_in.evaluate("document.querySelectorAll('[name=csrfmiddlewaretoken]').forEach(field => field.value = 'x')")

    signed_in.get_by_role("button", name="Send the note").click()
    signed_in.get_by_role("button", name="Send it once more").click()

    signed_in.wait_for_url(f"{live_server.url}/admin/articles/article/{story.pk}/notes/#note-*")
    assert Note.objects.get().text == "Call the harbour."

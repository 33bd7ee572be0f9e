import re

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from articles.models import Article
from newsroom.desk.models import Note

from .test_given_back import TOKEN, hidden

pytestmark = pytest.mark.django_db
BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.fixture
def opened(reporter, article, address):
    """A browser that asks for tokens, with the story's page open, and the page's token."""
    browser = Client(enforce_csrf_checks=True, headers=BROWSER)
    browser.force_login(reporter)
    return browser, TOKEN.search(browser.get(address(article)).content.decode())[1]


def plain(page):
    return " ".join(re.sub("<[^>]+>", " ", page.content.decode()).split())


@pytest.mark.parametrize("door", [("move", "submit"), ("notes",), ("planning",)])
def test_what_is_sent_after_the_sign_in_has_ended_comes_back(opened, article, address, door):
    browser, token = opened
    Session.objects.all().delete()

    values = {"text": "Ask <her> again.", "reason": "Typed at length", "revision": "1", "csrfmiddlewaretoken": token}
    page = browser.post(address(article, *door), values)

    assert page.status_code == 403
    assert hidden(page) | {"csrfmiddlewaretoken": []} == {
        "text": ["Ask <her> again."],
        "reason": ["Typed at length"],
        "revision": ["1"],
        "csrfmiddlewaretoken": [],
    }
    assert "Typed at length" in plain(page)
    assert "<her>" not in page.content.decode()
    assert f"/admin/login/?next={address(article).replace('/', '%2F')}" in page.content.decode()
    assert f'<a href="{address(article)}">Back to the story</a>' in page.content.decode()


def test_move_is_made_once_more_after_signing_in_again(opened, reporter, article, address):
    browser, token = opened
    Session.objects.all().delete()
    page = browser.post(address(article, "move", "spike"), {"reason": "Twice", "csrfmiddlewaretoken": token})
    assert Article.objects.get(pk=article.pk).desk_state == "draft"
    browser.force_login(reporter)
    browser.cookies["newsroom-csrf"] = "x" * 32  # as signing in rotates it

    again = browser.post(address(article, "move", "spike"), hidden(page))
    done = browser.post(address(article, "move", "spike"), hidden(again))

    assert (again.status_code, done.status_code) == (403, 302)
    assert Article.objects.get(pk=article.pk).desk_state == "spiked"
    assert article.transitions.first().reason == "Twice"


def test_note_with_a_dead_token_comes_back(opened, article, address):
    browser, _token = opened

    page = browser.post(address(article, "notes"), {"text": "Call the harbour.", "csrfmiddlewaretoken": "y" * 64})

    assert (page.status_code, hidden(page)["text"]) == (403, ["Call the harbour."])
    assert not Note.objects.exists()


def test_button_without_anything_typed_says_so_and_shows_nothing(opened, article, address):
    browser, token = opened
    Session.objects.all().delete()

    page = browser.post(address(article, "move", "submit"), {"revision": "1", "csrfmiddlewaretoken": token})

    assert "Not done: your sign-in had ended" in plain(page)
    assert "What you typed" not in plain(page)


def test_what_another_site_sends_cannot_be_sent_again(opened, article, address):
    browser, _token = opened
    for origin in ("https://elsewhere.example", "null"):
        page = browser.post(address(article, "notes"), {"text": "Planted"}, headers={"Origin": origin})
        assert (page.status_code, "Planted" in page.content.decode()) == (403, False)


def test_program_is_led_to_sign_in_as_ever(article, address):
    for accept in ("*/*", "application/json"):
        answer = Client().post(address(article, "move", "submit"), headers={"Accept": accept})
        assert (answer.status_code, answer.url.split("?")[0]) == (302, "/admin/login/")


@pytest.mark.parametrize("path", ["/admin/inbox/choices/", "/admin/login/", "/admin/articles/section/add/"])
def test_other_form_that_is_out_of_date_leads_back_to_its_page(chief, path):
    browser = Client(enforce_csrf_checks=True, headers=BROWSER)
    browser.force_login(chief)

    page = browser.post(path, {"password": "secret"})

    assert page.status_code == 403
    assert "Not done: the page was out of date" in plain(page)
    assert f'<a href="{path}">Open the page again</a>' in page.content.decode()
    assert "secret" not in page.content.decode()


@pytest.mark.parametrize("door", ["autosave", "presence", "take_over"])
def test_address_that_is_only_sent_to_leads_back_to_the_story(signed_in, reporter, article, address, door):
    page = signed_in(reporter).get(address(article, door), headers=BROWSER)

    assert (page.status_code, page.headers["Allow"], page.headers["X-Frame-Options"]) == (405, "POST", "DENY")
    assert page.headers["Content-Length"] == str(len(page.content))
    assert "Nothing was changed." in plain(page)
    assert '<a href="../change/">Back to the story</a>' in page.content.decode()


def test_program_gets_the_refused_method_without_a_page(signed_in, reporter, article, address):
    answer = signed_in(reporter).get(address(article, "autosave"), headers={"Accept": "application/json"})

    assert (answer.status_code, answer.content) == (405, b"")

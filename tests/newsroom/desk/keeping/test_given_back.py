import re
from urllib.parse import urlencode

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from articles.models import Article
from newsroom.desk.models import KeptText
from tests.factories import make_user

pytestmark = pytest.mark.django_db
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@pytest.fixture
def opened(reporter, article, address):
    """A browser that asks for tokens, with the story's form open, and the form's token."""
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(reporter)
    return browser, TOKEN.search(browser.get(address(article)).content.decode())[1]


def hidden(page):
    """The hidden fields of the page's form, as a browser would post them."""
    found = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page.content.decode()):
        text = value.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&#x27;", "'")
        found.setdefault(name, []).append(text.replace("&amp;", "&"))
    return found


def test_form_without_a_session_comes_back_with_all_that_was_typed(opened, article, address, typed):
    browser, token = opened
    Session.objects.all().delete()

    values = typed(article, headline='"Mine" & <mine>', body="<p>Long typed text.</p>", topics=["3", "4"])
    page = browser.post(address(article), values | {"csrfmiddlewaretoken": token})

    fields = hidden(page)
    assert page.status_code == 403
    assert (fields["headline"], fields["body"]) == (['"Mine" & <mine>'], ["<p>Long typed text.</p>"])
    assert (fields["topics"], fields["bylines-0-name"]) == (["3", "4"], ["Rana Haddad"])
    assert "Long typed text." in re.sub("<[^>]+>", "", page.content.decode())
    assert "<mine>" not in page.content.decode()
    assert {"private", "no-store"} <= set(page["Cache-Control"].replace(" ", "").split(","))


def test_text_goes_on_after_signing_in_again_without_any_script(opened, reporter, article, address, typed):
    browser, token = opened
    Session.objects.all().delete()
    page = browser.post(address(article), typed(article, headline="Kept headline") | {"csrfmiddlewaretoken": token})
    browser.force_login(reporter)
    browser.get("/admin/login/")
    browser.cookies["newsroom-csrf"] = "x" * 32  # as signing in rotates it

    again = browser.post(address(article), hidden(page) | {"_go_on": "1"})
    filled = browser.post(address(article), hidden(again) | {"_go_on": "1"})

    assert (again.status_code, filled.status_code) == (403, 200)
    assert 'value="Kept headline"' in filled.content.decode()
    assert Article.objects.get(pk=article.pk).headline == "Ferry back on time"

    form = filled.context["adminform"].form
    fresh = TOKEN.search(filled.content.decode())[1]
    values = typed(article, headline=form["headline"].value(), csrfmiddlewaretoken=fresh)
    assert browser.post(address(article), values).status_code == 302
    assert Article.objects.get(pk=article.pk).headline == "Kept headline"


def test_form_with_a_dead_token_comes_back(opened, article, address, typed):
    browser, _token = opened

    page = browser.post(address(article), typed(article, headline="Mine", csrfmiddlewaretoken="y" * 64))

    assert page.status_code == 403
    assert hidden(page)["headline"] == ["Mine"]


def test_form_of_a_new_story_comes_back(typed):
    page = Client().post("/admin/articles/article/add/", typed(headline="New pier"))

    assert page.status_code == 403
    assert hidden(page)["headline"] == ["New pier"]


def test_form_of_a_story_that_is_not_the_persons_comes_back_without_saying_more(signed_in, article, typed):
    stranger = signed_in(make_user("reporter"))
    stranger.post("/admin/language/")
    outside = signed_in(make_user("moderator"))

    pages = [
        outside.post(f"/admin/articles/article/{pk}/change/", typed(headline="Mine")) for pk in (article.pk, 10**9)
    ]

    assert [page.status_code for page in pages] == [404, 404]
    assert pages[0].content == pages[1].content
    assert "Mine" in pages[0].content.decode()


def test_what_another_site_posts_is_not_shown(article, address, typed):
    for origin in ("https://elsewhere.example", "null"):
        page = Client(enforce_csrf_checks=True).post(
            address(article), typed(article, headline="Planted"), headers={"Origin": origin}
        )
        assert "Planted" not in page.content.decode()


def test_numbers_of_pictures_and_stories_tell_a_stranger_nothing(article, address, typed):
    page = Client().post(address(article), typed(article, lead_image="1", translation_of=str(article.pk)))

    shown = page.content.decode().split("<h2>")[1]
    assert "Ferry back on time" in shown  # typed by whoever posts
    assert "lead picture" not in shown.lower()


@pytest.mark.parametrize(
    "more", [{"body": "<p>" + "ميناء " * 180_000 + "</p>"}, {f"topics-{number}": "1" for number in range(1100)}]
)
def test_form_that_is_too_large_to_be_read_comes_back(signed_in, reporter, article, address, typed, more):
    values = urlencode(typed(article, headline="Mine & long", standfirst="Typed, too") | more)

    page = signed_in(reporter).post(address(article), values, content_type="application/x-www-form-urlencoded")

    content = page.content.decode()
    assert page.status_code == 413
    assert [text in content for text in ("Mine &amp; long", "Typed, too", "a text may have 1 MB")] == [True] * 3
    assert content.count("ميناء") == more.get("body", "").count("ميناء")
    assert Article.objects.get(pk=article.pk).headline == "Ferry back on time"


def test_what_is_no_form_is_a_bad_request(signed_in, reporter, article, address):
    answer = signed_in(reporter).post(address(article), b"--x", content_type="multipart/form-data")

    assert answer.status_code == 400


def test_other_forms_are_refused_as_ever(article, address):
    answer = Client().post(address(article, "move", "submit"))

    assert (answer.status_code, answer.url.split("?")[0]) == (302, "/admin/login/")


@pytest.mark.parametrize("text", ["\x00", "\ufffe", "<script>alert(1)</script>", "x" * 300_000])
def test_odd_text_comes_back_and_breaks_nothing(article, address, typed, text):
    page = Client().post(address(article), typed(article, body=text))

    assert page.status_code == 403
    assert "<script>alert(1)" not in page.content.decode()


def test_nothing_is_stored_for_somebody_without_a_session(article, address, typed):
    Client().post(address(article), typed(article, headline="Mine"))

    assert not KeptText.objects.exists()

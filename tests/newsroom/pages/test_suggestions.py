import pytest

from articles import publishing
from articles.rights import Role
from newsroom.pages import suggestions
from newsroom.pages.suggestions import Busy, Turnstile
from tests.factories import make_article, make_section, make_user
from tests.newsroom.about.pages import write
from tests.newsroom.pages.readers import parsed, publish

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _free_turnstile(monkeypatch):
    monkeypatch.setattr(suggestions, "TURNSTILE", Turnstile(100))


def meant(client, path):
    response = client.get(path)
    assert response.status_code == 404
    return parsed(response).xpath("//ul[@class='meant']//a/@href")


def test_mistyped_address_leads_to_the_story_and_its_section(client):
    story = publish(headline="Harbour reopens after storm")

    assert meant(client, "/worlds/2025/01/05/harbour-reopens-storm.html/") == [story.path, "/world/"]
    assert meant(client, "/wrld/") == ["/world/"]
    assert meant(client, story.path[:-8] + "/") == [story.path, "/world/"]
    assert meant(client, "/xyz/qqq/") == []


def test_suggestions_are_in_the_language_of_the_address(client):
    publish(headline="Harbour reopens after storm")
    arabic = publish(headline="الميناء يعود إلى العمل", language="ar")

    assert meant(client, "/ar/x/الميناء-يعود/") == [arabic.path]
    assert meant(client, "/ar/x/harbour-reopens-storm/") == []


def test_guessed_address_of_a_draft_is_as_empty_as_any_other(client):
    publish(headline="Market opens")
    make_article("approved", headline="Canary minister resigns", slug="canary-minister-resigns")
    held = publish(headline="Canary mayor resigns")
    publishing.hold(held.article, by=make_user(Role.CHIEF))

    pages = {client.get(f"/world/2026/05/06/{slug}/").content for slug in ("canary-minister-resigns", "canary-x")}

    assert len(pages) == 1
    assert b"anary" not in pages.pop()


def test_page_of_the_newsroom_is_found_wherever_it_was_looked_for(client):
    write("contact", title="Write to us")
    write("contact", "ar", title="اتصلوا بنا")
    write("about")
    write("privacy", is_shown=False)

    assert meant(client, "/contact/") == meant(client, "/about/contac/") == ["/about/contact/"]
    assert meant(client, "/ar/contact/") == ["/ar/about/contact/"]
    assert meant(client, "/ar/corection/") == ["/ar/corrections/"]
    assert meant(client, "/privacy/") == meant(client, "/about/privacy/") == []


def test_hidden_section_is_not_suggested(client):
    publish(section=make_section("weather", hidden=True))

    assert meant(client, "/wether/") == []


@pytest.mark.parametrize("path", ["/%F0%9F%92%A9/", "/" + "a-" * 3000 + "/", "/a/" * 500, "/'|&!():*/", "/%FF%FE/"])
def test_odd_address_is_a_page_like_any_other(client, path):
    assert meant(client, path) == []


def test_storm_of_addresses_is_not_looked_up(client, monkeypatch):
    story = publish(headline="Harbour reopens after storm")
    monkeypatch.setattr(suggestions, "TURNSTILE", Turnstile(1))

    found = [meant(client, f"/x/harbour-reopens-{number}/") for number in range(3)]

    assert found == [[story.path], [], []]


def test_turnstile_lets_its_number_through_a_second(monkeypatch):
    now = [100.0]
    monkeypatch.setattr(suggestions, "monotonic", lambda: now[0])
    turnstile = Turnstile(2)

    turnstile.pass_through()
    turnstile.pass_through()
    with pytest.raises(Busy):
        turnstile.pass_through()
    now[0] += 1
    turnstile.pass_through()

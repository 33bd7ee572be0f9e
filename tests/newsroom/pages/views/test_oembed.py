"""Cards of our stories for other sites: https://oembed.com/"""

import json
from urllib.parse import quote

import pytest
from lxml import etree, html

from articles import editing, publishing
from articles.rights import Role
from tests.factories import make_author, make_section, make_user
from tests.newsroom.pages.readers import make_image, publish

SITE = "https://news.example"


@pytest.fixture(autouse=True)
def _address(settings):
    settings.SITE_URL = SITE


@pytest.fixture
def story(db):
    author = make_author("rana", names={"en": "Rana"})
    return publish(
        headline="Boats & <b>nets</b>",
        standfirst="They go out.",
        lead_image=make_image(),
        bylines=[{"author": author.pk, "name": "", "role": "by"}],
    )


def ask(client, address, **asked):
    return client.get("/oembed/", {"url": address, **asked})


def test_card_has_what_the_specification_asks_for(client, story):
    response = ask(client, SITE + story.path)

    said = json.loads(response.content)
    assert response.headers["Content-Type"] == "application/json; charset=utf-8"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert (said["version"], said["type"], said["title"]) == ("1.0", "rich", "Boats & <b>nets</b>")
    assert (said["provider_name"], said["provider_url"]) == ("Newsroom", f"{SITE}/")
    assert (said["author_name"], said["author_url"]) == ("Rana", f"{SITE}/authors/rana/")
    assert (said["width"], said["height"] > 0) == (600, True)
    assert (said["thumbnail_width"], said["thumbnail_height"]) == (1600, 1000)
    assert said["thumbnail_url"].startswith(f"{SITE}/media/")


def test_card_needs_neither_script_nor_style_and_leads_to_the_story(client, story):
    card = html.fromstring(json.loads(ask(client, SITE + story.path).content)["html"])

    assert card.xpath("//script | //style | //@style | //@class | //img | //iframe") == []
    assert card.xpath("//a/@href") == [SITE + story.path]
    assert card.xpath("string(//a)") == "Boats & <b>nets</b>"
    assert (card.tag, card.get("lang"), card.get("dir")) == ("blockquote", "en", "ltr")


def test_card_is_given_as_xml(client, story):
    response = ask(client, SITE + story.path, format="xml")

    said = etree.fromstring(response.content)
    assert response.headers["Content-Type"] == "text/xml; charset=utf-8"
    assert (said.tag, said.findtext("type"), said.findtext("title")) == ("oembed", "rich", "Boats & <b>nets</b>")


def test_card_keeps_to_the_size_that_was_asked_for(client, story):
    said = json.loads(ask(client, SITE + story.path, maxwidth="400", maxheight="700").content)

    assert said["width"] <= 400
    assert said["height"] <= 700
    assert "thumbnail_url" not in said  # the smallest is wider
    assert json.loads(ask(client, SITE + story.path, maxwidth="640").content)["thumbnail_width"] == 640


def test_low_card_has_no_standfirst(client, story):
    said = json.loads(ask(client, SITE + story.path, maxheight="120").content)

    assert "They go out." not in said["html"]
    assert said["height"] <= 120


def test_arabic_story_is_found_however_its_address_is_written(client, db):
    story = publish(headline="الميناء", language="ar")

    for address in (SITE + story.path, SITE + quote(story.path), f"{SITE}{quote(story.path)}?utm_source=x#top"):
        assert json.loads(ask(client, address).content)["title"] == "الميناء"


def test_former_address_of_a_story_finds_it(client, story):
    old, chief = story.path, make_user(Role.CHIEF)
    editing.save(story.article, by=chief, revision=story.article.revision_number, section=make_section("sport"))
    publishing.publish_urgent(story.article, by=chief, reason="Moved", kind="typo")

    assert "/sport/" in json.loads(ask(client, SITE + old).content)["html"]


@pytest.mark.parametrize(
    "address",
    [
        "https://elsewhere.example{path}", "{path}", "ftp://news.example{path}", "https://[news.example{path}",
        "https://news.example/", "https://news.example/world/", "https://news.example{path}%00", "\x00",
        "https://news.example:99999{path}", "https://news.example@elsewhere.example{path}",
    ],
)  # fmt: skip
def test_what_is_no_story_of_ours_is_not_found(client, story, address):
    response = ask(client, address.format(path=story.path))

    assert response.status_code == 404
    assert response.content.decode() == "There is no story of ours at this address."


def test_address_of_any_length_is_answered(client, story):
    assert ask(client, f"{SITE}/{'a' * 20_000}/").status_code == 404


@pytest.mark.parametrize("take_back", ["hold", "retract", "remove"])
def test_what_was_taken_back_has_no_card(client, story, take_back):
    words = {"text": "It was wrong."} if take_back == "retract" else {}
    getattr(publishing, take_back)(story.article, by=make_user(Role.CHIEF), **words)

    assert ask(client, SITE + story.path).status_code == 404


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({}, 400), ({"url": ""}, 400), ({"format": "yaml"}, 501), ({"maxwidth": "wide"}, 400),
        ({"maxheight": "0"}, 400), ({"maxwidth": "-5"}, 400), ({"maxwidth": "٥٠٠"}, 400), ({"maxwidth": "9" * 50}, 400),
        ({"maxwidth": ""}, 200),
    ],
)  # fmt: skip
def test_odd_question_gets_a_sentence(client, story, asked, status):
    known = {"url": SITE + story.path} if asked else {}

    response = client.get("/oembed/", known | asked)

    assert response.status_code == status
    if status != 200:
        assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
        assert response.content.decode().endswith(".")

from datetime import timedelta

import pytest

from articles import editing, publishing
from articles.rights import Role
from newsroom.pages.lists import LENGTH
from tests.factories import make_author, make_section, make_topic, make_user
from tests.newsroom.pages.readers import DATED, parsed, publish, text_of

pytestmark = pytest.mark.django_db


HEADLINES = "//article[starts-with(@class, 'row')]//h2 | //article[@class='lead']//h2"
HEADLINES += " | //section[@class='seconds']//h3"


def headlines(client, path):
    return text_of(parsed(client.get(path)), HEADLINES)


def walked(client, path):
    """The headlines of a list's pages, from the newest on."""
    pages = []
    while path:
        tree = parsed(client.get(path))
        pages.append(text_of(tree, HEADLINES))
        path = next(iter(tree.xpath("//a[@rel='next']/@href")), "")
        path = path and (path if path.startswith("/") else "")
    return pages


def test_list_goes_on_by_key_where_many_stories_share_one_instant(client):
    count = 2 * LENGTH + 1
    for number in range(count):
        publish(headline=f"Story {number}", at=DATED if number % 2 else DATED - timedelta(minutes=1))

    pages = walked(client, "/world/")

    assert [len(page) for page in pages] == [LENGTH, LENGTH, 1]
    shown = [headline for page in pages for headline in page]
    expected = [*reversed(range(1, count, 2)), *reversed(range(0, count, 2))]
    assert shown == [f"Story {number}" for number in expected]


def test_list_that_is_exactly_full_has_no_rest(client):
    for number in range(LENGTH):
        publish(headline=f"Story {number}")

    assert [len(page) for page in walked(client, "/world/")] == [LENGTH]


@pytest.mark.parametrize("path", ["/world/", "/authors/rana/", "/topics/ports/", "/corrections/", "/world/2025/"])
@pytest.mark.parametrize("cursor", ["", "x", "1", "%00", "OTk5OTk5OTk5OTk5OTk5OTk5LjE"])
def test_list_from_a_cursor_of_nobodys_is_not_there(client, path, cursor):
    author, topic = make_author("rana"), make_topic("ports")
    publish(bylines=[{"author": author.pk, "name": "", "role": "by"}], topics=[topic.pk])

    assert client.get(path).status_code == 200
    assert client.get(f"{path}?before={cursor}").status_code == 404


def test_rest_of_a_list_has_a_title_and_address_of_its_own(client):
    for number in range(LENGTH + 1):
        publish(headline=f"Story {number}")
    rest = parsed(client.get("/world/")).xpath("//a[@rel='next']/@href")[0]

    tree = parsed(client.get(rest))

    assert text_of(tree, "//title") == ["World: before Sat 04 Jan 2025 7:12 pm | Newsroom"]
    assert [link.endswith(rest) for link in tree.xpath("//link[@rel='canonical']/@href")] == [True]
    assert text_of(tree, "//h1") == ["World"]


def test_section_holds_what_its_parts_hold(client):
    sport = make_section("sport")
    football = make_section("football", parent=sport)
    publish(section=football, headline="A goal")
    publish(section=sport, headline="A race")

    assert headlines(client, "/sport/") == ["A race", "A goal"]
    assert headlines(client, "/sport/football/") == ["A goal"]
    assert parsed(client.get("/sport/")).xpath("//header[@class='heading']//a/@href") == ["/sport/football/"]
    assert [client.get(path).status_code for path in ("/football/", "/sport/sport/", "/sport/chess/")] == [404] * 3


def test_what_was_never_shown_has_no_page(client):
    make_section("sport"), make_author("rana"), make_topic("ports")

    paths = ["/sport/", "/authors/rana/", "/topics/ports/", "/sport/2025/", "/authors/nobody/", "/nothing/at/all/"]

    assert [client.get(path).status_code for path in paths] == [404] * len(paths)


def test_author_of_two_roles_has_the_story_once(client):
    author = make_author("rana", names={"en": "Rana"}, biographies={"en": "Writes about <ports>."})
    publish(bylines=[{"author": author.pk, "name": "", "role": role} for role in ("by", "photos")])

    assert headlines(client, "/authors/rana/") == ["Harbour reopens"]
    assert "Writes about &lt;ports&gt;." in client.get("/authors/rana/").content.decode()


def test_archive_shows_a_period_and_the_way_to_others(client):
    for days in (0, 40, 400):
        publish(headline=f"{days} days on", at=DATED + timedelta(days=days))

    tree = parsed(client.get("/world/2025/"))

    assert headlines(client, "/world/2025/") == ["40 days on", "0 days on"]
    assert headlines(client, "/world/2025/02/") == ["40 days on"]
    assert headlines(client, "/world/2025/01/04/") == ["0 days on"]
    assert tree.xpath("//header//ul[@class='links']//a/@href") == ["/world/2025/01/", "/world/2025/02/"]
    assert tree.xpath("//nav[@class='turn']/a/@href") == ["/world/2026/"]
    assert parsed(client.get("/world/2026/")).xpath("//nav[@class='turn']/a/@href") == ["/world/2025/"]


@pytest.mark.parametrize("period", ["2024", "2025/02", "2025/01/05", "2025/13", "2025/02/30", "0000", "9999", "2025/1"])
def test_archive_of_a_period_without_stories_is_not_there(client, period):
    publish()

    assert client.get(f"/world/{period}/").status_code == 404


def test_archive_has_a_version_where_the_other_language_has_stories(client):
    publish()
    publish(language="ar", headline="الميناء", at=DATED + timedelta(days=1))

    assert parsed(client.get("/world/2025/")).xpath("//link/@hreflang") == ["en", "ar", "x-default"]
    assert parsed(client.get("/world/2025/01/04/")).xpath("//link/@hreflang") == ["en", "x-default"]
    assert client.get("/ar/world/2025/01/04/").status_code == 404


def test_corrections_are_listed_newest_first_and_go_on(client):
    story, chief = publish(), make_user(Role.CHIEF)
    article = story.article
    for number in range(LENGTH + 1):
        editing.save(article, by=chief, revision=article.revision_number, kicker=f"Number {number}")
        publishing.publish_urgent(article, by=chief, reason="Wrong", kind="correction", text=f"Note {number}.")

    tree = parsed(client.get("/corrections/"))
    rest = parsed(client.get(tree.xpath("//a[@rel='next']/@href")[0]))

    notes = "//article[@class='note']/p[@dir]"
    assert text_of(tree, notes) == [f"Note {number}." for number in range(LENGTH, 0, -1)]
    assert text_of(rest, notes) == ["Note 0."]
    assert set(tree.xpath("//article[@class='note']/h2/a/@href")) == {story.path}

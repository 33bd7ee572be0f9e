from operator import itemgetter

import pytest

from articles import reference
from articles.models import Section
from tests.factories import make_author, make_section, make_topic, make_user
from tests.newsroom.pages.readers import publish

from .asking import ask, every_part

pytestmark = pytest.mark.django_db


def byline(author):
    return {"author": author.pk, "name": "", "role": "by"}


def test_section_that_the_navigation_hides_is_not_listed_and_its_stories_are(client):
    story = publish(section=make_section("games"))
    Section.objects.filter(slug="games").update(hidden=True)

    assert ask(client, "sections/").json()["sections"] == []
    assert ask(client, "articles/", section="games").json()["articles"][0]["id"] == story.pk


def test_section_is_there_by_its_path_one_that_is_hidden_too(client):
    sport = make_section("sport", names={"en": "Sport", "ar": "رياضة"})
    publish(section=make_section("football", parent=sport))
    listed = ask(client, "sections/").json()["sections"]
    Section.objects.filter(slug="football").update(hidden=True)
    make_section("secret")

    there = [ask(client, f"sections/{path}/").json() for path in ("sport", "sport/football")]
    missing = [ask(client, f"sections/{path}/") for path in ("secret", "nothing", "football", "sport/secret")]

    assert there == sorted(listed, key=itemgetter("path"))
    assert ask(client, "sections/sport/", fields="names").json() == {"path": "sport", "names": sport.names}
    assert {(answer.status_code, answer.content) for answer in missing} == {(404, missing[0].content)}


def rename(record, slug):
    record.slug = slug
    reference.save(record, by=make_user(is_superuser=True))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("sections/sport/", "sections/games/"),
        ("sections/sport/football/", "sections/games/soccer/"),
        ("fronts/ar/sport/", "fronts/ar/games/"),
        ("fronts/en/sport/football/", "fronts/en/games/soccer/"),
        ("authors/rana/", "authors/rana-haddad/"),
        ("topics/ports/", "topics/harbours/"),
        ("articles/?section=sport", "articles/?section=games"),
        ("articles/?section=sport/football", "articles/?section=games/soccer"),
        ("articles/?author=rana&topic=ports", "articles/?author=rana-haddad&topic=harbours"),
        ("search/?q=boats&section=sport&author=rana&topic=ports", "search/?q=boats&section=games"),
    ],
)
def test_what_was_called_otherwise_once_is_found_by_that_too(client, old, new):
    sport, author, topic = make_section("sport"), make_author("rana"), make_topic("ports")
    football = make_section("football", parent=sport)
    story = publish(section=football, bylines=[byline(author)], topics=[topic.pk])
    renamed = ((football, "soccer"), (sport, "games"), (author, "rana-haddad"), (topic, "harbours"))
    for record, slug in renamed:
        record.refresh_from_db()
        rename(record, slug)

    answer = ask(client, old)

    if "?" in old:
        assert [row["id"] for row in answer.json()["articles"]] == [story.pk]
        assert answer.json() == ask(client, new).json()
    else:
        assert (answer.status_code, answer.headers["Location"]) == (301, f"http://127.0.0.1:8000/api/v1/{new}")
        assert ask(client, answer.headers["Location"]).status_code == 200


def test_former_name_of_what_was_never_shown_says_nothing(client):
    section, author = make_section("secret"), make_author("hidden")
    rename(section, "more-secret")
    rename(author, "more-hidden")

    answers = [ask(client, f"{path}/") for path in ("sections/secret", "fronts/en/secret", "authors/hidden")]
    refused = [ask(client, "articles/", section="secret"), ask(client, "articles/", author="hidden")]

    assert [answer.status_code for answer in (*answers, *refused)] == [404, 404, 404, 400, 400]
    assert b"more-" not in b"".join(answer.content for answer in (*answers, *refused))


def test_author_who_was_never_shown_is_not_there(client):
    make_author("secret")

    assert ask(client, "authors/").json()["authors"] == []
    answers = [ask(client, f"authors/{slug}/") for slug in ("secret", "nobody")]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content
    refused = [ask(client, "articles/", author=slug).json()["detail"] for slug in ("secret", "nobody")]
    assert refused[0].replace("secret", "nobody") == refused[1]


def test_authors_go_on_to_the_end(client):
    for number in range(5):
        publish(bylines=[byline(make_author(f"author-{number}"))])

    parts = list(every_part(client, "authors/", limit=2))

    assert [row["slug"] for part in parts for row in part["authors"]] == [f"author-{number}" for number in range(5)]

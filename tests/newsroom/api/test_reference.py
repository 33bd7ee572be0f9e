import pytest

from articles import reference
from articles.models import Author, Section
from tests.factories import make_author, make_section, make_user
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


def test_former_slug_leads_to_the_new_one(client):
    publish(bylines=[byline(make_author("rana"))])
    author = Author.objects.get()
    author.slug = "rana-haddad"
    reference.save(author, by=make_user(is_superuser=True))

    answer = client.get("/api/v1/authors/rana/")

    assert (answer.status_code, answer.headers["Location"]) == (
        301,
        "http://127.0.0.1:8000/api/v1/authors/rana-haddad/",
    )
    assert client.get(answer.headers["Location"]).json()["slug"] == "rana-haddad"

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import editing, publishing
from articles.rights import Role
from tests.factories import make_author, make_topic, make_user
from tests.newsroom.pages.readers import make_image, publish

# Sections, banner, foot, most read, how fronts are arranged; remembered until the next edition where pages are.
AROUND = 1
QUERIES = {
    "/": 2,
    "/world/": 1,
    "/world/2025/": 3,
    "/world/2025/01/04/": 3,
    "/authors/rana/": 2,
    "/topics/ports/": 2,
    "/corrections/": 2 + AROUND,  # once more, for its policy
    "/world/2025/01/04/harbour-reopens/": 3,
}


@pytest.mark.slow
@pytest.mark.parametrize("stories", [1, 30])
def test_page_asks_the_database_as_often_for_many_stories_as_for_one(client, db, stories):
    author, topic, chief = make_author("rana"), make_topic("ports"), make_user(Role.CHIEF)
    lists = {"bylines": [{"author": author.pk, "name": "", "role": "by"}] * 2, "topics": [topic.pk]}
    for _number in range(stories):
        article = publish(lead_image=make_image(), **lists).article
        editing.save(article, by=chief, revision=article.revision_number, kicker="Port")
        publishing.publish_urgent(article, by=chief, reason="Wrong", kind="correction", text="It was Monday.")

    counts = {}
    for path in QUERIES:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200
        counts[path] = len(asked) - AROUND

    assert counts == QUERIES


@pytest.mark.parametrize(("take_back", "status"), [("hold", 200), ("remove", 410)])
def test_notice_asks_the_database_twice(client, db, django_assert_num_queries, take_back, status):
    story = publish()
    getattr(publishing, take_back)(story.article, by=make_user(Role.CHIEF))

    with django_assert_num_queries(2 + AROUND):
        assert client.get(story.path).status_code == status


@pytest.mark.parametrize(("body", "queries"), [("<p>Boats.</p>", 1), ("<p>See <a data-article={other}>it</a>.</p>", 2)])
def test_story_that_is_new_to_an_edition_is_read_in_one_query_and_one_for_what_it_names(
    client, transactional_db, edition, django_assert_num_queries, body, queries
):
    """What every page shows is there from another one. (Nothing is remembered inside a test's usual transaction.)"""
    image, other = make_image(), publish()
    client.get(other.path)
    body = body.replace("{other}", f'"{other.article_id}"') + f'<figure data-image="{image.pk}"></figure>'
    story = publish(headline="Another", body=body, lead_image=image, related=[])

    with django_assert_num_queries(queries):
        page = client.get(story.path)

    assert page.status_code == 200
    assert page.content.count(b"<picture") >= 1
    assert (f'href="{other.path}"' in page.content.decode()) is True

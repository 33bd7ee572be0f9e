import pytest
from django.db import transaction
from django.urls import reverse
from procrastinate.contrib.django import app

from articles import desk, editing, publishing, reader_terms
from articles.desk_search import search
from articles.indexing_later import MANY, waits
from articles.models import Article, Edition, PublicationTerms, StoryTerms
from articles.publishing_together import publish_imports
from articles.rights import Role
from newsroom.desk import jobs
from tests.factories import DATED, make_article, make_section, make_trusted_source, make_user
from tests.indexed import index_what_waits

pytestmark = pytest.mark.django_db


@pytest.fixture
def source():
    return make_trusted_source(make_user(Role.CHIEF))


def came_in(count, source):
    section = make_section("world")
    stories = [
        Article(
            section=section,
            language="en",
            headline=f"Harbour {number}",
            body="<p>Boats leave at noon.</p>",
            published_at_source=DATED,
        )
        for number in range(count)
    ]
    lists = {"bylines": [{"author": None, "name": "Rana Haddad", "role": "by"}], "topics": []}
    assert desk.create_all([(story, lists) for story in stories], by=source) == [None] * count
    return stories


def found(words):
    return search(Article.objects.all(), words).count()


def results(client):
    return client.get(reverse("search"), {"q": "boats"}).content.decode().count("Harbour")


def test_few_stories_are_found_at_once(source, client):
    published = publish_imports(came_in(MANY - 1, source), by=source)

    assert len(published) == found("boats") == PublicationTerms.objects.count() == MANY - 1
    assert not waits()


def test_many_stories_are_found_when_the_worker_has_come_to_them(source):
    came_in(MANY, source)
    assert not StoryTerms.objects.exists()

    index_what_waits()

    assert found("boats") == found("rana") == MANY
    assert not waits()


def test_readers_find_many_publications_when_the_worker_has_come_to_them(source, client):
    publish_imports(came_in(MANY, source), by=source)
    assert results(client) == 0

    index_what_waits()

    assert PublicationTerms.objects.count() == MANY
    assert results(client) > 0  # though the page without them was remembered


def test_what_was_taken_back_meanwhile_is_not_found(source, client):
    [story, *_others] = came_in(MANY, source)
    publish_imports([story, *_others], by=source)
    publishing.hold(Article.objects.get(pk=story.pk), by=make_user(Role.CHIEF))

    index_what_waits()

    assert not PublicationTerms.objects.filter(publication__article=story).exists()
    assert PublicationTerms.objects.count() == MANY - 1


def test_what_was_written_meanwhile_is_found_by_its_new_words(source):
    [story, *_others] = came_in(MANY, source)
    editor = make_user(Role.EDITOR)
    desk.take(story, by=editor)
    editing.save(story, by=editor, revision=1, body="<p>Lighthouse.</p>")
    assert found("lighthouse") == 1

    index_what_waits()

    assert (found("lighthouse"), found("boats")) == (1, MANY - 1)


def test_what_was_deleted_meanwhile_stops_nothing(source):
    stories = came_in(MANY, source)
    Article.objects.filter(pk=stories[0].pk).delete()

    index_what_waits()

    assert StoryTerms.objects.count() == MANY - 1


def test_stories_that_are_not_kept_wait_for_nothing(source):
    with transaction.atomic():
        publish_imports(came_in(MANY, source), by=source)
        transaction.set_rollback(True)

    assert not waits()


def test_worker_writes_what_publishing_one_by_one_does(source):
    publish_imports(came_in(MANY, source), by=source)
    index_what_waits()
    later = make_article(
        "incoming", headline="Harbour 0", standfirst="", body="<p>Boats leave at noon.</p>", published_at_source=DATED
    )

    publishing.publish_import(later, by=source)

    one, other = PublicationTerms.objects.filter(publication__headline="Harbour 0")
    assert one.vector == other.vector


def test_index_that_is_written_again_tells_readers(source):
    [story] = came_in(1, source)
    publish_imports([story], by=source)
    edition = Edition.current()

    assert reader_terms.index_all([story.publication.pk]) == 1

    assert Edition.current() > edition


def test_worker_does_it_each_minute():
    assert [job.cron for job in app.periodic_registry.periodic_tasks.values() if job.task is jobs.index_waiting] == [
        "* * * * *"
    ]
    assert jobs.index_waiting.priority < 0

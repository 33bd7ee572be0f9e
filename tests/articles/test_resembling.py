import pytest
from django.db import connection

from articles import publishing, resembling
from articles.rights import Role
from tests.factories import make_article, make_user
from tests.newsroom.pages.readers import publish

pytestmark = pytest.mark.django_db


def like(text, language="en"):
    return [story.headline for story in resembling.resembling(text, language=language, most=4)]


def test_story_is_found_by_most_of_its_words_in_any_order_and_form():
    publish(headline="Harbour reopens after the storm")
    publish(headline="Storm closes schools")
    publish(headline="Bakers mark a good year")

    assert like("storm-harbours-reopened") == ["Harbour reopens after the storm"]
    assert like("bakers") == ["Bakers mark a good year"]
    assert like("storm-warning-for-the-coastal-towns") == []
    assert like("the-of-and") + like("") + like("!!!") == []


def test_arabic_story_is_found_in_its_language_alone():
    publish(headline="الميناء يعود إلى العمل بعد العاصفة", language="ar")

    assert like("عودة-الميناء-بعد-العاصفة", "ar") == ["الميناء يعود إلى العمل بعد العاصفة"]
    assert like("الميناء-العاصفة", "en") == []


@pytest.mark.parametrize("state", [("draft",), ("approved",), ("published", "held"), ("published", "retracted")])
def test_story_that_readers_do_not_have_is_never_found(state):
    make_article(*state, headline="Canary harbour reopens")

    assert like("canary-harbour-reopens") == []


def test_story_that_is_taken_back_is_no_longer_found():
    story = publish(headline="Canary harbour reopens")
    assert like("canary-harbour") == ["Canary harbour reopens"]

    publishing.hold(story.article, by=make_user(Role.CHIEF))

    assert like("canary-harbour") == []
    assert resembling.beginning(story.path[:-4], most=4) == []


def test_address_that_was_cut_off_leads_to_its_story():
    story = publish(headline="Harbour reopens")

    assert [found.path for found in resembling.beginning(story.path[:-5], most=4)] == [story.path]
    assert resembling.beginning("/world/2025/01/04/%", most=4) == []


def test_look_up_that_takes_long_finds_nothing_and_spoils_nothing(monkeypatch):
    publish(headline="Harbour reopens")
    monkeypatch.setattr(resembling, "_bare", lambda stories: stories.extra(where=["pg_sleep(2) IS NOT NULL"]))

    assert like("harbour-reopens") == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)

import pytest

from articles import publishing
from articles.rights import Role
from newsroom.readership import most
from tests.factories import make_user
from tests.newsroom.pages.readers import parsed, publish, text_of
from tests.newsroom.readership.test_most import read

pytestmark = pytest.mark.django_db


def listed(client, path):
    return text_of(parsed(client.get(path)), "//section[starts-with(@class, 'popular')]//li")


def test_front_and_story_show_what_is_read_most(client):
    first, second = publish(headline="First"), publish(headline="Second")
    read(first, 2)
    read(second, 5)
    read(first, 9, hours_ago=60)
    most.refresh()

    assert listed(client, "/") == ["Second", "First", "First", "Second"]
    assert listed(client, first.path) == ["Second", "First"]
    assert listed(client, "/ar/") == []


def test_story_shows_the_week_while_nobody_has_read_today(client):
    story = publish(headline="First")
    read(story, 2, hours_ago=60)
    most.refresh()

    assert (listed(client, "/"), listed(client, story.path)) == (["First"], ["First"])


def test_story_that_is_taken_back_is_gone_at_once(client):
    story, other = publish(headline="Canary"), publish(headline="Other")
    read(story, 5)
    read(other, 2)
    most.refresh()

    publishing.retract(story.article, by=make_user(Role.CHIEF), text="It was wrong.")

    assert listed(client, other.path) == ["Other"]


def test_week_that_says_the_same_as_the_day_is_not_said_twice(client):
    read(publish(headline="First"), 2)
    most.refresh()

    assert listed(client, "/") == ["First"]

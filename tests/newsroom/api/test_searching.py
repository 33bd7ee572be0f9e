from datetime import timedelta

import pytest

from articles import publishing
from articles.rights import Role
from tests.factories import make_user
from tests.newsroom.pages.readers import DATED, publish

from .asking import ask, every_part, ids

pytestmark = pytest.mark.django_db


@pytest.fixture
def stories():
    """Five live stories that are found alike, the newest first."""
    return [publish(at=DATED + timedelta(days=number)) for number in range(5, 0, -1)]


def keys_of(part):
    return [story["id"] for story in part["articles"]]


def hold(story):
    publishing.hold(story.article, by=make_user(Role.CHIEF), reason="Doubts.")


@pytest.mark.parametrize("sort", ["best", "newest"])
@pytest.mark.parametrize("limit", [2, 5])
def test_search_goes_on_to_its_end(client, stories, sort, limit):
    assert ids(client, "search/", q="harbour", sort=sort, limit=limit) == [story.pk for story in stories]


@pytest.mark.parametrize("sort", ["best", "newest"])
def test_story_that_is_published_meanwhile_makes_none_come_twice(client, stories, sort):
    parts = every_part(client, "search/", q="harbour", sort=sort, limit=2)
    first = keys_of(next(parts))

    publish(at=DATED + timedelta(days=9))

    assert [*first, *(key for part in parts for key in keys_of(part))] == [story.pk for story in stories]


@pytest.mark.parametrize("taken", [0, 1], ids=["an earlier one", "the last that was given"])
def test_story_that_is_taken_back_meanwhile_leaves_no_other_out(client, stories, taken):
    parts = every_part(client, "search/", q="harbour", limit=2)
    first = keys_of(next(parts))

    hold(stories[taken])

    assert [*first, *(key for part in parts for key in keys_of(part))] == [story.pk for story in stories]


def test_nothing_is_behind_what_was_never_found(client, stories):
    part = ask(client, "search/", q="harbour", after="9999-999999999999999999").json()

    assert (part["articles"], part["total"], part["next"]) == ([], 5, None)


def test_what_is_not_live_is_neither_found_nor_counted(client, stories):
    for story in stories[1:]:
        hold(story)

    part = ask(client, "search/", q="harbour").json()

    assert (keys_of(part), part["total"]) == ([stories[0].pk], 1)

from datetime import timedelta

import pytest

from articles import publishing
from articles.clock import database_now
from articles.models import Edition
from articles.rights import Role
from newsroom.readership import most
from newsroom.readership.models import HourlyReads, MostRead, Period
from tests.factories import make_user
from tests.newsroom.pages.readers import publish

pytestmark = pytest.mark.django_db


def read(story, times, *, hours_ago=0):
    hour = database_now().replace(minute=0, second=0, microsecond=0) - timedelta(hours=hours_ago)
    HourlyReads.objects.create(publication=story, hour=hour, reads=times)


def shown(language="en", period=Period.DAY):
    rows = [found["row"] for found in most.shown_rows(language)]
    return [row["headline"] for row in rows if row["period"] == period]


def test_lists_are_of_the_day_and_of_the_week_and_of_one_language():
    fresh, old, arabic = publish(headline="Fresh"), publish(headline="Old"), publish(headline="خبر", language="ar")
    read(fresh, 5)
    read(fresh, 6, hours_ago=2)
    read(old, 90, hours_ago=100)
    read(old, 1)
    read(arabic, 1)

    assert most.refresh()

    assert (shown(), shown(period=Period.WEEK), shown("ar")) == (["Fresh", "Old"], ["Old", "Fresh"], ["خبر"])


def test_edition_moves_only_where_a_list_changed():
    first, second = publish(headline="First"), publish(headline="Second")
    read(first, 5)
    read(second, 3)
    most.refresh()
    edition = Edition.current()

    read(first, 1, hours_ago=1)
    assert (most.refresh(), Edition.current()) == (False, edition)
    read(second, 9, hours_ago=1)
    assert (most.refresh(), Edition.current()) == (True, edition + 1)
    assert shown() == ["Second", "First"]


def test_story_that_is_taken_back_is_not_shown_and_not_counted():
    story = publish(headline="Canary")
    read(story, 5)
    most.refresh()

    publishing.hold(story.article, by=make_user(Role.CHIEF))

    assert shown() == []
    most.refresh()
    assert MostRead.objects.count() == 0


def test_what_is_older_than_two_weeks_is_deleted():
    story = publish()
    read(story, 5, hours_ago=15 * 24)

    assert not most.refresh()

    assert HourlyReads.objects.count() == 0


def test_list_has_ten_places():
    for number in range(12):
        read(publish(headline=f"Story {number}"), number + 1)
    most.refresh()

    assert shown()[:2] + [len(shown())] == ["Story 11", "Story 10", 10]

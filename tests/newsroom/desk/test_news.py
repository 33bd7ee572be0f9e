"""Stories leave the news sitemap with a new edition, once each."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from articles.models import Edition
from newsroom.desk import news
from tests.newsroom.pages.readers import publish


@pytest.fixture(autouse=True)
def _nothing_remembered(db):
    cache.delete(news.SEEN)


def test_story_that_stops_being_news_calls_one_edition():
    publish(at=timezone.now() - timedelta(days=2, minutes=1))
    before = Edition.current()

    assert [news.let_old_news_leave(), news.let_old_news_leave()] == [True, False]
    assert Edition.current() == before + 1


@pytest.mark.parametrize("age", [timedelta(days=1, hours=23), timedelta(days=4)])
def test_story_that_is_still_news_or_has_long_left_calls_none(age):
    publish(at=timezone.now() - age)
    before = Edition.current()

    assert not news.let_old_news_leave()
    assert Edition.current() == before


def test_what_left_while_no_worker_ran_is_not_missed():
    publish(at=timezone.now() - timedelta(days=4))
    cache.set(news.SEEN, timezone.now() - timedelta(days=3), timeout=None)

    assert news.let_old_news_leave()

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import desk
from articles.models import Article, Membership
from articles.similar import RECENT, similar_to
from tests.factories import make_article

pytestmark = pytest.mark.django_db
HEADLINE = "Harbour reopens after winter storm"


def found(user, headline=HEADLINE, **options):
    person = Membership.objects.person(user)
    return [
        story.headline
        for story in similar_to(headline, language=options.pop("language", "en"), person=person, **options)
    ]


def test_stories_like_it_are_found_likest_first(reporter):
    make_article(headline="Winter storm over, harbour reopens for ships")
    make_article(headline="Harbour reopens after the winter storm")
    make_article(headline="Harbour workers strike")

    assert found(reporter) == [
        "Harbour reopens after the winter storm",
        "Winter storm over, harbour reopens for ships",
    ]


def test_story_itself_is_not_like_itself(reporter):
    article = make_article(headline=HEADLINE)

    assert [found(reporter, but=article.pk), found(reporter)] == [[], [HEADLINE]]


def test_what_may_not_be_seen_is_not_named(outside_reporter, reporter):
    make_article(headline=HEADLINE)

    assert [found(outside_reporter), found(reporter)] == [[], [HEADLINE]]


def test_other_languages_old_and_spiked_stories_are_left_out(reporter, editor):
    old, spiked = make_article(headline=HEADLINE), make_article(headline=HEADLINE)
    make_article(headline=HEADLINE, language="ar")
    Article.objects.filter(pk=old.pk).update(changed_at=timezone.now() - RECENT - timedelta(days=1))
    desk.spike(spiked, by=editor)

    assert found(reporter) == []


def test_body_alone_makes_no_likeness(reporter):
    make_article(headline="Council meets", body=f"<p>{HEADLINE}</p>")

    assert found(reporter) == []


@pytest.mark.parametrize("headline", ["", "the", "' | !", "x" * 5000, "\x00", "\ud800", "a " * 200, "ﷺ" * 300])
def test_any_headline_can_be_asked_about(reporter, headline):
    make_article(headline=HEADLINE)

    assert found(reporter, headline=headline) == []


def test_it_is_one_query(reporter, django_assert_num_queries):
    for _number in range(3):
        make_article(headline=HEADLINE)
    person = Membership.objects.person(reporter)

    with django_assert_num_queries(1):
        stories = similar_to(HEADLINE, language="en", person=person)
        assert [str(story.section) for story in stories] == ["World"] * 3

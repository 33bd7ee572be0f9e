from datetime import timedelta

import pytest

from articles import desk, editing, publishing
from articles.workflow import Action
from tests.factories import make_article

from .conftest import NOON, figures, filled, sections

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(editor, made_at):
    """A story that was handed in so many minutes before readers got it."""

    def made(minutes, at=NOON, **extra):
        article = make_article("approved", **extra)
        publishing.publish(article, by=editor)
        made_at(article, at - timedelta(minutes=minutes), Action.SUBMIT)
        made_at(article, at, Action.PUBLISH)
        return article

    return made


def test_speed_is_the_median_and_the_ninetieth_percentile(report_of, editor, published):
    for minutes in range(10, 111, 10):
        published(minutes)

    response = report_of(editor, "speed")

    assert figures(response) == {"Publications": "11", "Median": "1 h", "90th percentile": "1 h 40 min"}
    assert filled(response) == {"4 Mar": ["1 h", "1 h 40 min"]}
    assert sections(response) == {"World": ["11", "1 h", "1 h 40 min"]}


def test_percentile_lies_between_the_two_nearest(report_of, editor, published):
    published(10), published(20)

    assert figures(report_of(editor, "speed"))["Median"] == "15 min"


def test_days_without_a_publication_have_no_value(report_of, editor, published):
    published(10), published(60, at=NOON + timedelta(days=1))

    response = report_of(editor, "speed")

    assert filled(response) == {"4 Mar": ["10 min", "10 min"], "5 Mar": ["1 h", "1 h"]}
    assert len(response.context["report"].charts[0].plot.dots) == 4


def test_story_that_was_sent_back_is_measured_from_when_it_was_first_handed_in(report_of, editor, reporter, made_at):
    article = make_article("in_review", by=reporter)
    made_at(article, NOON - timedelta(hours=5))
    desk.send_back(article, by=editor, reason="Who says so?")
    desk.submit(article, by=reporter)
    made_at(article, NOON - timedelta(hours=1))
    desk.approve(article, by=editor, revision=1)
    publishing.publish(article, by=editor)
    made_at(article, NOON)

    assert figures(report_of(editor, "speed"))["Median"] == "5 h"


def test_update_is_measured_from_when_it_was_handed_in_itself(report_of, editor, reporter, made_at, published):
    article = published(600, at=NOON - timedelta(days=40), by=reporter)
    editing.save(article, by=reporter, revision=1, kicker="More")
    desk.submit(article, by=reporter)
    made_at(article, NOON - timedelta(minutes=30))
    desk.approve(article, by=editor, revision=2)
    publishing.publish(article, by=editor, kind="update")
    made_at(article, NOON)

    assert figures(report_of(editor, "speed")) == {
        "Publications": "1",
        "Median": "30 min",
        "90th percentile": "30 min",
    }


def test_story_that_was_never_handed_in_is_not_measured(report_of, editor, chief, made_at):
    article = make_article()
    publishing.publish_urgent(article, by=chief, reason="People have to know")
    made_at(article, NOON)

    assert figures(report_of(editor, "speed")) == {"Publications": "0", "Median": "–", "90th percentile": "–"}


def test_long_and_short_waits_are_said_in_their_own_units(report_of, editor, published):
    published(0.5), published(60 * 24 * 8, at=NOON + timedelta(days=1))

    response = report_of(editor, "speed")

    assert filled(response) == {"4 Mar": ["30 s", "30 s"], "5 Mar": ["8 days", "8 days"]}
    assert [mark.text for mark in response.context["report"].charts[0].plot.values] == [
        "0 s", "2 days", "4 days", "6 days", "8 days",
    ]  # fmt: skip

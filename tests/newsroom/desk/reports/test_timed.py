from datetime import timedelta

import pytest
from django.utils import timezone

from articles import timed
from articles.models import TimedChange
from tests.factories import make_article

from .conftest import NOON, figures, filled

pytestmark = pytest.mark.django_db


@pytest.fixture
def planned(editor):
    """A change for a minute of the period, and what became of it."""

    def made(status, *, ended=None, at=NOON, **extra):
        change = timed.schedule(make_article("approved"), by=editor, run_at="2031-05-06T18:00")
        TimedChange.objects.filter(pk=change.pk).update(run_at=at, status=status, finished_at=ended, **extra)
        return change

    return made


def test_changes_are_on_time_late_overdue_or_failed(report_of, editor, planned):
    planned("done", ended=NOON + timedelta(seconds=20))
    planned("done", ended=NOON + timedelta(minutes=30))
    planned("failed", ended=NOON + timedelta(seconds=5), error="It is blocked.")
    planned("waiting")
    planned("suspended"), planned("cancelled", ended=NOON)

    response = report_of(editor, "timed")

    assert figures(response) == {
        "Ran on time": "1",
        "Ran late": "1",
        "Has not run yet": "1",
        "Failed": "1",
        "Median lateness": "15 min",
        "Greatest lateness": "30 min",
    }
    assert filled(response) == {"4 Mar": ["1", "1", "1", "1"]}


def test_what_still_has_its_time_is_not_counted(report_of, editor, planned):
    at = timezone.now() + timedelta(minutes=5)
    planned("waiting", at=at)

    response = report_of(editor, "timed", **{"from": f"{at:%Y-%m-%d}", "to": f"{at + timedelta(days=1):%Y-%m-%d}"})

    assert set(figures(response).values()) == {"0", "–"}


def test_list_has_what_did_not_run_at_its_minute_with_planned_and_run(report_of, editor, planned):
    planned("done", ended=NOON)
    late = planned("done", ended=NOON + timedelta(minutes=30), at=NOON)
    failed = planned("failed", ended=NOON + timedelta(hours=2), at=NOON + timedelta(hours=1), error="It is blocked.")

    rows = report_of(editor, "timed").context["rows"]

    assert [(row.what, row.said_at, row.more, row.words, row.who) for row in rows] == [
        ("Publish: Failed", "Tue 04 Mar 2025 1:00 pm", "Ended Tue 04 Mar 2025 2:00 pm", "It is blocked.", "editor"),
        ("Publish: Ran late", "Tue 04 Mar 2025 12:00 pm", "Ended Tue 04 Mar 2025 12:30 pm", "", "editor"),
    ]
    assert [row.door for row in rows] == [
        ("1 h", f"/admin/articles/article/{failed.article_id}/history/"),
        ("30 min", f"/admin/articles/article/{late.article_id}/history/"),
    ]


def test_changes_of_other_sections_are_not_told(report_of, editor, other_section, planned):
    change = planned("failed", ended=NOON, error="It is blocked.")
    type(change.article).objects.filter(pk=change.article_id).update(section=other_section)

    response = report_of(editor, "timed")

    assert (figures(response)["Failed"], response.context["rows"]) == ("0", [])

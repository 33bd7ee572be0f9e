from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from django.db import connection

from articles import desk, editing, publishing, timed
from articles.models import TimedChange, Transition
from tests.factories import make_article, move_time_on

NOON = datetime(2025, 3, 4, 10, tzinfo=UTC)  # in Jerusalem, on a Tuesday


@contextmanager
def in_the_past():
    """Rows that the database keeps as they are can be given another time."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield
        cursor.execute("SET LOCAL session_replication_role = origin")


@pytest.fixture
def made_at(db):
    """Lets the last move of a story, or one of an action, have been made at another time."""

    def made(article, at, action=None):
        moves = Transition.objects.filter(article=article)
        moves = moves.filter(action=action) if action else moves
        with in_the_past():
            Transition.objects.filter(pk=moves.latest("number").pk).update(at=at)

    return made


@pytest.fixture
def report_of(client):
    """A report as somebody gets it for March 2025, unless other days are named."""

    def asked(user, name, **wanted):
        client.force_login(user)
        days = {"from": "2025-03-01", "to": "2025-03-31"}
        return client.get(f"/admin/reports/{name}/", days | wanted)

    return asked


def figures(response):
    return {figure.name: figure.value for figure in response.context["report"].figures}


def sections(response):
    return {row[0]: row[1:] for row in response.context["report"].tables[0].rows}


def filled(response):
    """The bars' or lines' numbers by label, without what is zero or empty."""
    rows = response.context["report"].charts[0].table.rows
    return {row[0]: row[1:] for row in rows if set(row[1:]) - {"0", "–"}}


@pytest.fixture
def everything(editor, chief, reporter):
    """One of whatever a report counts or lists."""

    def made():
        article = make_article("approved", by=reporter)
        publishing.publish(article, by=editor)
        publishing.fix_typo(article, by=editor, reason="A slip", headline=f"{article.headline}!")
        editing.save(article, by=reporter, revision=article.revision_number, standfirst="Boats wait.")
        publishing.publish_urgent(article, by=chief, reason="It was wrong", kind="correction", text="Boats wait.")
        failed = make_article("approved", by=reporter)
        change = timed.schedule(failed, by=editor, run_at="2031-05-06T18:00")
        move_time_on(change)
        desk.block(failed, by=editor, kind="legal", text="Ask the lawyer.")
        TimedChange.objects.filter(pk=change.pk).update(status="waiting")
        timed.run_due()
        return article

    return made

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.db.models import CharField
from django.db.models.sql.compiler import SQLCompiler

from articles.models import Publication
from newsroom.pages.queries import whole
from newsroom.pages.story_rows import teasers
from newsroom.prepared import Asked, Prepared
from tests.newsroom.pages.readers import DATED, make_image, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_path():
    return Prepared(lambda: joined().filter(path=Asked("path", CharField())))


def joined():
    return whole(Publication.objects.select_related("section__parent", "top_section"))


def values(story):
    """Everything that the query has read of it, what it is joined to included."""
    found = {name: value for name, value in vars(story).items() if name != "_state"}
    return found | {"section": vars(story.section)["slug"], "top": vars(story.top_section)["slug"]}


def test_prepared_query_reads_what_the_queryset_reads(at_path, django_assert_num_queries):
    stories = [publish(headline=f"Boat {number}", lead_image=make_image()) for number in range(3)]
    plain = [joined().get(path=story.path) for story in stories]

    with django_assert_num_queries(3):
        read = [at_path.rows(path=story.path) for story in stories]

    assert [[values(row) for row in rows] for rows in read] == [[values(row)] for row in plain]


def test_prepared_query_is_made_once(at_path, monkeypatch):
    story, made = publish(), []
    plain = SQLCompiler.as_sql
    monkeypatch.setattr(
        SQLCompiler, "as_sql", lambda self, *rest, **named: made.append(1) or plain(self, *rest, **named)
    )
    at_path.rows(path=story.path)
    first = len(made)
    at_path.rows(path=story.path)

    assert (first > 0, len(made)) == (True, first)


@pytest.mark.parametrize("path", ["/nowhere/", "", "' OR 1=1 --", "%s", "%", "path", "ميناء"])
def test_value_is_never_a_part_of_the_sql(at_path, path):
    publish()

    assert at_path.rows(path=path) == []


def test_rows_of_values_are_what_the_queryset_has(django_assert_num_queries):
    for number in range(3):
        publish(headline=f"Boat {number}", lead_image=make_image(), at=DATED + timedelta(hours=number))
    plain = teasers(Publication.objects.live().newest_first())
    prepared = Prepared(lambda: plain)

    with django_assert_num_queries(2):
        read = [prepared.rows() for _time in range(2)]

    expected = list(plain)
    assert read == [expected, expected]
    assert [type(row).__name__ for row in read[0]] == ["Row"] * 3
    assert [row._asdict() for row in read[0]] == [row._asdict() for row in expected]


@pytest.mark.parametrize("zone", ["UTC", "Asia/Jerusalem"])
@pytest.mark.parametrize("moment", [DATED, DATED.replace(microsecond=120), datetime(9999, 12, 31, tzinfo=UTC)])
def test_moments_are_aware_whatever_the_zone_of_the_line(zone, moment):
    Publication.objects.filter(pk=publish().pk).update(first_published_at=moment)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('TimeZone', %s, true)", [zone])

    [(read,)] = Prepared(lambda: Publication.objects.values_list("first_published_at")).rows()

    assert (read, read.tzinfo) == (moment, UTC)

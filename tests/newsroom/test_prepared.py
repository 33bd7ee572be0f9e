import pytest
from django.db.models import CharField
from django.db.models.sql.compiler import SQLCompiler

from articles.models import Publication
from newsroom.pages.queries import whole
from newsroom.prepared import Asked, Prepared
from tests.newsroom.pages.readers import make_image, publish

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

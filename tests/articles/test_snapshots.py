import pytest

from articles import snapshots
from articles.models import Article
from tests.factories import make_article, make_author, make_topic

pytestmark = pytest.mark.django_db


def test_content_holds_every_field_that_people_edit():
    """A field that is added to the model is part of a revision, or is named here as one that is not."""
    apart = {
        "id", "desk_state", "embargo", "embargo_until", "assignee_id", "due_at", "priority", "created_by_id",
        "created_at", "changed_at", "published_at_source", "submitted_by_id", "head_revision_id",
        "approved_revision_id", "history_length", "history_head", "in_step_with_id", "stale_since", "stale_because",
    }  # fmt: skip

    assert {field.attname for field in Article._meta.concrete_fields} - apart == set(snapshots.FIELDS)
    lists = {"bylines", "topics", "related"}
    assert set(snapshots.content(make_article())) == {*snapshots.FIELDS, *lists}


def test_digest_is_the_same_whatever_the_order():
    assert snapshots.digest({"a": 1, "b": [1, 2]}) == snapshots.digest({"b": [1, 2], "a": 1})
    assert snapshots.digest({"b": [2, 1]}) != snapshots.digest({"b": [1, 2]})


def test_put_back_gives_the_same_content():
    author, topics = make_author(), [make_topic().pk, make_topic().pk]
    bylines = [{"author": author.pk, "name": "", "role": "by"}, {"author": None, "name": "Hani", "role": "photos"}]
    article = make_article(bylines=bylines, topics=topics, related=[make_article().pk], kicker="Shore")
    before = article.head_revision
    snapshots.set_lists(article, {"bylines": [], "topics": [], "related": []})
    article.kicker = "Other"

    snapshots.put_back(article, before.content)

    assert snapshots.content(article) == before.content
    assert snapshots.digest(snapshots.content(article)) == before.digest


def test_changed_names_what_differs():
    before = make_article().head_revision.content

    assert snapshots.changed(before, before | {"headline": "x", "section_id": None, "topics": [1]}) == [
        "headline",
        "section",
        "topics",
    ]


def test_related_story_named_twice_is_kept_once():
    article, other = make_article(), make_article()

    snapshots.set_lists(article, {"related": [other.pk, other.pk]})

    assert list(article.related_articles.values_list("other", flat=True)) == [other.pk]

import pytest
from django.http import QueryDict

from articles.admin.filling import fields_from
from articles.admin.typed import content_of, posted_as

CONTENT = {
    "language": "ar",
    "kicker": "ميناء",
    "headline": "عاد القارب",
    "section_id": 3,
    "standfirst": "سطر\nسطر آخر",
    "slug": "boat",
    "body": "<p>One.</p><p>Two <em>words</em>.</p>",
    "lead_image_id": None,
    "translation_of_id": 12,
    "bylines": [{"author": 4, "name": "", "role": "by"}, {"author": None, "name": "Rana Haddad", "role": "photos"}],
    "topics": [2, 9],
    "related": [7, 5],
}


@pytest.mark.parametrize(
    "content", [CONTENT, {"headline": "Alone"}, {"topics": []}, {"bylines": [], "related": [], "topics": [1]}]
)
def test_content_that_is_posted_is_the_same_content(content):
    assert content_of(fields_from(posted_as(content))) == content


def test_rows_come_in_the_order_that_was_asked_for_without_what_is_deleted():
    posted = QueryDict(mutable=True)
    posted["bylines-TOTAL_FORMS"] = "5"
    rows = [("Third", "3", ""), ("Gone", "1", "on"), ("First", "1", ""), ("", "2", ""), ("Last", "", "")]
    for number, (name, order, delete) in enumerate(rows):
        posted[f"bylines-{number}-name"], posted[f"bylines-{number}-order"] = name, order
        posted[f"bylines-{number}-DELETE"] = delete
    posted["bylines-__prefix__-name"] = "Template row"

    assert [row["name"] for row in content_of(posted)["bylines"]] == ["First", "Third", "Last"]


@pytest.mark.parametrize(
    ("name", "value"),
    [("section", "x"), ("section", "9" * 30), ("lead_image", "-1"), ("translation_of", "1.0"), ("language", "")],
)
def test_what_cannot_be_read_is_missing(name, value):
    posted = QueryDict(mutable=True)
    posted[name] = value

    assert content_of(posted) == {}


@pytest.mark.parametrize("body", ["<blockquote>" * 150 + "deep", "x" * 1_100_000])
def test_body_that_cannot_be_kept_is_missing(body):
    posted = QueryDict(mutable=True)
    posted["body"] = body

    assert content_of(posted) == {}

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from newsroom.wire.filing.resembling import Told, same_story
from newsroom.wire.likeness import shingles

pytestmark = pytest.mark.django_db


def test_stories_alike_are_looked_up_in_the_index():
    """However many records there are: the words of the question are those of the index."""
    text = "Boats go again at noon."
    told = Told("en", text, sketch=shingles(text), asked=shingles(text))
    with CaptureQueriesContext(connection) as asked:
        assert same_story(told) is None
    (question,) = [query["sql"] for query in asked if "shingles" in query["sql"]]

    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_indexscan = off")
        alone = question.replace("AND item.article_id IS NOT NULL", "")  # which has an index of its own
        cursor.execute(f"EXPLAIN {alone}")
        plan = "\n".join(line for (line,) in cursor.fetchall())

    assert "wire_item_found_by" in plan

"""A chain of moves that somebody tampered with at the database's prompt is found."""

import pytest
from django.db import connection

from articles import editing, publishing
from articles.history import broken_rows
from articles.rights import Role
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db


def tamper(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(statement, values)
        cursor.execute("SET LOCAL session_replication_role = origin")


def test_whole_history_has_nothing_to_say():
    for readers in ("live", "held", "retracted", "removed"):
        make_article("published", readers)
    make_article("incoming")

    assert list(broken_rows()) == []


@pytest.mark.parametrize(
    "change",
    [
        "reason = 'another'", "at = at + interval '1 second'", "actor_id = NULL, source = 'x'", "desk_to = 'spiked'",
        "details = '{\"kind\": \"typo\"}'", "revision_digest = 'x'", "previous_hash = 'x'", "hash = 'x'",
        "readers_to = 'held'", "action = 'edit'",
    ],
)  # fmt: skip
def test_changed_row_is_named(change):
    article = make_article("approved")
    make_article("published", "live")

    tamper(f"UPDATE articles_transition SET {change} WHERE article_id = %s AND number = 2", article.pk)

    assert next(broken_rows()).startswith(f"Article {article.pk}, move 2 (")


@pytest.mark.parametrize("change", ["content = jsonb_set(content, '{body}', '\"<p>Else.</p>\"')", "digest = 'x'"])
def test_changed_revision_is_named(change):
    article = make_article("published", "live")

    tamper(f"UPDATE articles_revision SET {change} WHERE article_id = %s", article.pk)

    assert next(broken_rows()) == f"Article {article.pk}, revision 1: it was changed after it was saved"


def test_missing_revision_is_named():
    article = make_article()
    writer = article.head_revision.author
    for number in (1, 2):
        editing.save(article, by=writer, revision=number, headline=f"Version {number}")

    tamper("DELETE FROM articles_revision WHERE article_id = %s AND number = 2", article.pk)

    assert list(broken_rows()) == [f"Article {article.pk}, revision 3: a revision before it is missing"]


def test_missing_row_in_the_middle_is_named():
    article = make_article("approved")

    tamper("DELETE FROM articles_transition WHERE article_id = %s AND number = 2", article.pk)

    assert next(broken_rows()) == f"Article {article.pk}, move 3 (approve): a move before it is missing"


def test_missing_last_row_is_found():
    article = make_article("approved")

    tamper("DELETE FROM articles_transition WHERE article_id = %s AND number = 3", article.pk)

    assert list(broken_rows()) == [f"Article {article.pk}: its last moves are missing"]


def test_missing_history_is_found():
    article = make_article("published", "live")

    tamper("DELETE FROM articles_transition WHERE article_id = %s", article.pk)
    tamper("UPDATE articles_article SET history_length = 0, history_head = '' WHERE id = %s", article.pk)

    assert len(list(broken_rows())) == 1


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE articles_article SET desk_state = 'draft'",
        "UPDATE articles_publication SET status = 'held', headline = ''",
    ],
)
def test_state_that_no_move_led_to_is_found(change):
    make_article("published", "live")
    tamper("ALTER TABLE articles_publication DROP CONSTRAINT publication_taken_back_is_empty")

    tamper(change)

    assert len(list(broken_rows())) == 1


def test_moves_by_a_source_and_under_a_zone_verify():
    publishing.publish_import(make_article("incoming"), by=make_user(Role.CHIEF))

    assert list(broken_rows()) == []

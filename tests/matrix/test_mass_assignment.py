"""Fields that a form does not have, or a role may not change, are not changed by sending them all the same."""

import json
import re

import pytest
from django.db import connection

from articles.models import Byline, Membership, RelatedArticle
from tests.articles.admin.conftest import management

from .posted import posted
from .table import ROWS

pytestmark = pytest.mark.slow

FOREIGN = {
    **{"state": "published", "desk_state": "published", "status": "live", "moderation_state": "approved"},
    **{"readers": "live", "published_at": "2001-01-01", "first_published_at": "2001-01-01", "updated_at": "2001-01-01"},
    **{"created_at": "2001-01-01", "made_at": "2001-01-01", "kept_at": "2001-01-01", "at": "2001-01-01"},
    **{"version": "99", "number": "99", "digest": "0" * 64, "pk": "{away}", "id": "{away}", "article": "{away}"},
    **{"article_id": "{away}", "object_id": "{away}", "owner": "{chief_id}", "author": "{chief_id}"},
    **{"created_by": "{chief_id}", "submitted_by": "{chief_id}", "uploaded_by": "{chief_id}", "by": "{chief_id}"},
    **{"trusted_by": "{chief_id}", "person_id": "{chief_id}", "user": "{chief_id}", "user_id": "{chief_id}"},
    **{"made_by": "{chief_id}", "typed_by": "{chief_id}", "recipient": "{chief_id}", "actor": "{chief_id}"},
    **{"is_staff": "on", "is_superuser": "on", "groups": "1", "user_permissions": "1", "role": "chief"},
    **{"sessions_ended": "0", "rights_changed": "0", "password": "x", "last_login": "2001-01-01"},
    **{"date_joined": "2001-01-01", "section": "{sport}", "section_id": "{sport}", "slug": "taken-over"},
    **{"assignee_id": "{chief_id}", "embargo": "none", "first_shown_at": "2001-01-01", "sha256": "0" * 64},
    **{"token_hash": "0" * 64, "opened_count": "99", "revoked_at": "2001-01-01", "done_by": "{chief_id}"},
}
# What a form really has, or takes by that name, beside what the table's row sends.
OWN = {
    "/admin/articles/article/{draft}/autosave/": {"section", "slug"},
    "/admin/articles/article/add/autosave/": {"section", "slug"},
    "/admin/wire/source/add/": {"section"},
    "/admin/wire/source/{source}/change/": {"section"},
    "/admin/accounts/user/add/": {"is_superuser"},
    "/admin/accounts/user/{colleague_id}/change/": {"is_superuser"},
}
IN_SECONDS = {"timestamp", "second", "wished_at"}  # when a job is for, or was asked for, and when an edition was made
SENT = [row for row in ROWS if row.method == "POST" and row.roles("w")]


@pytest.mark.parametrize("row", SENT, ids=str)
def test_foreign_fields_change_nothing(room, row):
    role, address = row.roles("w")[0], room.world.filled(row.address)
    own = OWN.get(row.address, set())

    outcomes = []
    for foreign in ({}, FOREIGN):
        room.count_anew()
        more = {name: room.world.filled(value) for name, value in foreign.items() if name not in own}
        answer = room.ask(role, "POST", address, more | posted(room.world, row, role), look=lambda: written(room))
        assert answer.letter == "w"
        outcomes.append(answer.after)

    assert differences(*outcomes) == []


def written(room):
    """The rows of every table that the request wrote to, without what differs each time: moments, tokens, hashes."""
    after = room.fingerprint()
    rows = {}
    with connection.cursor() as cursor:
        for table in (table for table in after if after[table] != room.before[table]):
            cursor.execute(f"SELECT to_jsonb(t) FROM {table} t")
            found = (row if isinstance(row, dict) else json.loads(row) for (row,) in cursor.fetchall())
            rows[table] = sorted(json.dumps(steady(row), sort_keys=True, ensure_ascii=False) for row in found)
    return rows


def differences(plain, foreign):
    rows = [{(table, row) for table, found in after.items() for row in found} for after in (plain, foreign)]
    return sorted(rows[0] ^ rows[1])


def steady(value):
    if isinstance(value, dict):
        return {name: "MOMENT" if name in IN_SECONDS else steady(one) for name, one in value.items()}
    if isinstance(value, list):
        return [steady(one) for one in value]
    if isinstance(value, str):
        value = re.sub(r"\d{4}-\d\d-\d\d[T ][\d:.+Z-]+", "MOMENT", value)
        value = re.sub(r"\b[0-9a-f]{32,64}\b|md5\$\S+|\bnr_[\w-]{6}", "HASH", value)
        return re.sub(r"[A-Za-z0-9_-]{30,}(:[A-Za-z0-9_-]+)*", "TOKEN", value)
    return value


# --- rows of a form that belong to somebody else


def story_form(world, **more):
    row = next(row for row in ROWS if row.posted == "@story" and "{draft}" in row.address)
    return posted(world, row, "reporter") | more


@pytest.mark.parametrize("delete", [{}, {"bylines-0-DELETE": "on"}])
def test_byline_of_another_story_stays_its_own(room, delete):
    world = room.world
    theirs = Byline.objects.get(article=world.stories["away"])
    row = {
        "id": theirs.pk,
        "article": world.stories["away"].pk,
        "order": 1,
        "author": "",
        "name": "Taken",
        "role": "by",
    }
    fields = story_form(world, **management("bylines", [row]), **delete)

    answer = room.ask(
        *("reporter", "POST", world.filled("/admin/articles/article/{draft}/change/"), fields),
        look=lambda: Byline.objects.filter(pk=theirs.pk).values_list("article_id", "name").first(),
    )

    assert answer.after == (world.stories["away"].pk, theirs.name)
    assert answer.response.status_code < 500


def test_relation_of_another_story_stays_its_own(room):
    world = room.world
    stories = world.stories
    theirs = RelatedArticle.objects.create(article=stories["away"], other=stories["live"], position=0)
    row = {"id": theirs.pk, "article": stories["away"].pk, "order": 1, "other": stories["changed"].pk}
    fields = story_form(world, **management("related_articles", [row]))

    answer = room.ask(
        *("reporter", "POST", world.filled("/admin/articles/article/{draft}/change/"), fields),
        look=lambda: RelatedArticle.objects.filter(pk=theirs.pk).values_list("article_id", "other_id").first(),
    )

    theirs.delete()
    assert answer.after == (stories["away"].pk, stories["live"].pk)
    assert answer.response.status_code < 500


def test_story_that_may_not_be_seen_is_related_by_nobody(room):
    world = room.world
    row = {"id": "", "article": world.stories["draft"].pk, "order": 1, "other": world.stories["away"].pk}
    fields = story_form(world, **management("related_articles", [row]), translation_of=str(world.stories["away"].pk))

    answer = room.ask("reporter", "POST", world.filled("/admin/articles/article/{draft}/change/"), fields)

    assert answer.letter == "y"  # the form again, and nothing kept
    assert world.stories["away"].headline not in answer.words


def test_role_of_another_person_stays_theirs(room):
    world = room.world
    theirs = Membership.objects.get(user=world.people["moderator"])
    row = next(row for row in ROWS if row.posted == "@person" and row.method == "POST")
    taken = {"id": theirs.pk, "user": world.people["colleague"].pk, "role": "chief", "section": ""}
    fields = posted(world, row, "administrator") | management("memberships", [taken])

    answer = room.ask(
        *("administrator", "POST", world.filled(row.address), fields),
        look=lambda: Membership.objects.filter(pk=theirs.pk).values_list("user_id", "role").first(),
    )

    assert answer.after == (theirs.user_id, theirs.role)
    assert answer.response.status_code < 500


@pytest.mark.parametrize("change", [{"role": "chief"}, {"is_superuser": ""}, {"is_active": ""}])
def test_administrator_cannot_change_their_own_rights(room, change):
    """Nor leave the newsroom without one."""
    world = room.world
    own = world.people["administrator"]
    fields = {"username": own.username, "email": own.email, "first_name": "", "last_name": "", **change}
    role = {"id": "", "user": own.pk, "role": "chief", "section": ""}

    answer = room.ask(
        *("administrator", "POST", f"/admin/accounts/user/{own.pk}/change/"),
        fields | management("memberships", [role]),
        look=lambda: (
            type(own).objects.filter(pk=own.pk, is_superuser=True, is_active=True).exists(),
            own.memberships.count(),
        ),
    )

    assert answer.after == (True, 0)

"""What whoever keeps copies is told: every change of a story's answer, none twice at a moment, none missed."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from articles import editing, publishing, reference
from articles.models import Publication
from articles.rights import Role
from tests.factories import make_author, make_section, make_topic, make_user
from tests.newsroom.pages.readers import publish, publish_both

from .asking import NINJS, ask, every_part

pytestmark = pytest.mark.django_db
LONG_AGO, LATER = datetime(2025, 1, 4, tzinfo=UTC), "2025-02-01T00:00:00Z"


@pytest.fixture
def named():
    """A live story in a section below another, by an author who also took its pictures, on a topic; and another."""
    author, topic = make_author("rana"), make_topic("ports")
    section = make_section("football", parent=make_section("sport"))
    bylines = [{"author": author.pk, "name": "", "role": role} for role in ("by", "photos")]
    story, other = publish(section=section, bylines=bylines, topics=[topic.pk]), publish()
    Publication.objects.update(changed_at=LONG_AGO)
    return {
        "story": story,
        "other": other,
        "author": author,
        "topic": topic,
        "section": section,
        "sport": section.parent,
    }


def change(record, **values):
    record.refresh_from_db()
    for name, value in values.items():
        setattr(record, name, value)
    reference.save(record, by=make_user(is_superuser=True))


def told(client, **asked):
    return [row["id"] for part in every_part(client, "changes/", **asked) for row in part["changes"]]


@pytest.mark.parametrize(
    ("record", "values"),
    [
        ("author", {"names": {"en": "Rana Haddad"}}),
        ("author", {"slug": "rana-haddad"}),
        ("author", {"kind": "agency"}),
        ("topic", {"names": {"en": "Harbours"}}),
        ("topic", {"slug": "harbours"}),
        ("section", {"names": {"en": "Football and more"}}),
        ("section", {"slug": "soccer"}),
        ("sport", {"names": {"en": "Sports"}}),
        ("sport", {"slug": "sports"}),
    ],
    ids=str,
)
def test_stories_that_name_what_has_another_name_are_told(client, named, record, values):
    path = f"articles/{named['story'].pk}/"
    before = [ask(client, path, headers=form) for form in ({}, NINJS)]

    change(named[record], **values)

    assert set(told(client, since=LATER, limit=1)) == {named["story"].pk}
    [row] = ask(client, "changes/", since=LATER).json()["changes"][-1:]
    after = [ask(client, path, headers=form) for form in ({}, NINJS)]
    assert row["changed_at"] == after[0].json()["changed_at"] > before[0].json()["changed_at"]
    assert int(after[1].json()["version"]) > int(before[1].json()["version"])
    assert before[1].headers["ETag"] != after[1].headers["ETag"]


def test_story_by_one_author_twice_is_told_of_a_new_name_once(client, named):
    change(named["author"], names={"en": "Rana Haddad"})

    assert told(client, since=LATER, limit=1) == [named["story"].pk]


def test_what_no_story_says_of_an_author_moves_nothing(client, named):
    change(named["author"], biographies={"en": "Writes."}, aliases=["R. H."])
    change(named["section"], order=7, four_eyes=False, hidden=True)

    assert told(client, since=LATER) == []


def test_story_that_was_taken_back_is_not_told_of_a_name(client, named):
    publishing.hold(named["story"].article, by=make_user(Role.CHIEF), reason="Doubts.")
    Publication.objects.update(changed_at=LONG_AGO)

    for record in ("author", "topic", "section"):
        change(named[record], names={"en": "Another"})

    assert told(client, since=LATER) == []


def test_every_part_of_many_changes_of_one_moment_is_told(client, named):
    bylines = [{"author": named["author"].pk, "name": "", "role": role} for role in ("by", "photos")]
    keys = {named["story"].pk, *(publish(bylines=bylines).pk for _number in range(4))}
    Publication.objects.update(changed_at=LONG_AGO)

    change(named["author"], names={"en": "Rana Haddad"})

    found = told(client, since=LATER, limit=2)
    assert (len(found), set(found)) == (5, keys)


def test_stories_of_a_section_that_moves_have_all_changed_at_its_end(client, named):
    publish(section=named["section"])

    change(named["sport"], slug="sports")

    moments = set(Publication.objects.filter(section=named["section"]).values_list("changed_at", flat=True))
    assert len(moments) == 1
    assert ask(client, f"articles/{named['story'].pk}/").json()["url"].count("/sports/") == 1


def test_translation_that_falls_behind_and_is_in_step_again_has_changed(client, chief):
    english, arabic = publish_both()
    Publication.objects.update(changed_at=LONG_AGO)

    article = english.article
    editing.save(article, by=chief, revision=article.revision_number, body="<p>On Tuesday.</p>")
    article.refresh_from_db()
    publishing.publish_urgent(article, by=chief, reason="Wrong", kind="correction", text="It was Tuesday.")

    assert set(told(client, since=LATER)) == {english.pk, arabic.pk}


# --- Between one part and the next --------------------------------------------------------------------------


def test_list_ends_at_the_moment_when_it_was_begun(client):
    stories = [publish() for _number in range(3)]
    parts = every_part(client, "changes/", limit=1)
    first = next(parts)

    newer = publish()
    rest = [row["id"] for part in parts for row in part["changes"]]

    assert [first["changes"][0]["id"], *rest] == [story.pk for story in stories]
    assert newer.pk in told(client, since=first["next_since"])


def test_what_was_saved_late_is_told_the_next_time_however_long_the_list_took(client):
    """It was stamped before the first part was asked for and is seen after it; others change all the time."""
    moment = timezone.now()
    stories = [publish() for _number in range(3)]
    for number, story in enumerate(stories):
        Publication.objects.filter(pk=story.pk).update(changed_at=moment - timedelta(seconds=50 - number))
    parts = every_part(client, "changes/", limit=1)
    next(parts)

    late, busy = publish(), publish()
    Publication.objects.filter(pk=late.pk).update(changed_at=moment - timedelta(seconds=55))
    Publication.objects.filter(pk=busy.pk).update(changed_at=moment + timedelta(minutes=10))
    *_others, last = parts

    assert last["next"] is None
    assert late.pk in told(client, since=last["next_since"])


def test_last_part_whose_stories_have_changed_again_says_where_to_go_on(client):
    stories = [publish() for _number in range(2)]
    Publication.objects.update(changed_at=timezone.now() - timedelta(hours=1))
    parts = every_part(client, "changes/", limit=1)
    first = next(parts)

    publishing.hold(stories[1].article, by=make_user(Role.CHIEF), reason="Doubts.")
    [last] = parts

    assert (last["changes"], last["next"]) == ([], None)
    assert last["next_since"] == first["next_since"]
    assert [row["status"] for row in ask(client, "changes/", since=last["next_since"]).json()["changes"]] == [
        "live",
        "held",
    ]

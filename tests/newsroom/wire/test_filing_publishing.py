from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from articles import desk, publishing, timed
from articles.history import broken_rows
from articles.models import Article, Edition, Membership, Publication, Revision, TimedChange, Transition
from articles.rights import Role
from newsroom.wire.filing import Outcome, Result, file_one
from newsroom.wire.models import Source
from newsroom.wire.stories import Standing
from tests.factories import make_section, make_user, move_time_on
from tests.newsroom.wire.filed import CHANGED, STORY, file, jobs, run

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief():
    return make_user(Role.CHIEF, username="chief")


def test_trusted_source_publishes_under_the_date_of_the_story(trusted, chief):
    result = file(trusted, publish=True)

    publication = Publication.objects.get()
    assert result == Result(Outcome.FILED, "", publication.article_id)
    assert (publication.status, publication.article.desk_state) == ("live", "published")
    assert publication.first_published_at == publication.updated_at == STORY.published_at
    assert publication.path == "/economy/2025/01/04/ferries-agree/"
    assert publication.source == "Trusted Wire"
    revision, transition = Revision.objects.get(), Transition.objects.get()
    assert (revision.source, revision.author, publication.revision) == ("Trusted Wire", None, revision)
    assert (transition.action, transition.actor, transition.source) == ("publish_import", None, "Trusted Wire")
    assert (transition.trusted_by_id, transition.revision_digest) == (chief.pk, revision.digest)
    assert list(broken_rows()) == []


def test_day_of_the_address_is_the_newsrooms(trusted):
    late = datetime(2025, 1, 4, 22, 30, tzinfo=UTC)

    file(trusted, replace(STORY, published_at=late), publish=True)

    assert Publication.objects.get().path == "/economy/2025/01/05/ferries-agree/"


def test_chief_publishes_in_the_own_name(wire, chief):
    file(wire, user=chief, publish=True)

    transition = Transition.objects.get()
    assert (transition.actor, transition.source, transition.trusted_by) == (chief, "", None)
    assert Publication.objects.get().status == "live"


def test_run_that_publishes_may_follow_one_that_does_not(trusted):
    filed = file(trusted)

    assert file(trusted, publish=True) == Result(Outcome.UPDATED, "", filed.article_id)
    assert file(trusted, publish=True) == Result(Outcome.UNCHANGED, "", filed.article_id)
    assert Transition.objects.count() == 1


def test_changed_story_is_updated_and_published_at_once(trusted):
    file(trusted)

    assert file(trusted, CHANGED, publish=True).outcome == Outcome.UPDATED
    assert "Talks took a month." in Publication.objects.get().body_html


def test_two_stories_of_one_day_and_headline_get_two_addresses(trusted):
    running = run(trusted, publish=True)

    file_one(running, STORY, path="a.txt")
    file_one(running, replace(STORY, published_at=STORY.published_at + timedelta(hours=1)), path="b.txt")

    assert list(Publication.objects.order_by("pk").values_list("path", flat=True)) == [
        "/economy/2025/01/04/ferries-agree/",
        "/economy/2025/01/04/ferries-agree-2/",
    ]


def test_nobody_is_told_of_a_story_older_than_two_days(trusted):
    at = timezone.now() - timedelta(hours=48, minutes=1)

    file(trusted, replace(STORY, published_at=at), publish=True)

    assert (Publication.objects.count(), jobs()) == (1, [])


def test_people_are_told_of_a_story_younger_than_two_days(trusted):
    at = timezone.now() - timedelta(hours=47, minutes=59)

    file(trusted, replace(STORY, published_at=at), publish=True)

    assert jobs() == [{"transition_id": Transition.objects.get().pk}]


def not_published(result):
    assert result.outcome == Outcome.FILED
    article = Article.objects.get()
    assert (article.desk_state, article.history_length, article.head_revision) == ("incoming", 0, None)
    assert (Publication.objects.count(), Revision.objects.count(), Transition.objects.count()) == (0, 0, 0)
    assert (jobs(), Edition.current()) == ([], 1)
    return result.reason


def test_story_without_section_stays_incoming(trusted):
    reason = not_published(file(trusted, replace(STORY, section_label="Harbour news"), publish=True))

    assert reason == "Not published: The story is not ready: It has no section."


def test_story_with_an_unfinished_mark_stays_incoming(trusted):
    reason = not_published(file(trusted, replace(STORY, headline="Ferries agree TK"), publish=True))

    assert reason == "Not published: The story is not ready: “TK” is still in the headline."


def test_source_whose_chief_is_none_any_more_does_not_publish(trusted, chief):
    Membership.objects.filter(user=chief).update(role=Role.EDITOR)

    reason = not_published(file(trusted, publish=True))

    assert reason == "Not published: You may not do this (Publish from the wire): it takes a chief of this section."


def test_source_of_a_chief_of_another_section_does_not_publish(trusted, chief):
    Membership.objects.filter(user=chief).update(section=make_section("world"))

    not_published(file(trusted, publish=True))


def test_source_of_a_deactivated_chief_does_not_publish(trusted, chief):
    type(chief).objects.filter(pk=chief.pk).update(is_active=False)

    not_published(file(trusted, publish=True))


def test_source_that_is_trusted_no_more_stops_publishing_within_the_run(trusted):
    running = run(trusted, publish=True)
    Source.objects.filter(pk=trusted.pk).update(trusted_by=None)

    not_published(file_one(running, STORY, path="a.txt"))


def test_untrusted_source_does_not_publish(wire):
    not_published(file(wire, publish=True))


@pytest.mark.parametrize("role", [Role.REPORTER, Role.EDITOR])
def test_reporter_and_editor_do_not_publish(wire, role):
    not_published(file(wire, user=make_user(role), publish=True))


def test_embargoed_story_is_not_published(trusted):
    file(trusted)
    article = Article.objects.get()
    desk.set_embargo(article, by=trusted.rights)

    result = file(trusted, publish=True)

    assert result == Result(
        Outcome.UNCHANGED, "Not published: It is embargoed until somebody lifts the embargo.", article.pk
    )
    assert Publication.objects.count() == 0


def test_blocked_story_is_not_published(trusted, chief):
    file(trusted)
    article = Article.objects.get()
    desk.block(article, by=trusted.rights, kind="wire_kill", text="Kill.")

    assert file(trusted, publish=True).outcome == Outcome.UNCHANGED
    with pytest.raises(publishing.Blocked):
        publishing.publish_import(article, by=chief)
    assert Publication.objects.count() == 0


def test_story_dated_in_the_future_is_scheduled_and_runs(trusted, chief):
    at = (timezone.now() + timedelta(days=1)).replace(second=0, microsecond=0)
    story = replace(STORY, published_at=at)

    result = file(trusted, story, publish=True)

    change = TimedChange.objects.get()
    assert result == Result(Outcome.FILED, f"Scheduled for its own time: {at:%Y-%m-%dT%H:%M} UTC.", change.article_id)
    assert (change.action, change.run_at, change.status) == ("publish", at, "waiting")
    assert (change.source, change.scheduled_by) == ("Trusted Wire", chief)
    assert (change.article.desk_state, Publication.objects.count()) == ("incoming", 0)
    assert file(trusted, story, publish=True) == Result(Outcome.UNCHANGED, "", change.article_id)

    move_time_on(change)
    timed.run_due()

    change.refresh_from_db()
    assert (change.status, Publication.objects.get().status) == ("done", "live")
    assert Article.objects.get().desk_state == "published"


def test_scheduling_a_story_that_was_there_counts_as_an_update(trusted):
    at = timezone.now() + timedelta(days=1)
    story = replace(STORY, published_at=at)
    file(trusted, story)

    assert file(trusted, story, publish=True).outcome == Outcome.UPDATED


def test_scheduled_story_does_not_run_once_its_chief_is_none(trusted, chief):
    file(trusted, replace(STORY, published_at=timezone.now() + timedelta(days=1)), publish=True)
    Membership.objects.filter(user=chief).delete()
    change = TimedChange.objects.get()

    move_time_on(change)
    timed.run_due()

    change.refresh_from_db()
    assert (change.status, Publication.objects.count()) == ("failed", 0)


@pytest.mark.parametrize("holds", [True, False])
def test_story_whose_kill_came_before_it_is_never_published(trusted, holds):
    trusted.holds_what_is_killed = holds
    trusted.save()
    named = replace(STORY, external_id="urn:ferries", changed_at=STORY.published_at)
    kill = replace(named, standing=Standing.CANCELED, headline="", body="")

    file(trusted, kill, publish=True)
    result = file(trusted, named, publish=True)

    assert "has killed this story" in result.reason
    assert "Not published" in result.reason
    assert not Publication.objects.exists()
    assert file(trusted, named, publish=True).outcome == Outcome.SKIPPED
    assert not Publication.objects.exists()

"""Newer versions of stories that an import published: before readers at once, or beside the story."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from articles import desk, publishing, timed
from articles.models import Article, Correction, Edition, Publication, Redirect, Revision, TimedChange, Transition
from articles.rights import Role
from newsroom.wire.filing import Arrival, Outcome, Result, file_batch
from newsroom.wire.models import ProposedUpdate, WireItem
from newsroom.wire.notices import CORRECTED
from newsroom.wire.stories import Embargo, Standing, WirePicture, as_paragraphs
from tests.factories import make_user, move_time_on
from tests.newsroom.pages.readers import make_image
from tests.newsroom.wire.filed import STORY, file, run

pytestmark = pytest.mark.django_db

AT = datetime(2025, 1, 4, 17, tzinfo=UTC)
FIRST = replace(STORY, external_id="urn:ferries", version=1, changed_at=AT, slug="ferries-agree")
SECOND = replace(FIRST, version=2, changed_at=AT + timedelta(hours=20), body=as_paragraphs(("Talks go on.",)))
THIRD = replace(SECOND, version=3, changed_at=AT + timedelta(hours=30), body=as_paragraphs(("Talks are over.",)))
BESIDE = "The new text waits beside the story as a proposed update."


@pytest.fixture
def chief():
    return make_user(Role.CHIEF, username="chief")


@pytest.fixture
def picture():
    return make_image()


def rows():
    """All that a run may write, but when it was written."""
    models = (Article, Revision, Transition, Publication, Correction, ProposedUpdate, WireItem)
    return [list(model.objects.order_by("pk").values()) for model in models], Edition.current()


def text_of_readers():
    return Publication.objects.get().body_html


def waits(result, reason=None):
    """The newer version waits beside a story that is as it was."""
    assert (result.outcome, ProposedUpdate.objects.waiting().count()) == (Outcome.SKIPPED, 1)
    assert BESIDE in result.reason if reason is None else result.reason.startswith(f"Not published: {reason}")
    return True


def test_newer_version_of_a_trusted_source_is_published_in_its_place(trusted):
    filed = file(trusted, FIRST, publish=True)
    path = Publication.objects.get().path

    result = file(trusted, SECOND, publish=True)

    publication = Publication.objects.get()
    assert result == Result(Outcome.UPDATED, "", filed.article_id)
    assert (publication.path, publication.first_published_at) == (path, STORY.published_at)
    assert (publication.updated_at, publication.body_html) == (SECOND.changed_at, "<p>Talks go on.</p>")
    assert (WireItem.objects.get().version, ProposedUpdate.objects.count()) == (2, 0)


def test_replay_changes_nothing_and_older_versions_are_skipped(trusted):
    for story in (FIRST, SECOND):
        file(trusted, story, publish=True)
    before = rows()

    assert file(trusted, SECOND, publish=True).outcome is Outcome.UNCHANGED
    older = file(trusted, FIRST, publish=True)

    assert (older.outcome, older.reason) == (Outcome.SKIPPED, "An older version than the one that is there.")
    assert rows() == before


def test_run_of_a_chief_renews_what_a_run_of_a_chief_published(wire, chief):
    file(wire, FIRST, user=chief, publish=True)

    assert file(wire, SECOND, user=make_user(Role.CHIEF), publish=True).outcome is Outcome.UPDATED
    assert text_of_readers() == "<p>Talks go on.</p>"


def test_batch_publishes_so_that_a_later_run_renews(trusted):
    others = [replace(FIRST, external_id=f"urn:{n}", slug=f"story-{n}", headline=f"Story {n}") for n in range(3)]
    list(file_batch(run(trusted, publish=True), [Arrival("a.xml", story) for story in others]))

    newer = [replace(SECOND, external_id=story.external_id, headline=story.headline) for story in others]
    results = [result for _a, result in file_batch(run(trusted, publish=True), [Arrival("b.xml", s) for s in newer])]

    assert [result.outcome for result in results] == [Outcome.UPDATED] * 3
    assert set(Publication.objects.values_list("body_html", flat=True)) == {"<p>Talks go on.</p>"}


def test_correction_stands_below_the_story_in_the_words_of_its_source(trusted):
    file(trusted, FIRST, publish=True)

    file(trusted, replace(SECOND, correction="Talks took a week, not a month."), publish=True)
    file(trusted, replace(THIRD, correction="Talks took a week, not a month."), publish=True)

    correction = Correction.objects.get()
    assert (correction.kind, correction.text) == ("correction", "Talks took a week, not a month.")
    assert correction.published_at == SECOND.changed_at
    assert text_of_readers() == "<p>Talks are over.</p>"


def test_correction_without_words_is_told_in_the_language_of_the_story(trusted):
    story = replace(FIRST, language="ar")
    file(trusted, story, publish=True)

    file(trusted, replace(SECOND, language="ar", correction=CORRECTED), publish=True)

    assert Correction.objects.get().text == "صحّح المصدر هذه المادة."


def test_story_of_another_address_at_its_source_leads_on(trusted):
    file(trusted, FIRST, publish=True)
    path = Publication.objects.get().path

    file(trusted, replace(SECOND, slug="ferries-talk"), publish=True)

    assert Publication.objects.get().path.endswith("/ferries-talk/")
    assert Redirect.objects.get().old_path == path


def test_held_story_stays_held_and_has_the_new_text(trusted, chief):
    file(trusted, FIRST, publish=True)
    publishing.hold(Article.objects.get(), by=chief)

    assert file(trusted, SECOND, publish=True).outcome is Outcome.UPDATED

    publication = Publication.objects.get()
    assert (publication.status, publication.body_html) == ("held", "")
    assert Article.objects.get().body == "<p>Talks go on.</p>"


def test_run_that_does_not_publish_proposes_and_a_later_one_that_does_takes_that_away(trusted):
    file(trusted, FIRST, publish=True)

    assert file(trusted, SECOND).outcome is Outcome.SKIPPED
    assert ProposedUpdate.objects.waiting().count() == 1
    assert file(trusted, SECOND, publish=True).outcome is Outcome.UPDATED
    assert ProposedUpdate.objects.waiting().count() == 0
    assert text_of_readers() == "<p>Talks go on.</p>"


def test_version_that_the_desk_dismissed_is_not_published_nor_any_after_it(trusted, chief):
    file(trusted, FIRST, publish=True)
    file(trusted, SECOND)
    ProposedUpdate.objects.update(decided_at=timezone.now(), decided_by=chief)

    assert file(trusted, SECOND, publish=True).outcome is Outcome.UNCHANGED
    assert file(trusted, THIRD, publish=True).outcome is Outcome.SKIPPED
    assert text_of_readers() != "<p>Talks are over.</p>"


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"standing": Standing.DRAFT}, "its source has not published it for everybody."),
        ({"standing": Standing.PRIVATE}, "its source has not published it for everybody."),
        ({"embargo": Embargo(None)}, "its source embargoes it."),
        ({"published_at": None}, "It has no date of its source"),
        ({"headline": "Ferries TK"}, "The story is not ready"),
    ],
    ids=["draft", "private", "embargoed", "undated", "unfinished"],
)
def test_what_its_source_keeps_back_waits_beside_the_story(trusted, changed, reason):
    file(trusted, FIRST, publish=True)
    before = text_of_readers()

    assert waits(file(trusted, replace(SECOND, **changed), publish=True), reason)
    assert waits(file(trusted, replace(THIRD, **changed), publish=True), reason)
    assert text_of_readers() == before


def test_version_dated_in_the_future_waits_beside_the_story(trusted):
    file(trusted, FIRST, publish=True)

    ahead = replace(SECOND, published_at=timezone.now() + timedelta(days=1))

    assert waits(file(trusted, ahead, publish=True), "Its source dates it in the future")


def test_version_of_a_killed_story_waits_beside_it_and_the_block_stays(trusted):
    file(trusted, FIRST, publish=True)
    file(trusted, replace(FIRST, version=2, standing=Standing.CANCELED, changed_at=AT + timedelta(hours=1)))

    assert waits(file(trusted, THIRD, publish=True), "It is blocked")
    assert Publication.objects.get().status == "held"


def test_source_that_is_trusted_no_more_proposes(trusted):
    file(trusted, FIRST, publish=True)
    type(trusted).objects.update(trusted_by=None)

    assert waits(file(trusted, SECOND, publish=True), "You may not do this")


@pytest.mark.parametrize("by_button", [False, True])
def test_what_a_person_has_published_is_never_replaced(trusted, chief, by_button):
    file(trusted, FIRST, publish=not by_button)
    article = Article.objects.get()
    if by_button:
        publishing.publish_import(article, by=chief)
    else:
        publishing.fix_typo(article, by=chief, reason="A slip.", headline="Ferries agree!")
    before = text_of_readers()

    assert file(trusted, SECOND, publish=True).outcome is Outcome.SKIPPED
    assert (text_of_readers(), ProposedUpdate.objects.waiting().count()) == (before, 1)


def test_what_the_desk_took_in_hand_is_never_replaced(trusted, chief):
    file(trusted, FIRST)
    article = Article.objects.get()
    desk.take(article, by=chief)
    publishing.publish_urgent(article, by=chief, reason="Now.")

    assert file(trusted, SECOND, publish=True).outcome is Outcome.SKIPPED
    assert text_of_readers() != "<p>Talks go on.</p>"


def test_newer_version_is_published_once_its_pictures_had_their_turn(trusted):
    file(trusted, FIRST, publish=True)

    assert waits(file(trusted, SECOND, publish=True, waits=lambda _story: True), "its pictures come")
    assert file(trusted, SECOND, publish=True).outcome is Outcome.UPDATED
    assert (text_of_readers(), ProposedUpdate.objects.waiting().count()) == ("<p>Talks go on.</p>", 0)


def ahead(story, *, days, **changes):
    return replace(story, published_at=timezone.now().replace(microsecond=0) + timedelta(days=days), **changes)


def test_newer_version_of_what_waits_for_its_moment_takes_its_place(trusted):
    filed = file(trusted, ahead(FIRST, days=1), publish=True)
    change, newer = TimedChange.objects.get(), ahead(SECOND, days=2)

    result = file(trusted, newer, publish=True)

    scheduled = TimedChange.objects.get()
    told = f"Scheduled for its own time: {newer.published_at:%Y-%m-%dT%H:%M} UTC."
    assert result == Result(Outcome.UPDATED, told, filed.article_id)
    assert (scheduled.pk, scheduled.run_at, scheduled.status) == (change.pk, newer.published_at, "waiting")
    assert scheduled.revision.content["body"] == "<p>Talks go on.</p>"
    assert (ProposedUpdate.objects.count(), Publication.objects.count()) == (0, 0)
    assert file(trusted, newer, publish=True).outcome is Outcome.UNCHANGED

    move_time_on(scheduled)
    timed.run_due()

    assert text_of_readers() == "<p>Talks go on.</p>"
    assert file(trusted, THIRD, publish=True).outcome is Outcome.UPDATED
    assert text_of_readers() == "<p>Talks are over.</p>"


def test_newer_version_that_is_dated_earlier_by_now_is_published_at_once(trusted):
    file(trusted, ahead(FIRST, days=1), publish=True)

    result = file(trusted, SECOND, publish=True)

    publication = Publication.objects.get()
    assert (result.outcome, result.reason, TimedChange.objects.get().status) == (Outcome.UPDATED, "", "cancelled")
    assert (publication.first_published_at, publication.body_html) == (STORY.published_at, "<p>Talks go on.</p>")


def test_newer_version_that_says_the_same_leaves_what_waits_as_it_is(trusted):
    first = ahead(FIRST, days=1)
    file(trusted, first, publish=True)

    assert file(trusted, replace(first, version=2, credit_line="Coast"), publish=True).outcome is Outcome.UPDATED
    moves = Transition.objects.count()
    again = file(trusted, replace(first, version=3, credit_line="Coast", desk_note="Call."), publish=True)

    assert (again.outcome, Transition.objects.count()) == (Outcome.UNCHANGED, moves)


def test_newer_version_of_what_waits_keeps_the_embargo_of_its_source(trusted):
    """A story that is dated when its embargo ends."""
    first, second = (ahead(story, days=days) for story, days in ((FIRST, 1), (SECOND, 2)))
    file(trusted, replace(first, embargo=Embargo(first.published_at)), publish=True)

    result = file(trusted, replace(second, embargo=Embargo(second.published_at)), publish=True)

    change, article = TimedChange.objects.get(), Article.objects.get()
    assert (result.outcome, change.status, change.run_at) == (Outcome.UPDATED, "waiting", second.published_at)
    assert article.embargo_until == second.published_at
    third = replace(ahead(THIRD, days=3), embargo=Embargo(second.published_at + timedelta(days=2)))
    assert waits(file(trusted, third, publish=True), "its source embargoes it.")
    assert TimedChange.objects.get().status == "suspended"


@pytest.mark.parametrize("touch", ["unschedule", "assign", "take", "no trust", "no publish"])
def test_what_waits_and_is_the_desks_by_now_is_not_replaced(trusted, chief, touch):
    file(trusted, ahead(FIRST, days=1), publish=True)
    article = Article.objects.get()
    match touch:
        case "unschedule":
            timed.unschedule(article, by=chief, change=TimedChange.objects.get())
        case "assign":
            desk.assign(article, by=chief, assignee=chief)
        case "take":
            desk.take(article, by=chief)
        case "no trust":
            type(trusted).objects.update(trusted_by=None)

    result = file(trusted, ahead(SECOND, days=2), publish=touch != "no publish")

    assert (result.outcome, ProposedUpdate.objects.waiting().count()) == (Outcome.SKIPPED, 1)
    assert TimedChange.objects.get().revision.content["body"] == FIRST.body.replace("\n", "")


def test_pictures_that_readers_have_are_not_lost_to_a_run_that_brings_none(trusted, picture):
    body = '<figure data-picture="1"></figure><p>Talks go on.</p>'
    pictured = {"pictures": (WirePicture(address="https://wire.example/a.jpg", is_lead=True),)}
    file(trusted, replace(FIRST, body=body, **pictured), publish=True, pictures=lambda _story: {1: picture.pk})
    newer = replace(SECOND, body=body.replace("go on", "are over"), **pictured)

    assert waits(file(trusted, newer, publish=True), "pictures that the story has did not come with it.")
    result = file(trusted, newer, publish=True, pictures=lambda _story: {1: picture.pk})

    assert result.outcome is Outcome.UPDATED
    publication = Publication.objects.get()
    assert f'data-picture="{picture.pk}"' in publication.body_html
    assert "are over" in publication.body_html
    assert list(publication.pictures.all()) == [picture]

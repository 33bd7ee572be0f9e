"""Newer versions of stories that an import published: before readers at once, or beside the story."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from articles import desk, publishing
from articles.models import Article, Correction, Edition, Publication, Redirect, Revision, Transition
from articles.rights import Role
from newsroom.wire.filing import Arrival, Outcome, Result, file_batch
from newsroom.wire.models import ProposedUpdate, WireItem
from newsroom.wire.notices import CORRECTED
from newsroom.wire.stories import Embargo, Standing, WirePicture, as_paragraphs
from tests.factories import make_user
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


def test_pictures_that_readers_have_are_not_lost_to_a_run_that_brings_none(trusted, picture):
    body = '<figure data-picture="1"></figure><p>Talks go on.</p>'
    pictured = {"pictures": (WirePicture(address="https://wire.example/a.jpg", is_lead=True),)}
    file(trusted, replace(FIRST, body=body, **pictured), publish=True, pictures=lambda _story: {1: picture.pk})
    newer = replace(SECOND, body=body.replace("go on", "are over"), **pictured)

    assert waits(file(trusted, newer, publish=True), "pictures that readers have did not come with it.")
    result = file(trusted, newer, publish=True, pictures=lambda _story: {1: picture.pk})

    assert result.outcome is Outcome.UPDATED
    publication = Publication.objects.get()
    assert f'data-picture="{picture.pk}"' in publication.body_html
    assert "are over" in publication.body_html
    assert list(publication.pictures.all()) == [picture]

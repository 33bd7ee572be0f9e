"""One id more than once: in a run, and in two exports of one site that are taken in by turns."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from articles.models import Article, Block, Publication
from articles.rights import Role
from newsroom.wire.filing import Arrival, Outcome, file_batch, file_one
from newsroom.wire.models import WireItem
from newsroom.wire.stories import Standing, as_paragraphs
from tests.factories import make_user
from tests.newsroom.wire.filed import STORY, file, run

pytestmark = pytest.mark.django_db

AT = datetime(2025, 1, 4, 17, tzinfo=UTC)
POST = replace(STORY, external_id="old.example 7", changed_at=AT)
OTHER = replace(POST, number=2, body=as_paragraphs(("Another text.",)))
NEWER = replace(OTHER, changed_at=AT + timedelta(hours=1))
STAYS = "The same id as another record of this run, and not newer: that one stays."
REPLACES = "It takes the place of another record of this run with the same id."


@pytest.fixture
def chief():
    return make_user(Role.CHIEF, username="chief")


def filed_one_by_one(source, *stories, **options):
    running = run(source, **options)
    return [file_one(running, story, path="a.xml") for story in stories]


def filed_together(source, *stories, **options):
    arrivals = [Arrival("a.xml", story) for story in stories]
    return [result for _arrival, result in file_batch(run(source, **options), arrivals)]


WAYS = pytest.mark.parametrize("filed", [filed_one_by_one, filed_together])


def told(results):
    return [(result.outcome, result.reason) for result in results]


@WAYS
def test_first_of_two_records_with_one_id_stays_and_a_replay_changes_nothing(trusted, filed):
    assert told(filed(trusted, POST, OTHER, POST, publish=True)) == [("filed", ""), ("duplicate", STAYS)] + [
        ("duplicate", STAYS)
    ]
    before = list(WireItem.objects.values()), list(Publication.objects.values())

    assert told(filed(trusted, POST, OTHER, publish=True)) == [("unchanged", ""), ("duplicate", STAYS)]
    assert (list(WireItem.objects.values()), list(Publication.objects.values())) == before
    assert "Another text." not in Article.objects.get().body


@WAYS
def test_newer_one_takes_its_place_and_says_so_and_an_older_one_is_skipped(wire, filed):
    assert told(filed(wire, POST, NEWER)) == [("filed", ""), ("updated", REPLACES)]
    assert told(filed(wire, POST, NEWER)) == [
        ("skipped", "An older version than the one that is there."),
        ("unchanged", ""),
    ]
    assert Article.objects.get().body == "<p>Another text.</p>"


def test_one_that_names_no_version_is_as_new_as_its_story(wire):
    first = replace(POST, changed_at=None)
    later = replace(OTHER, changed_at=None, published_at=STORY.published_at + timedelta(hours=1))

    assert told(filed_one_by_one(wire, first, later)) == [("filed", ""), ("updated", REPLACES)]


@WAYS
def test_kill_in_the_same_run_is_none_the_less_a_kill(wire, filed):
    filed(wire, POST, replace(POST, headline="", body="", standing=Standing.CANCELED))

    assert Block.objects.open().count() == 1


def test_another_format_has_ids_of_its_own(wire):
    running = run(wire)
    file_one(running, POST, path="a.xml")
    running.format = "ghost"

    assert file_one(running, OTHER, path="b.json").outcome is Outcome.FILED


def test_dry_run_remarks_on_it_too(wire):
    arrivals = [Arrival("a.xml", story) for story in (POST, OTHER)]
    running = run(wire)

    results = [result for arrival in arrivals for _a, result in file_batch(running, [arrival], is_kept=False)]

    assert told(results) == [("filed", ""), ("duplicate", "The same id as another record of this run.")]


# --- two exports of one site


def exported(story, days, **changes):
    return replace(story, exported_at=AT + timedelta(days=days), **changes)


def test_two_exports_of_one_site_come_to_rest(trusted):
    earlier = exported(POST, 1, old_addresses=("http://old.example/?p=7",))
    later = exported(OTHER, 2, old_addresses=("https://old.example/?p=7",))
    outcomes = [file(trusted, story, publish=True).outcome for story in (earlier, later, earlier, later, earlier)]

    assert outcomes == ["filed", "updated", "skipped", "unchanged", "skipped"]
    assert Publication.objects.get().body_html == "<p>Another text.</p>"


def test_scheme_of_an_old_address_is_no_change(wire):
    file(wire, replace(POST, old_addresses=("http://old.example/?p=7",)))

    assert file(wire, replace(POST, old_addresses=("https://old.example/?p=7",))).outcome is Outcome.UNCHANGED
    assert file(wire, replace(POST, old_addresses=("https://old.example/?p=8",))).outcome is Outcome.UPDATED


def test_what_was_changed_later_wins_whenever_it_was_exported(wire):
    file(wire, exported(POST, 9))

    assert file(wire, exported(NEWER, 2)).outcome is Outcome.UPDATED

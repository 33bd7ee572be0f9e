from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from articles.models import Edition
from articles.rights import Role
from articles.workflow import MoveIncomplete, RightMissing
from newsroom.fronts import arranging
from newsroom.fronts.arranging import StaleFront, arrange, undo
from newsroom.fronts.models import Arrangement, Front, Place
from newsroom.fronts.slots import AUTOMATIC, Slot, Until
from tests.factories import make_article, make_section, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(section):
    return make_article("published", "live", section=section)


def pinned(story, *, hours=1, **words):
    at = (timezone.now() + timedelta(hours=hours)).replace(second=0, microsecond=0)
    local = at.strftime("%Y-%m-%dT%H:%MZ")
    return Slot(article_id=story.pk, until=Until(at=at, local=local, zone="UTC"), **words)


# --- saving


def test_each_save_is_a_numbered_version_and_a_new_edition(front_page, desk_editor, story):
    edition = Edition.current()

    first = arrange(front_page, filled=[Slot(article_id=story.pk)], by=desk_editor, started_from=0, note=" The  vote ")
    second = arrange(front_page, filled=[AUTOMATIC], by=desk_editor, started_from=1)

    assert [(row.number, row.note, row.by) for row in (first, second)] == [
        (1, "The vote", desk_editor),
        (2, "", desk_editor),
    ]
    assert list(Arrangement.objects.in_force()) == [second]
    assert Edition.current() == edition + 2


def test_saving_what_is_in_force_changes_nothing(front_page, desk_editor):
    edition = Edition.current()

    assert arrange(front_page, filled=front_page.usual_slots, by=desk_editor, started_from=0) is None
    assert (Arrangement.objects.count(), Edition.current()) == (0, edition)


def test_each_language_and_section_has_a_front_of_its_own(front_page, world_front, desk_editor, story):
    for place in (front_page, Place("ar"), world_front):
        arrange(place, filled=[AUTOMATIC], by=desk_editor, started_from=0)

    assert Front.objects.filter(number=1).count() == 3


def test_stale_save_is_refused_and_names_who_was_faster(front_page, desk_editor, desk_chief, story):
    theirs = arrange(front_page, filled=[AUTOMATIC], by=desk_chief, started_from=0)

    with pytest.raises(StaleFront, match="desk-chief arranged this front meanwhile: it is version 1 now") as stale:
        arrange(front_page, filled=[Slot(article_id=story.pk)], by=desk_editor, started_from=0)

    assert stale.value.newest == theirs
    assert Arrangement.objects.count() == 1


def test_version_that_never_was_is_refused(front_page, desk_editor):
    with pytest.raises(MoveIncomplete):
        arrange(front_page, filled=[AUTOMATIC], by=desk_editor, started_from=7)


def test_arrangement_is_kept_as_it_was(front_page, desk_editor):
    made = arrange(front_page, filled=[AUTOMATIC], by=desk_editor, started_from=0)

    for change in (lambda rows: rows.update(note="Another"), lambda rows: rows.delete()):
        with pytest.raises(DatabaseError, match="refused"), transaction.atomic():
            change(Arrangement.objects.filter(pk=made.pk))


def test_pin_wakes_the_worker_at_its_end(front_page, desk_editor, story):
    slot = pinned(story)

    arrange(front_page, filled=[slot], by=desk_editor, started_from=0)

    jobs = ProcrastinateJob.objects.filter(task_name__endswith="run_due")
    assert [job.scheduled_at for job in jobs] == [slot.until.at]


# --- who may


@pytest.mark.parametrize(
    ("role", "own_section", "may"),
    [
        (Role.REPORTER, None, False),
        (Role.EDITOR, "world", False),
        (Role.EDITOR, None, True),
        (Role.CHIEF, "world", False),
        (Role.CHIEF, None, True),
        (Role.MODERATOR, None, False),
    ],
)
def test_front_page_takes_an_editor_of_everything(front_page, section, role, own_section, may):
    person = make_user(role, section if own_section else None)

    if may:
        arrange(front_page, filled=[AUTOMATIC], by=person, started_from=0)
    else:
        with pytest.raises(RightMissing, match="editor of every section"):
            arrange(front_page, filled=[AUTOMATIC], by=person, started_from=0)


def test_section_front_takes_an_editor_of_the_section_or_its_parent(section, editor, outside_editor):
    below = Place("en", make_section("harbour", parent=section))

    arrange(below, filled=[AUTOMATIC], by=editor, started_from=0)
    with pytest.raises(RightMissing):
        arrange(below, filled=[], by=outside_editor, started_from=1)


def test_administrator_without_a_membership_arranges_nothing(front_page, administrator):
    with pytest.raises(RightMissing):
        arrange(front_page, filled=[AUTOMATIC], by=administrator, started_from=0)


# --- what may stand there


def refused(place, by, filled):
    with pytest.raises(MoveIncomplete) as refusal:
        arrange(place, filled=filled, by=by, started_from=0)
    assert not Arrangement.objects.exists()
    return str(refusal.value)


def test_words_are_tidied(front_page, desk_editor, story):
    slot = Slot(article_id=story.pk, headline=" Port\x00 \u202eopen ", kicker="\u200b")

    made = arrange(front_page, filled=[slot], by=desk_editor, started_from=0)

    assert made.places == (Slot(article_id=story.pk, headline="Port open"),)


@pytest.mark.parametrize(
    ("slots", "sentence"),
    [
        ([], "The front page needs a slot for its lead."),
        ([AUTOMATIC] * 13, "This front has at most 12 slots."),
        ([Slot(article_id=2**40)], f"There is no story No. {2**40} (slot 1)."),
        ([AUTOMATIC, Slot(headline="Flood")], "Slot 2 is filled by itself: words and a pin belong to a story."),
    ],
)
def test_slots_that_cannot_be_are_refused(front_page, desk_editor, slots, sentence):
    assert refused(front_page, desk_editor, slots) == sentence


def test_story_stands_on_a_front_once_and_in_its_own_language(front_page, desk_editor, story):
    slot, arabic = Slot(article_id=story.pk), make_article(language="ar")

    assert refused(front_page, desk_editor, [slot, slot]) == "The story in slot 2 stands on this front twice."
    sentence = refused(front_page, desk_editor, [Slot(article_id=arabic.pk)])
    assert sentence == "The story in slot 1 is in another language."


def test_words_that_are_too_long_are_refused(front_page, desk_editor, story):
    sentence = refused(front_page, desk_editor, [Slot(article_id=story.pk, headline="a" * 301)])

    assert sentence == "The words in slot 1 are longer than 300 characters."


def test_new_pin_that_is_over_is_refused_and_an_old_one_may_stay(front_page, desk_editor, story):
    over = pinned(story, hours=-1)
    assert refused(front_page, desk_editor, [over]).startswith("Slot 1 is pinned until a moment that has passed")
    front = arranging.locked(front_page)
    arranging.record(front, [over], by=desk_editor, note="")

    made = arrange(front_page, filled=[over, AUTOMATIC], by=desk_editor, started_from=1)

    assert made.places == (over, AUTOMATIC)


def test_note_that_is_too_long_is_refused(front_page, desk_editor):
    with pytest.raises(MoveIncomplete, match="300 characters"):
        arrange(front_page, filled=[AUTOMATIC], by=desk_editor, started_from=0, note="a" * 301)


# --- going back


def test_undo_makes_a_version_that_equals_an_earlier_one(front_page, desk_editor, story):
    first = arrange(front_page, filled=[Slot(article_id=story.pk)], by=desk_editor, started_from=0)
    arrange(front_page, filled=[AUTOMATIC], by=desk_editor, started_from=1)

    again = undo(front_page, to=1, by=desk_editor, started_from=2)

    assert (again.number, again.digest, again.restores) == (3, first.digest, 1)


def test_undo_of_an_undo_brings_back_what_was_undone(front_page, desk_editor, story):
    arrange(front_page, filled=[Slot(article_id=story.pk)], by=desk_editor, started_from=0)
    undone = arrange(front_page, filled=[AUTOMATIC], by=desk_editor, started_from=1)
    undo(front_page, to=1, by=desk_editor, started_from=2)

    again = undo(front_page, to=2, by=desk_editor, started_from=3)

    assert (again.number, again.digest, again.restores) == (4, undone.digest, 2)


def test_undo_goes_back_to_what_nobody_had_arranged(front_page, desk_editor, story):
    arrange(front_page, filled=[Slot(article_id=story.pk)], by=desk_editor, started_from=0)

    assert undo(front_page, to=0, by=desk_editor, started_from=1).places == front_page.usual_slots


@pytest.mark.parametrize("to", [1, 2, 99])
def test_undo_to_itself_or_to_nothing_is_refused(front_page, desk_editor, to):
    arrange(front_page, filled=[AUTOMATIC], by=desk_editor, started_from=0)

    with pytest.raises(MoveIncomplete, match=f"no earlier version {to}"):
        undo(front_page, to=to, by=desk_editor, started_from=1)


def test_undo_of_a_stale_page_and_by_a_stranger_is_refused(front_page, desk_editor, editor):
    arrange(front_page, filled=[AUTOMATIC], by=desk_editor, started_from=0)

    with pytest.raises(StaleFront):
        undo(front_page, to=0, by=desk_editor, started_from=0)
    with pytest.raises(RightMissing):
        undo(front_page, to=0, by=editor, started_from=1)

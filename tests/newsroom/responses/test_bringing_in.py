from datetime import UTC, datetime

import pytest
from django.core import mail

from articles.models import Edition
from newsroom.responses import digest
from newsroom.responses.bringing_in import Written, bring_in
from newsroom.responses.models import Decision, Letter
from newsroom.responses.readers_own import Reader, erase
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def written(name, day, *, is_approved=True, answers=""):
    at = datetime(2020, 1, day, tzinfo=UTC)
    said = {"text": f"{name} says so.", "key": name, "in_reply_to": answers}
    return Written(name=name, email="", at=at, is_approved=is_approved, **said)


def threads():
    return {letter.name: letter.in_reply_to and letter.in_reply_to.name for letter in Letter.objects.all()}


@pytest.fixture
def story():
    return make_article("published", "live").publication


def test_what_was_shown_elsewhere_is_shown_in_the_order_of_its_days(story, chief):
    edition = Edition.current()

    brought = bring_in(
        story, [written("Later", 9), written("Sooner", 2), written("Unread", 3, is_approved=False)], by=chief
    )

    assert [(letter.name, letter.status) for letter in brought] == [
        ("Later", "approved"),
        ("Sooner", "approved"),
        ("Unread", "waiting"),
    ]
    assert [letter.name for letter in Letter.objects.order_by("pk")] == ["Sooner", "Unread", "Later"]
    assert [letter.name for letter in Letter.objects.approved().newest_first()] == ["Later", "Sooner"]
    assert Decision.objects.filter(action="approve", by=chief, source="import").count() == 2
    assert Edition.current() == edition + 1


@pytest.mark.parametrize("who", ["reporter", None])
def test_without_the_right_to_decide_everything_waits(story, request, who):
    by = request.getfixturevalue(who) if who else None
    edition = Edition.current()

    bring_in(story, [written("Huda", 2)], by=by)

    assert Letter.objects.get().status == "waiting"
    assert Edition.current() == edition


def test_moderators_are_not_mailed_of_them(story, moderator):
    moderator.memberships.all()
    digest.choose(moderator, is_wanted=True)

    bring_in(story, [written("Huda", 2, is_approved=False)], by=None)
    digest.send_due()

    assert mail.outbox == []


def test_reply_names_what_it_answers_even_if_its_clock_was_wrong(story, chief):
    [before] = bring_in(story, [written("Before", 1)], by=chief)

    bring_in(
        story,
        [written("Early", 1, answers="Late"), written("Late", 9, answers="Before"), written("Lost", 3, answers="Gone")],
        by=chief,
        there={"Before": before.pk},
    )

    assert threads() == {"Before": None, "Early": "Late", "Late": "Before", "Lost": None}


def test_thread_that_leads_back_to_itself_ends(story, chief):
    bring_in(
        story,
        [written("A", 1, answers="C"), written("B", 2, answers="A"), written("C", 3, answers="B"), written("D", 4)]
        + [written("Own", 5, answers="Own")],
        by=chief,
    )

    assert threads() == {"A": "C", "B": "A", "C": None, "D": None, "Own": None}


def test_reply_stays_when_what_it_answers_is_erased(story, chief):
    asked, _answer = bring_in(story, [written("Asked", 1), written("Answer", 2, answers="Asked")], by=chief)

    erase(Reader(letter_number=asked.pk), by=chief)

    assert threads() == {"Answer": None}

"""Deciding on letters: who may, once, on record, and seen by readers at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from articles.models import Edition, Publication
from articles.rights import Role
from articles.workflow import MoveIncomplete, MoveNotAllowed, RightMissing
from newsroom.responses import jobs, opening
from newsroom.responses.models import Ban, Decision, Letter
from newsroom.responses.moderating import DecidedAlready, LetterGone, decide, decide_all
from tests.factories import make_section, make_user
from tests.newsroom.pages.readers import publish

from .letters import address_of, approved, write


def history(letter):
    return list(Decision.objects.filter(letter_number=letter.pk).order_by("pk").values_list("action", "reason"))


@pytest.mark.parametrize(("role", "place"), [("moderator", None), ("moderator", "world"), ("chief", "world")])
def test_letter_is_decided_on_by_a_moderator_and_a_chief(story, role, place):
    person = make_user(role, make_section(place) if place else None)
    edition = Edition.current()

    letter = decide(write(story).pk, action="approve", by=person)

    assert (letter.status, letter.decided_by, Edition.current()) == ("approved", person, edition + 1)
    assert history(letter) == [("approve", "")]


@pytest.mark.parametrize(
    ("role", "place", "refusal"),
    [
        ("moderator", "sport", LetterGone),
        ("chief", "sport", LetterGone),
        ("editor", "world", LetterGone),
        ("reporter", "world", LetterGone),
        (None, None, RightMissing),  # an administrator, who reads everything
    ],
)
def test_letter_is_decided_on_by_nobody_else(story, role, place, refusal):
    person = make_user(role, make_section(place) if place else None, is_superuser=role is None)
    letter, edition = write(story), Edition.current()

    with pytest.raises(refusal):
        decide(letter.pk, action="approve", by=person)

    letter.refresh_from_db()
    assert (letter.status, Edition.current(), history(letter)) == ("waiting", edition, [])


def test_right_of_a_section_holds_in_its_sub_sections():
    harbour = make_section("harbour", parent=make_section("world"))
    moderator = make_user(Role.MODERATOR, harbour.parent)

    assert approved(publish(section=harbour), by=moderator).status == "approved"


def test_second_moderator_is_told_who_was_faster(story):
    first = make_user(Role.MODERATOR, username="salma")
    letter = approved(story, by=first)

    with pytest.raises(DecidedAlready, match="salma"):
        decide(letter.pk, action="reject", by=make_user(Role.MODERATOR), reason="An insult")
    assert history(letter) == [("approve", "")]


def test_rejection_gives_a_reason(story):
    letter, moderator = write(story), make_user(Role.MODERATOR)

    for reason in ("", " \u200b\n", "x" * 501):
        with pytest.raises(MoveIncomplete):
            decide(letter.pk, action="reject", by=moderator, reason=reason)
    assert decide(letter.pk, action="reject", by=moderator, reason="An insult").status == "rejected"
    assert history(letter) == [("reject", "An insult")]


def test_undo_puts_a_letter_back_and_lifts_its_block(story):
    letter, moderator = write(story), make_user(Role.MODERATOR)
    decide(letter.pk, action="block", by=moderator, reason="Advertising")
    assert sorted(Ban.objects.in_force().values_list("kind", flat=True)) == ["mail", "place"]

    letter = decide(letter.pk, action="undo", by=moderator)

    assert (letter.status, letter.decided_by, letter.decided_at) == ("waiting", None, None)
    assert Ban.objects.in_force().count() == 0
    assert [action for action, _reason in history(letter)] == ["block", "undo"]
    with pytest.raises(DecidedAlready):
        decide(letter.pk, action="undo", by=moderator)


def test_sender_of_whom_nothing_is_known_cannot_be_blocked(story):
    letter = write(story, email="")
    Letter.objects.update(place_key="")

    with pytest.raises(MoveIncomplete):
        decide(letter.pk, action="block", by=make_user(Role.MODERATOR), reason="Advertising")
    letter.refresh_from_db()
    assert letter.status == "waiting"


def test_block_by_network_ends_before_it_cannot_be_compared(story, settings):
    letter = write(story)

    decide(letter.pk, action="block", by=make_user(Role.MODERATOR), reason="Advertising", lasts="ever")

    by_kind = {ban.kind: ban for ban in Ban.objects.all()}
    assert by_kind["mail"].until is None
    assert (by_kind["place"].until - by_kind["place"].at).days <= settings.LETTERS_KEEP_DAYS


def test_several_are_decided_as_far_as_they_can_be_with_one_edition(story):
    moderator = make_user(Role.MODERATOR)
    letters = [write(story, address=address_of(number)) for number in range(3)]
    decide(letters[1].pk, action="approve", by=moderator)
    edition = Edition.current()

    outcomes = decide_all([letter.pk for letter in letters] + [10**9], action="approve", by=moderator)

    assert [type(outcome.refusal) for outcome in outcomes] == [type(None), DecidedAlready, type(None), LetterGone]
    assert Edition.current() == edition + 1


@pytest.mark.parametrize("numbers", [[], range(1, 22)])
def test_no_more_are_decided_at_once_than_stand_on_a_page(db, numbers):
    with pytest.raises(MoveIncomplete):
        decide_all(numbers, action="approve", by=make_user(Role.MODERATOR))


@pytest.mark.parametrize("action", ["", "publish", "export", "erase"])
def test_action_that_is_none_is_refused(story, action):
    with pytest.raises(MoveIncomplete):
        decide(write(story).pk, action=action, by=make_user(Role.MODERATOR))


def test_decisions_stay_as_they_were_written(story):
    letter = write(story)
    decide(letter.pk, action="reject", by=make_user(Role.MODERATOR), reason="An insult")
    rows = Decision.objects.filter(letter_number=letter.pk)

    another = {"reason": "", "letter_number": letter.pk + 1}
    for change in ({"reason": "Kind"}, {"action": "approve"}, another):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.delete()
    assert rows.update(reason="") == 1


@pytest.mark.parametrize(("role", "may"), [("editor", True), ("moderator", True), ("reporter", False)])
def test_letters_on_a_story_are_closed_by_an_editor_of_its_section(story, role, may):
    person, outside = (make_user(role, make_section(place)) for place in ("world", "sport"))

    for somebody, is_allowed in ((outside, False), (person, may)):
        if is_allowed:
            opening.choose(story, action="close", by=somebody)
            assert opening.chosen_for(story) is False
        else:
            with pytest.raises(RightMissing):
                opening.choose(story, action="close", by=somebody)


def test_letters_that_closed_by_age_are_told_to_pages_once(story, settings):
    first = story.first_published_at
    settings.LETTERS_OPEN_DAYS = 30
    edition = Edition.current()

    assert opening.tell_of_closed(since=first) is True
    assert opening.tell_of_closed(since=opening.closing_at(first)) is False
    assert Edition.current() == edition + 1


@pytest.mark.parametrize(("minutes", "is_told"), [(0, True), (2, False), (-30, True)])
def test_minute_tells_of_what_closed_in_it_and_full_hour_of_what_was_missed(story, settings, minutes, is_told):
    settings.LETTERS_OPEN_DAYS = 30
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    minute = hour if minutes < 0 else hour - timedelta(minutes=10)
    closed_at = minute - timedelta(minutes=abs(minutes), seconds=30)
    Publication.objects.filter(pk=story.pk).update(first_published_at=closed_at - timedelta(days=30))
    edition = Edition.current()

    jobs.tell_of_closed(timestamp=int(minute.timestamp()))

    assert Edition.current() == edition + is_told


@pytest.mark.django_db(transaction=True)
def test_two_moderators_at_once_decide_once(settings):
    settings.LETTERS_OPEN_DAYS = 0
    letter, start = write(publish()), Barrier(2)
    people = [make_user(Role.MODERATOR), make_user(Role.MODERATOR)]

    def act(number):
        start.wait()
        try:
            action = ["approve", "reject"][number]
            return decide(letter.pk, action=action, by=people[number], reason="An insult").status
        except MoveNotAllowed as refusal:
            return type(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(act, range(2)))

    letter.refresh_from_db()
    assert DecidedAlready in outcomes
    assert letter.status in outcomes
    assert len(history(letter)) == 1

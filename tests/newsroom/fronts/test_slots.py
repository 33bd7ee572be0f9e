from datetime import UTC, datetime, timedelta

import pytest

from newsroom.fronts import slots
from newsroom.fronts.slots import AUTOMATIC, Slot, Until

NOON = datetime(2026, 7, 1, 9, 0, tzinfo=UTC)  # twelve in Jerusalem
UNTIL_NOON = Until(at=NOON, local="2026-07-01T12:00", zone="Asia/Jerusalem")
PINNED = Slot(article_id=7, until=UNTIL_NOON, headline="Harbour opens again")


def test_slots_are_read_as_they_were_written():
    filled = (PINNED, AUTOMATIC, Slot(article_id=9, kicker="Port", standfirst="Boats go out."))

    assert slots.read(slots.written(filled)) == filled


def test_automatic_slot_is_written_as_nothing():
    assert slots.written([AUTOMATIC]) == [{}]


@pytest.mark.parametrize(("moment", "holds"), [(NOON - timedelta(seconds=1), True), (NOON, False)])
def test_pin_holds_up_to_its_end(moment, holds):
    assert PINNED.holds_at(moment) is holds


def test_slot_without_a_pin_holds_for_ever():
    assert Slot(article_id=1).holds_at(NOON + timedelta(days=9999))


def test_pin_keeps_the_local_time_when_a_zone_changes_its_rules():
    stored = slots.written([PINNED])
    stored[0]["until"]["at"] = "2026-07-01T10:00:00+00:00"  # what noon was by the rules of the day it was typed

    assert slots.read(stored)[0].until.at == NOON


def test_pin_in_a_zone_that_is_known_no_longer_keeps_its_instant():
    stored = slots.written([PINNED])
    stored[0]["until"]["zone"] = "Asia/Atlantis"

    assert slots.read(stored)[0].until.at == NOON


def test_digest_tells_two_orders_apart():
    first, second = Slot(article_id=1), Slot(article_id=2)

    assert slots.digest([first, second]) != slots.digest([second, first])
    assert slots.digest([first, second]) == slots.digest(slots.read(slots.written([first, second])))


def test_only_pins_on_stories_end():
    assert slots.ends([PINNED, AUTOMATIC, Slot(article_id=3)]) == {NOON}
    assert slots.standing([PINNED, AUTOMATIC, Slot(article_id=3)], at=NOON) == [3]

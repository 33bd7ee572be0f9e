"""Governments move their clocks: what waits keeps the local time that was typed, and gets another instant."""

import struct
import zoneinfo
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from procrastinate.contrib.django import app

from articles import timed
from articles.history import broken_rows
from articles.models import TimedChange
from tests.factories import make_article, move_time_on

pytestmark = pytest.mark.django_db
ZONE = "Test/Harbour"


def zone_file(rules):
    """A TZif file (RFC 9636) without transitions of its own, whose footer (a POSIX TZ string) says it all."""
    header = struct.pack(">4s1s15x6l", b"TZif", b"2", 0, 0, 0, 0, 1, 4)
    block = struct.pack(">lbb4s", 0, 0, 0, b"UTC\0")
    return header + block + header + block + b"\n" + rules.encode() + b"\n"


@pytest.fixture
def harbour_time(tmp_path):
    """Sets the rules of a zone of our own, as a new zone database would."""

    def use(rules):
        (tmp_path / "Test").mkdir(exist_ok=True)
        (tmp_path / ZONE).write_bytes(zone_file(rules))
        zoneinfo.ZoneInfo.clear_cache()

    before = zoneinfo.TZPATH
    zoneinfo.reset_tzpath([str(tmp_path), *before])
    yield use
    zoneinfo.reset_tzpath(before)
    zoneinfo.ZoneInfo.clear_cache()


def waiting(by, **words):
    return timed.schedule(make_article("approved"), by=by, **({"zone": ZONE, "run_at": "2031-01-06T18:00"} | words))


def test_rederive_keeps_the_local_time_when_the_offset_changes(editor, harbour_time):
    harbour_time("<+02>-2")
    change, elsewhere = waiting(editor), waiting(editor, zone="Europe/London")
    harbour_time("<+03>-3")

    moved = timed.rederive()

    change.refresh_from_db()
    assert moved == [change]
    assert (change.run_at, change.local_time) == (datetime(2031, 1, 6, 15, 0, tzinfo=UTC), "2031-01-06T18:00")
    assert TimedChange.objects.get(pk=elsewhere.pk).run_at == elsewhere.run_at
    row = change.article.transitions.first()
    assert (row.action, row.source, row.actor) == ("schedule", "Time zone rules", None)
    assert row.reason.startswith(f"The rules of the zone {ZONE} changed")
    assert [row.details[name][0]["run_at"] for name in ("instead_of", "scheduled")] == [
        "2031-01-06T16:00:00+00:00",
        "2031-01-06T15:00:00+00:00",
    ]
    assert list(broken_rows()) == []


def test_rederive_twice_changes_nothing_more(editor, harbour_time):
    harbour_time("<+02>-2")
    change = waiting(editor)
    harbour_time("<+03>-3")
    timed.rederive()

    assert timed.rederive() == []
    assert change.article.transitions.filter(action="schedule").count() == 2


def test_rederive_of_rules_that_are_the_same_moves_nothing(editor, harbour_time):
    harbour_time("<+02>-2")
    exact = timezone.now() + timedelta(days=3, microseconds=7)
    waiting(editor)
    waiting(editor, run_at="2031-01-06T18:00:30")
    waiting(editor, run_at="2031-01-06T18:00Z")
    waiting(editor, run_at=exact)

    assert timed.rederive() == []


def test_rederive_keeps_an_instant_that_was_given_as_one(editor, harbour_time):
    harbour_time("<+02>-2")
    change = waiting(editor, run_at="2031-01-06T18:00+02:00")
    harbour_time("<+03>-3")

    assert timed.rederive() == []
    assert TimedChange.objects.get(pk=change.pk).run_at == datetime(2031, 1, 6, 16, 0, tzinfo=UTC)


def test_rederive_moves_an_hour_that_is_skipped_now_forward(editor, harbour_time):
    harbour_time("<+02>-2")
    change = waiting(editor, run_at="2031-03-30T02:30")
    harbour_time("<+02>-2<+03>,M3.5.0,M10.5.0")

    timed.rederive()

    change.refresh_from_db()
    assert change.run_at == datetime(2031, 3, 30, 0, 30, tzinfo=UTC)  # 03:30 there


def test_rederive_takes_the_one_of_a_doubled_hour_that_was_chosen(editor, harbour_time):
    harbour_time("<+02>-2<+03>,M3.5.0,M10.5.0")
    first, second = (waiting(editor, run_at="2031-10-26T01:30", fold=fold) for fold in (0, 1))
    harbour_time("<+03>-3<+04>,M3.5.0,M10.5.0")

    timed.rederive()

    moved = list(TimedChange.objects.order_by("pk").values_list("run_at", flat=True))
    assert moved == [datetime(2031, 10, 25, hour, 30, tzinfo=UTC) for hour in (21, 22)]
    assert [first.run_at - at for at in moved] == [timedelta(hours=1), timedelta()]
    assert second.run_at - moved[1] == timedelta(hours=1)


def test_rederive_moves_what_is_suspended_too_and_leaves_what_is_done(editor, harbour_time):
    harbour_time("<+02>-2")
    suspended, cancelled = waiting(editor), waiting(editor)
    TimedChange.objects.filter(pk=suspended.pk).update(status="suspended")
    TimedChange.objects.filter(pk=cancelled.pk).update(status="cancelled")
    harbour_time("<+03>-3")

    assert timed.rederive() == [suspended]


def test_rederive_leaves_a_zone_that_is_no_longer_known(editor, harbour_time, caplog):
    harbour_time("<+02>-2")
    change = waiting(editor)
    TimedChange.objects.filter(pk=change.pk).update(zone="Gone/For_Good")

    assert timed.rederive() == []
    assert "keeps its instant" in caplog.text


def test_change_that_was_rederived_runs_at_its_new_moment(editor, harbour_time):
    harbour_time("<+02>-2")
    change = waiting(editor)
    harbour_time("<+03>-3")
    timed.rederive()
    move_time_on(change)

    assert [row.pk for row in timed.run_due()] == [change.pk]


def test_worker_rederives_each_hour(editor, harbour_time):
    harbour_time("<+02>-2")
    change = waiting(editor)
    harbour_time("<+03>-3")

    app.tasks["newsroom.desk.jobs.rederive"](timestamp=0)

    assert TimedChange.objects.get(pk=change.pk).run_at == datetime(2031, 1, 6, 15, 0, tzinfo=UTC)

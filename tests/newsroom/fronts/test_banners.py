from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from articles.models import Edition
from articles.rights import Role
from articles.workflow import MoveIncomplete, MoveNotAllowed, RightMissing
from newsroom.fronts import due
from newsroom.fronts.banners import end_banner, raise_banner
from newsroom.fronts.models import Banner
from tests.factories import make_user

pytestmark = pytest.mark.django_db
FLOOD = {"en": "Flood in the harbour", "ar": "فيضان في الميناء"}


def in_hours(hours):
    return timezone.now() + timedelta(hours=hours)


def test_banner_runs_until_its_end_and_wakes_the_worker_then(desk_editor):
    ends_at, edition = in_hours(2), Edition.current()

    banner = raise_banner(FLOOD | {"fr": "Inondation"}, by=desk_editor, ends_at=ends_at)

    assert Banner.objects.running().get() == banner
    assert (banner.texts, banner.ends_at, Edition.current()) == (FLOOD, ends_at, edition + 1)
    assert [job.scheduled_at for job in ProcrastinateJob.objects.filter(task_name__endswith="run_due")] == [ends_at]


def test_new_banner_takes_the_place_of_the_running_one(desk_editor, desk_chief):
    first = raise_banner(FLOOD, by=desk_editor, ends_at=in_hours(2))

    second = raise_banner({"en": "It is over"}, by=desk_chief, ends_at=in_hours(1))

    first.refresh_from_db()
    assert Banner.objects.running().get() == second
    assert first.ended_by == desk_chief


def test_banner_is_ended_by_hand_once(desk_editor):
    banner, edition = raise_banner(FLOOD, by=desk_editor, ends_at=in_hours(2)), Edition.current()

    assert end_banner(by=desk_editor) == banner

    assert not Banner.objects.running().exists()
    assert Edition.current() == edition + 1
    with pytest.raises(MoveNotAllowed, match="No breaking banner is running"):
        end_banner(by=desk_editor)


def test_end_of_a_banner_is_a_new_edition_once(desk_editor):
    now = timezone.now()
    Banner.objects.create(texts=FLOOD, by=desk_editor, at=now - timedelta(hours=1), ends_at=now - timedelta(seconds=1))

    assert (due.bump_for_ends(), due.bump_for_ends()) == (True, False)


@pytest.mark.parametrize(
    ("role", "hours", "may"),
    [(Role.EDITOR, 24, True), (Role.EDITOR, 25, False), (Role.CHIEF, 25, True), (Role.CHIEF, 8 * 24, False)],
)
def test_banner_stays_for_a_day_at_most_and_a_chiefs_for_a_week(role, hours, may):
    person, ends_at = make_user(role), in_hours(hours) - timedelta(minutes=1)

    if may:
        raise_banner(FLOOD, by=person, ends_at=ends_at)
    else:
        with pytest.raises(MoveIncomplete, match="24 hours at most"):
            raise_banner(FLOOD, by=person, ends_at=ends_at)


@pytest.mark.parametrize("who", ["editor", "chief", "reporter", "administrator", "moderator"])
def test_banner_takes_an_editor_of_everything(request, who):
    person = request.getfixturevalue(who)

    with pytest.raises(RightMissing):
        raise_banner(FLOOD, by=person, ends_at=in_hours(1))
    with pytest.raises(RightMissing):
        end_banner(by=person)


@pytest.mark.parametrize(
    ("texts", "more", "sentence"),
    [
        ({"en": " \u200b "}, {}, "Say what has happened"),
        ({"en": "a" * 161}, {}, "at most 160 characters"),
        (FLOOD, {"ends_at": "2001-01-01T10:00"}, "That moment has passed"),
        (FLOOD, {"ends_at": ""}, "Say when"),
        (FLOOD, {"article": 2**40}, "There is no story No."),
    ],
)
def test_banner_that_cannot_be_is_refused(desk_editor, texts, more, sentence):
    with pytest.raises(MoveIncomplete, match=sentence):
        raise_banner(texts, by=desk_editor, **{"ends_at": in_hours(1)} | more)
    assert not Banner.objects.exists()


def test_what_a_banner_said_is_kept(desk_editor):
    banner = raise_banner(FLOOD, by=desk_editor, ends_at=in_hours(1))

    for change in (lambda rows: rows.update(texts={"en": "Nothing"}), lambda rows: rows.delete()):
        with pytest.raises(DatabaseError, match="refused"), transaction.atomic():
            change(Banner.objects.filter(pk=banner.pk))

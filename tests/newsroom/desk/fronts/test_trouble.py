from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Membership
from articles.rights import Role
from newsroom.desk.fronts.trouble import troubles_for
from newsroom.fronts import timed
from newsroom.fronts.models import Place, TimedArrangement
from newsroom.fronts.slots import AUTOMATIC
from tests.factories import make_section, make_user

pytestmark = pytest.mark.django_db


def change_of(section, by, *, failed="", **state):
    at = timezone.now() + timedelta(hours=5)
    planned = timed.schedule(Place("en", section), filled=[AUTOMATIC], by=by, started_from=0, run_at=at)
    if failed:
        state = {"status": "failed", "error": failed, "finished_at": timezone.now()}
    TimedArrangement.objects.filter(pk=planned.pk).update(**{"status": "waiting"} | state)
    return planned.pk


def person(user):
    return Membership.objects.person(user)


def test_failed_and_late_changes_are_on_the_board_of_whoever_may_arrange_the_front(
    client, section, editor, reporter, desk_editor, django_assert_num_queries
):
    sport = make_section("sport")
    failed = change_of(section, editor, failed="It was <late>.")
    late = change_of(sport, desk_editor, run_at=timezone.now() - timedelta(minutes=5))
    elsewhere = make_user(Role.EDITOR, sport, username="sport-editor")

    of_everything, of_nothing = person(desk_editor), person(reporter)
    with django_assert_num_queries(1):
        assert {row.number for row in troubles_for(of_everything)} == {failed, late}
    assert [row.number for row in troubles_for(person(editor))] == [failed]
    assert [row.number for row in troubles_for(person(elsewhere))] == [late]
    with django_assert_num_queries(0):
        assert troubles_for(of_nothing) == ()
    client.force_login(editor)
    board = client.get("/admin/").content.decode()
    assert '<a href="/admin/fronts/en.world/"><bdi>World · English</bdi></a>: The change of ' in board
    assert "failed. <bdi>It was &lt;late&gt;.</bdi>" in board


def test_board_changes_its_mark_with_a_failed_change(client, section, editor):
    client.force_login(editor)
    before = client.get("/admin/board/")

    change_of(section, editor, failed="It was late.")

    assert client.get("/admin/board/", headers={"if-none-match": before["ETag"]}).status_code == 200


def test_nothing_is_on_the_board_while_changes_wait(section, desk_editor):
    change_of(section, desk_editor)

    assert troubles_for(person(desk_editor)) == ()

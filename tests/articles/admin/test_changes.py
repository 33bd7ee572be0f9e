"""What waits for its minute, on the story's page and the pages of its steps."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from articles import desk, editing, publishing, timed
from articles.models import Publication, TimedChange
from tests.factories import make_article, move_time_on

pytestmark = pytest.mark.django_db
SOON = "2031-01-06T18:00"


def warnings(page):
    return [line.warnings for line in page.context["change_lines"]]


@pytest.fixture
def edited(reporter, editor):
    """A live story with an update that waits, and a later draft on the desk."""
    article = make_article("approved", "live", by=reporter)
    change = timed.schedule(article, by=editor, run_at=SOON, kind="update")
    editing.save(article, by=reporter, revision=2, headline="A later headline")
    return article, change


def test_story_page_lists_what_waits_with_zone_text_and_person(signed_in, editor, address):
    article = make_article("approved")
    timed.schedule(article, by=editor, run_at=SOON, zone="Europe/London")

    page = signed_in(editor).get(address(article, "change"))

    line = page.context["change_lines"][0]
    assert (line.what, line.local, line.zone) == (
        "Publish",
        "Mon 6 Jan 2031, 18:00",
        "London Time (Europe/London, UTC)",
    )
    assert line.elsewhere == "2031-01-06 20:00 Jerusalem Time = 2031-01-06 18:00 UTC"
    assert line.distance.startswith("in ")
    assert line.revision == f"/admin/articles/article/{article.pk}/revision/1/"
    text = page.content.decode()
    assert "by <bdi>editor</bdi>" in text
    assert 'datetime="2031-01-06T18:00:00+00:00"' in text or 'datetime="2031-01-06T20:00:00+02:00"' in text


def test_story_page_warns_that_the_desk_has_gone_on(signed_in, editor, address, edited):
    article, _change = edited

    page = signed_in(editor).get(address(article, "change"))

    assert warnings(page) == [("Scheduled: revision 2; newest: 3.",)]
    assert page.context["change_lines"][0].compare == f"{address(article, 'compare')}?from=2&to=saved"


@pytest.mark.parametrize("step", ["change", "move/schedule"])
def test_page_warns_that_readers_have_got_another_text(signed_in, reporter, editor, address, step):
    article = make_article("published", "live", by=reporter)
    timed.schedule(article, by=editor, run_at=SOON, action="hold")
    publishing.fix_typo(article, by=editor, reason="A slip.", headline=f"{article.headline}s")

    page = signed_in(editor).get(address(article, *step.split("/")))

    assert warnings(page) == [
        ("Readers have got revision 2 since this was scheduled (it was 1 then): is it still right?",)
    ]


def test_page_warns_that_a_newer_text_goes_out_before(signed_in, reporter, editor, address):
    article = make_article("approved", by=reporter)
    timed.schedule(article, by=editor, run_at="2031-01-06T20:00")
    editing.save(article, by=reporter, revision=1, headline="A later headline")
    desk.submit(article, by=reporter)
    desk.approve(article, by=editor, revision=2)
    timed.schedule(article, by=editor, run_at=SOON)

    page = signed_in(editor).get(address(article, "change"))

    assert warnings(page) == [
        (),
        ("Scheduled: revision 1; newest: 2.", "Revision 2 goes out before it: this one is cancelled then."),
    ]


def test_schedule_page_of_a_change_holds_what_it_says_and_keeps_its_text(signed_in, editor, address, edited):
    article, change = edited

    page = signed_in(editor).get(f"{address(article, 'move', 'schedule')}?change={change.pk}")

    form = page.context["form"]
    assert {name: form[name].initial for name in ("what", "run_at", "zone", "kind", "change", "keeps_revision")} == {
        "what": "publish",
        "run_at": SOON,
        "zone": "Asia/Jerusalem",
        "kind": "update",
        "change": change.pk,
        "keeps_revision": "1",
    }


@pytest.mark.parametrize("named", ["x", "0", "999999", "9" * 40, "-1", "1;2"])
def test_schedule_page_of_a_change_that_is_not_there_is_not_found(signed_in, editor, address, edited, named):
    article, _change = edited
    elsewhere = timed.schedule(make_article("approved"), by=editor, run_at=SOON)
    page = address(article, "move", "schedule")

    assert signed_in(editor).get(page, {"change": named}).status_code == 404
    assert signed_in(editor).get(page, {"change": elsewhere.pk}).status_code == 404


def test_change_is_given_another_time_by_its_form(signed_in, editor, address, edited):
    article, change = edited
    words = {"what": "publish", "run_at": "2031-02-06T18:00", "zone": "Asia/Jerusalem", "kind": "update"}

    response = signed_in(editor).post(
        address(article, "move", "schedule"), words | {"change": change.pk, "keeps_revision": "1", "revision": "3"}
    )

    change.refresh_from_db()
    assert response.status_code == 302
    assert (change.local_time, change.revision.number) == ("2031-02-06T18:00", 2)


def test_change_takes_the_newest_text_by_one_button(signed_in, reporter, editor, address, edited):
    article, change = edited
    desk.submit(article, by=reporter)
    desk.approve(article, by=editor, revision=3)

    page = signed_in(editor).get(address(article, "change"))
    assert page.context["change_lines"][0].repin == address(article, "move", "schedule")
    signed_in(editor).post(
        address(article, "move", "schedule"), {"change": change.pk, "what": "publish", "revision": "3"}
    )

    change.refresh_from_db()
    assert (change.local_time, change.revision.number, change.kind) == (SOON, 3, "update")


def test_newest_text_is_not_offered_until_it_is_approved(signed_in, editor, address, edited):
    article, change = edited

    page = signed_in(editor).get(address(article, "change"))
    response = signed_in(editor).post(
        address(article, "move", "schedule"), {"change": change.pk, "what": "publish", "revision": "3"}
    )

    assert (page.context["change_lines"][0].repin, response.status_code) == ("", 409)


def test_change_is_cancelled_by_one_button(signed_in, editor, address, edited):
    article, change = edited

    response = signed_in(editor).post(address(article, "move", "unschedule"), {"change": change.pk})

    change.refresh_from_db()
    assert (response.status_code, change.status, change.error) == (302, "cancelled", "editor cancelled it.")


def test_reporter_sees_what_waits_and_no_way_to_change_it(signed_in, reporter, address, edited):
    article, change = edited
    browser = signed_in(reporter)

    line = browser.get(address(article, "change")).context["change_lines"][0]
    moved = browser.post(
        address(article, "move", "schedule"),
        {"change": change.pk, "what": "publish", "run_at": SOON, "keeps_revision": "1"},
    )

    assert (line.move, line.repin, line.cancel, moved.status_code) == ("", "", "", 403)


def test_hour_that_occurs_twice_is_asked_about_with_its_offsets(signed_in, editor, address):
    article = make_article("approved")
    page = address(article, "move", "schedule")
    assert "fold" not in signed_in(editor).get(page).context["form"].fields

    asked = signed_in(editor).post(page, {"run_at": "2031-10-26T01:30", "zone": "Europe/London"})

    assert asked.status_code == 400
    assert asked.context["form"].fields["fold"].choices == [
        ("0", "The first: UTC+1, that is 2031-10-26 00:30 UTC"),
        ("1", "The second: UTC, that is 2031-10-26 01:30 UTC"),
    ]
    assert asked.context["form"]["zone"].initial == "Europe/London"


def test_schedule_answers_with_the_same_moment_on_other_clocks(signed_in, editor, address):
    article = make_article("approved")

    response = signed_in(editor).post(
        address(article, "move", "schedule"), {"run_at": SOON, "zone": "America/New_York"}, follow=True
    )

    said = [str(message) for message in response.context["messages"]]
    assert said[1] == (
        "It waits: Publish · 2031-01-06T18:00 America/New_York (2031-01-07 01:00 Jerusalem Time = 2031-01-06 23:00 UTC)"
    )


def test_zone_field_offers_the_newsrooms_first_and_every_region(signed_in, editor, address):
    page = signed_in(editor).get(address(make_article("approved"), "move", "schedule"))

    groups = dict(page.context["form"].fields["zone"].choices)
    assert re.fullmatch(r"Jerusalem Time \(Asia/Jerusalem, UTC\+[23]\)", groups["The newsroom's time"][0][1])
    assert ("Australia/Lord_Howe", "Australia/Lord Howe") in groups["Australia"]


def test_release_offers_what_the_hold_suspended_and_says_what_has_passed(signed_in, reporter, editor, address):
    article = make_article("approved", "live", by=reporter)
    to_come = timed.schedule(article, by=editor, run_at=SOON, kind="update")
    editing.save(article, by=reporter, revision=2, headline="A later headline")
    desk.submit(article, by=reporter)
    desk.approve(article, by=editor, revision=3)
    passed = timed.schedule(article, by=editor, run_at="2031-01-06T20:00", kind="update")
    publishing.hold(article, by=editor)
    move_time_on(passed)

    page = signed_in(editor).get(address(article, "move", "release"))

    assert [key for key, _line in page.context["form"].fields["keep"].choices] == [to_come.pk]
    assert any("Its time has passed" in warning for line in warnings(page) for warning in line)
    signed_in(editor).post(address(article, "move", "release"), {"keep": [to_come.pk]})
    assert dict(TimedChange.objects.values_list("pk", "status")) == {to_come.pk: "waiting", passed.pk: "cancelled"}


def test_schedule_page_says_what_became_of_earlier_ones(signed_in, reporter, editor, address):
    article = make_article("approved", by=reporter)
    change = timed.schedule(article, by=editor, run_at=SOON)
    publishing.publish(article, by=editor)

    page = signed_in(editor).get(address(article, "move", "schedule"))

    assert page.context["past_changes"] == [change]
    assert "Revision 1 was published." in page.content.decode()


def test_late_change_says_since_when(signed_in, editor, address):
    article = make_article("approved")
    move_time_on(timed.schedule(article, by=editor, run_at=SOON), to=timezone.now() - timedelta(minutes=9))

    page = signed_in(editor).get(address(article, "change"))

    assert page.context["change_lines"][0].distance == "due since 9\xa0minutes"
    assert not Publication.objects.exists()


def test_story_page_asks_as_much_for_three_changes_as_for_one(
    signed_in, reporter, editor, address, django_assert_num_queries, django_assert_max_num_queries
):
    one, three = make_article("approved", by=reporter), make_article("approved", by=reporter)
    for story, actions in ((one, ["publish"]), (three, ["publish", "hold"])):
        for action in actions:
            timed.schedule(story, by=editor, run_at=SOON, action=action)
    browser = signed_in(editor)
    with django_assert_max_num_queries(40) as for_one:
        browser.get(address(one, "change"))

    with django_assert_num_queries(len(for_one.captured_queries)):
        browser.get(address(three, "change"))

"""An editor plans a day: three updates of one story, one put off, one taken back, each in a step."""

import pytest
from django.contrib.auth import get_user_model

from articles import desk, editing
from articles.models import TimedChange
from tests.factories import make_article, make_user

from .waiting import follow

expect = pytest.importorskip("playwright.sync_api").expect

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def story(signed_in):
    """A live story whose next text is approved; the person in the browser is its chief."""
    return make_article("approved", "live", by=make_user("reporter"))


def approve_another(article, headline):
    editor = get_user_model().objects.filter(memberships__role="editor").first()
    article.refresh_from_db()
    editing.save(article, by=article.created_by, revision=article.revision_number, headline=headline)
    desk.submit(article, by=article.created_by)
    desk.approve(article, by=editor, revision=article.revision_number)


def schedule(page, address, moment, zone="Asia/Jerusalem"):
    page.goto(f"{address}move/schedule/")
    page.fill("[name=run_at]", moment)
    page.select_option("[name=zone]", zone)
    page.check("[name=kind][value=update]")
    page.click("#content button.default")
    page.wait_for_url(f"{address}change/")


def test_three_updates_are_planned_put_off_and_cancelled(signed_in, live_server, story, violations, faults):
    page, address = signed_in, f"{live_server.url}/admin/articles/article/{story.pk}/"
    schedule(page, address, "2031-01-06T18:00")
    approve_another(story, "The second headline")
    schedule(page, address, "2031-01-06T20:00", zone="Europe/London")
    approve_another(story, "The third headline")
    schedule(page, address, "2031-01-07T00:30")

    assert page.locator(".waiting li").count() == 3
    assert page.locator(".waiting time").all_inner_texts() == [
        "Mon 6 Jan 2031, 18:00",
        "Mon 6 Jan 2031, 20:00",
        "Tue 7 Jan 2031, 00:30",
    ]
    assert faults(page) == []

    page.locator(".waiting li").nth(0).get_by_role("link", name="Another time").click()
    page.fill("[name=run_at]", "2031-01-06T19:00")
    page.click("#content button.default")
    page.wait_for_url(f"{address}change/")
    follow(page, page.locator(".waiting li").nth(1).get_by_role("button", name="Cancel it"))

    left = TimedChange.objects.waiting().values_list("local_time", "revision__number")
    assert list(left) == [("2031-01-06T19:00", 2), ("2031-01-07T00:30", 4)]
    assert violations == []


def test_doubled_hour_is_asked_about_and_a_checklist_line_leads_to_its_field(signed_in, live_server, story, faults):
    page, address = signed_in, f"{live_server.url}/admin/articles/article/{story.pk}/"
    page.goto(f"{address}move/schedule/")
    page.fill("[name=run_at]", "2031-10-26T01:30")
    page.check("[name=kind][value=update]")
    follow(page, page.locator("#content button.default"))

    assert faults(page) == []
    page.check("[name=fold][value='1']")
    page.click("#content button.default")
    page.wait_for_url(f"{address}change/")
    assert TimedChange.objects.get().fold == 1

    editing.save(story, by=story.created_by, revision=2, body="<p>Aged XXX.</p>", standfirst="")
    page.goto(f"{address}move/submit/")
    page.get_by_role("link", name="“XXX” is still in the body.").click()
    expect(page.locator(".body-editor [contenteditable=true]")).to_be_focused()
    page.get_by_role("link", name="It has no standfirst.").click()
    expect(page.locator("#id_standfirst")).to_be_focused()

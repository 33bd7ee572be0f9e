"""Three updates of one story, each pinned to its own text: the worker puts each before readers, none early."""

import time
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth import get_user_model
from django.db import close_old_connections
from django.utils import timezone

from articles import desk, editing
from articles.models import TimedChange, Transition
from tests.factories import make_article, make_user

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

ZONE = ZoneInfo("Asia/Jerusalem")
HEADLINES = ("The ferry sails at noon", "The ferry sails at one", "The ferry sails at two")
PATIENCE = 60  # seconds after the last one's moment


def approve(article, headline):
    editor = get_user_model().objects.filter(memberships__role="editor").first()
    article.refresh_from_db()
    editing.save(article, by=article.created_by, revision=article.revision_number, headline=headline)
    desk.submit(article, by=article.created_by)
    desk.approve(article, by=editor, revision=article.revision_number)


def schedule(page, address, moment):
    page.goto(f"{address}move/schedule/")
    page.locator("[name=run_at]").evaluate("field => { field.step = 1 }")  # the form offers whole minutes
    page.fill("[name=run_at]", f"{moment:%Y-%m-%dT%H:%M:%S}")
    page.check("[name=kind][value=update]")
    page.click("#content button.default")
    page.wait_for_url(f"{address}change/")


def headlines_as_they_come(page, address, *, until):
    """What readers have, one after another, each with the first moment after the one at which it was read."""
    seen, patience = {}, time.monotonic() + PATIENCE
    while until not in seen and time.monotonic() < patience:
        page.goto(address)
        seen.setdefault(page.locator("main h1").inner_text(), timezone.now())
        page.wait_for_timeout(300)
        close_old_connections()
    return seen


def test_three_updates_go_live_one_after_another(signed_in, live_server, browser, worker):
    story = make_article("published", "live", by=make_user("reporter"), headline="The ferry waits")
    address = f"{live_server.url}/admin/articles/article/{story.pk}/"
    first = timezone.now().astimezone(ZONE).replace(microsecond=0) + timedelta(seconds=30)
    moments = [first + timedelta(seconds=5 * number) for number in range(3)]
    for headline, moment in zip(HEADLINES, moments, strict=True):
        approve(story, headline)
        schedule(signed_in, address, moment)
    assert timezone.now() < first

    reader = browser.new_page()
    seen = headlines_as_they_come(reader, live_server.url + story.publication.path, until=HEADLINES[-1])
    reader.close()

    assert list(seen) == ["The ferry waits", *HEADLINES]
    assert [seen[headline] >= moment for headline, moment in zip(HEADLINES, moments, strict=True)] == [True] * 3
    ran = Transition.objects.filter(article=story, action="publish_due").order_by("number")
    assert list(ran.values_list("details__kind", flat=True)) == ["update"] * 3
    assert list(TimedChange.objects.order_by("run_at").values_list("status", "revision__number")) == [
        ("done", 2),
        ("done", 3),
        ("done", 4),
    ]

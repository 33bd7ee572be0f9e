"""The pages that only some story has: axe finds nothing serious, nothing is wider than the window, no policy is broken.
A long sweep."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from articles import desk, editing, timed
from articles.admin.buttons import buttons
from articles.admin.standing import publication_of, standing_of
from articles.models import Membership
from articles.translating import translate
from newsroom.desk.talk import notes
from tests.factories import make_article

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

PHONE = {"width": 360, "height": 740}
STATES = (
    *(("incoming", "none"), ("draft", "none"), ("in_review", "none"), ("approved", "none"), ("spiked", "none")),
    *(("published", "live"), ("draft", "live"), ("published", "held"), ("published", "retracted")),
)
OF_STORIES = ("change", "history", "compare", "notes", "planning", "kept", "preview", "preview-links")
OF_THE_DESK = (
    *("inbox/", "inbox/choices/", "budget/", "reports/", "articles/article/?state=spiked", "articles/article/?q=ferry"),
    *(f"reports/{name}/" for name in ("stories", "speed", "corrections", "overrides", "timed")),
)
REFUSED = {"articles/article/999999/change/": 404, "reports/nothing/": 404, "articles/article/?nothing=1": 400}


@pytest.fixture
def chief(signed_in):
    return get_user_model().objects.get(username="layla")


@pytest.fixture
def stories(chief):
    """One in each state; the live one waits for two moments, is written about and has a translation behind it."""
    stories = {state: make_article(*state, headline=f"The ferry is {' '.join(state)}") for state in STATES}
    live = stories["published", "live"]
    for action, hours in (("hold", 1), ("retract", 2)):
        moment = timezone.now() + timedelta(hours=hours)
        timed.schedule(live, by=chief, action=action, text="It is being checked.", run_at=moment)
    notes.write(live, by=chief, text="@layla see https://example.org/tides before noon.")
    stories["arabic"] = translate(live, by=chief, language="ar")
    desk.block(stories["in_review", "none"], by=chief, kind="legal", text="A lawyer wrote.")
    draft = stories["draft", "live"]
    editing.save(draft, by=chief, revision=draft.revision_number, body="<p>It sails at one.</p><h2>Then</h2><p>XXX</p>")
    for story in stories.values():
        story.refresh_from_db()
    return stories


def moves_of(person, stories):
    """The page of each move that the person may make, once."""
    person, pages = Membership.objects.person(person), {}
    for story in stories.values():
        standing = standing_of(story, publication=publication_of(story))
        pages |= {button.action: button.address for button in buttons(person, story, standing=standing)} | pages
    return list(pages.values())


def phone_width(page):
    page.set_viewport_size(PHONE)
    return page.evaluate("document.documentElement.scrollWidth")


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("ar", 360)])
def test_page_of_a_story_has_no_grave_fault(
    signed_in, chief, stories, live_server, faults, violations, language, width
):
    signed_in.context.add_cookies([{"name": "newsroom-language", "value": language, "url": live_server.url}])
    window = {"width": width, "height": 900}
    forms = [f"/admin/articles/article/{story.pk}/change/" for story in stories.values()]
    busy = stories["draft", "live"]
    doors = [f"/admin/articles/article/{busy.pk}/{page}/" for page in OF_STORIES]
    pages = [*forms, *doors, *moves_of(chief, stories), *(f"/admin/{page}" for page in (*OF_THE_DESK, *REFUSED))]
    found, widths, statuses = {}, {}, {}

    for address in dict.fromkeys(pages):
        signed_in.set_viewport_size(window)
        statuses[address] = signed_in.goto(live_server.url + address).status
        found[address] = faults(signed_in)
        widths[address] = phone_width(signed_in)

    refused = {f"/admin/{address}": status for address, status in REFUSED.items()}
    assert {address: status for address, status in statuses.items() if status != 200} == refused
    assert {address: complaints for address, complaints in found.items() if complaints} == {}
    assert {address: wide for address, wide in widths.items() if wide > PHONE["width"]} == {}
    assert [line for line in violations if "Failed to load resource" not in line] == []

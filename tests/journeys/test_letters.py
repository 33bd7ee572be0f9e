"""A letter from the reader's form to the page: written without a script, decided on by one key."""

import pytest
from playwright.sync_api import expect

from articles.rights import Role
from newsroom.responses.models import Letter
from newsroom.responses.moderating import decide
from tests.factories import make_user
from tests.newsroom.pages.readers import publish_both
from tests.newsroom.responses.letters import TEXT, approved, write

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def stories(settings):
    settings.LETTERS_OPEN_DAYS = 0
    return publish_both()


@pytest.fixture
def moderator(db):
    return make_user(Role.MODERATOR, username="salma", password="salma")


@pytest.fixture
def desk(page, live_server, moderator):
    page.goto(f"{live_server.url}/admin/login/")
    page.fill("[name=username]", "salma")
    page.fill("[name=password]", "salma")
    page.press("[name=password]", "Enter")
    page.wait_for_url(f"{live_server.url}/admin/")
    return page


def test_letter_goes_from_the_form_to_the_page(desk, browser, live_server, stories, violations):
    story = stories[0]
    reader = browser.new_context(java_script_enabled=False).new_page()
    reader.goto(live_server.url + story.path)
    reader.get_by_role("link", name="Share your opinion").click()
    reader.get_by_label("Your name").fill("Huda Salem")
    reader.get_by_label("Your letter").fill(TEXT)
    reader.get_by_role("button", name="Send the letter").click()
    if "quicker than we expect" in reader.content():  # a machine as quick as this one is asked twice
        reader.wait_for_timeout(4500)
        reader.get_by_role("button", name="Send the letter").click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("Thank you for your letter")
    assert reader.context.cookies() == []

    desk.goto(f"{live_server.url}/admin/letters/#decided")
    expect(desk.locator("[data-letter]")).to_be_focused()
    desk.get_by_label("Single-key shortcuts").uncheck()
    desk.locator("[data-letter]").focus()
    desk.keyboard.press("a")
    assert Letter.objects.get().status == "waiting"
    desk.get_by_label("Single-key shortcuts").check()
    desk.locator("[data-letter]").focus()
    desk.keyboard.press("a")
    expect(desk.locator(".messagelist")).to_contain_text("1 letter: Approved.")

    reader.goto(live_server.url + story.path)
    expect(reader.locator(".letters")).to_contain_text(TEXT)
    assert violations == []


def test_letter_is_rejected_by_keys_alone(desk, live_server, stories):
    write(stories[0])
    desk.goto(f"{live_server.url}/admin/letters/#decided")
    expect(desk.locator("[data-letter]")).to_be_focused()

    desk.keyboard.press("r")
    desk.keyboard.type("An insult")
    desk.keyboard.press("Enter")

    expect(desk.locator(".messagelist")).to_contain_text("1 letter: Rejected.")


@pytest.mark.parametrize("width", [1280, 360])
def test_readers_pages_of_letters_have_no_grave_fault(page, live_server, stories, faults, violations, width):
    page.set_viewport_size({"width": width, "height": 900})
    found = {}
    for story in stories:
        approved(story, by=make_user(Role.MODERATOR))
        for path in ("", "respond/", "letters/"):
            page.goto(live_server.url + story.path + path)
            found[story.path + path] = faults(page) + too_wide(page, width)
        page.goto(f"{live_server.url}{story.path}respond/")
        page.evaluate("document.querySelector('.respond form').noValidate = true")
        page.locator(".respond button").click()
        page.wait_for_load_state("networkidle")
        found[f"{story.path} given back"] = faults(page) + too_wide(page, width)
    violations[:] = [message for message in violations if "status of 400" not in message]

    assert ({path: complaints for path, complaints in found.items() if complaints}, violations) == ({}, [])


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("width", [1280, 360])
def test_desk_pages_of_letters_have_no_grave_fault(
    desk, live_server, stories, moderator, faults, violations, width, language
):
    desk.context.add_cookies([{"name": "newsroom-language", "value": language, "url": live_server.url}])
    desk.set_viewport_size({"width": width, "height": 900})
    letter, blocked = write(stories[0]), write(stories[0], address="198.51.100.2")
    decide(blocked.pk, action="block", by=moderator, reason="An insult")
    pages = ["", "?show=blocked", f"{letter.pk}/", f"{blocked.pk}/", "blocks/", f"story/{stories[0].pk}/"]
    found = {}
    for path in pages:
        desk.goto(f"{live_server.url}/admin/letters/{path}")
        found[path] = faults(desk) + too_wide(desk, width)

    assert ({path: complaints for path, complaints in found.items() if complaints}, violations) == ({}, [])


def too_wide(page, width):
    wide = page.evaluate("document.documentElement.scrollWidth")
    return [f"{wide} wide"] if wide > width else []

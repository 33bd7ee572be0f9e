"""Two people talk about a story, each in a window of their own: nobody reloads, nobody loses what they write."""

import pytest

from newsroom.desk.models import InboxItem, Note
from tests.factories import make_article, make_section, make_user

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def sections(shelf):
    return make_section("world", names={"en": "World", "ar": "العالم"})


@pytest.fixture
def window(new_context, live_server):
    """A browser of its own for a person, with what its pages complain of."""

    def opened(user):
        context = new_context()
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda message: page.complaints.append(message.text) if message.type == "error" else None)
        page.goto(f"{live_server.url}/admin/login/")
        page.fill("[name=username]", user.username)
        page.fill("[name=password]", user.username)
        page.press("[name=password]", "Enter")
        page.wait_for_url(f"{live_server.url}/admin/")
        return page

    return opened


def test_note_calls_a_colleague_who_answers(window, live_server, sections):
    writer = make_user("reporter", sections, username="rana", password="rana", first_name="Rana", last_name="Haddad")
    editor = make_user("editor", sections, username="omar", password="omar", first_name="Omar", last_name="Saleh")
    story = make_article("draft", section=sections, by=writer)
    address = f"{live_server.url}/admin/articles/article/{story.pk}/"
    hers, his = window(writer), window(editor)
    hers.clock.install()
    hers.goto(f"{address}change/")
    hers.fill("[name=headline]", "A headline that is not saved yet")

    note = hers.locator("#note-text")
    note.press_sequentially("Two figures differ, @om")
    hers.get_by_role("option", name="@omar").wait_for()
    note.press("Enter")
    note.press_sequentially("please look.")
    note.press("Control+Enter")
    hers.get_by_text("Told: Omar Saleh.").wait_for()

    assert Note.objects.get().text == "Two figures differ, @omar please look."
    assert hers.locator("[name=headline]").input_value() == "A headline that is not saved yet"
    assert note.input_value() == ""

    his.goto(f"{live_server.url}/admin/")
    his.locator("#desk-nav").get_by_text("Inbox").click()
    his.wait_for_url("**/inbox/")
    his.get_by_role("link", name=story.headline).first.click()
    his.wait_for_url("**/notes/**")
    his.fill("#note-text", "The second one is right.\nأحسنتم")
    his.get_by_role("button", name="Send the note").click()
    his.get_by_text("The note is kept.").wait_for()
    his.locator(".talk-line", has_text="Two figures").get_by_role("button", name="Mark as done").click()
    his.locator(".is-done").wait_for()

    hers.clock.run_for(16_000)
    hers.locator(".talk-text", has_text="The second one is right.").wait_for()
    assert hers.locator("[name=headline]").input_value() == "A headline that is not saved yet"
    assert InboxItem.objects.get(recipient=editor).read_at
    assert InboxItem.objects.filter(recipient=writer, kind="note").count() == 1
    assert (hers.complaints, his.complaints) == ([], [])


@pytest.mark.parametrize("language", ["en", "ar"])
def test_pages_of_talk_and_inbox_are_accessible_and_fit_a_phone(window, live_server, sections, faults, language):
    writer = make_user("chief", sections, username="rana", password="rana")
    editor = make_user("editor", sections, username="omar", password="omar")
    story = make_article("draft", section=sections, by=writer)
    page = window(writer)
    page.context.add_cookies([{"name": "newsroom-language", "value": language, "url": live_server.url}])
    for text in ("@omar look at https://desk.example/figures, please.", "سؤال إلى @omar: هل الرقم صحيح؟"):
        page.goto(f"{live_server.url}/admin/articles/article/{story.pk}/notes/")
        page.fill("#note-text", text)
        page.locator(".talk-form button").click()
        page.locator(".talk-text", has_text=text[:12]).wait_for()
    his = window(editor)
    his.context.add_cookies([{"name": "newsroom-language", "value": language, "url": live_server.url}])
    found, widths = {}, {}
    paths = (
        f"articles/article/{story.pk}/notes/",
        f"articles/article/{story.pk}/planning/",
        "inbox/",
        "inbox/choices/",
    )

    for path in paths:
        his.set_viewport_size({"width": 1200, "height": 900})
        his.goto(f"{live_server.url}/admin/{path}")
        found[path] = faults(his)
        his.set_viewport_size({"width": 360, "height": 740})
        widths[path] = his.evaluate("document.documentElement.scrollWidth")

    assert found == dict.fromkeys(paths, [])
    assert {path: width for path, width in widths.items() if width > 360} == {}

"""A preview by link in a browser that has never been here, and the preview beside the form."""

import io
import re

import pytest
from PIL import Image as Pixels

from articles import pictures
from newsroom.previews.models import PreviewReply
from tests.factories import make_article, make_author, make_section, make_topic, make_user

from .waiting import follow, wait_until

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
DARK_PANE = """() => {
  const page = document.querySelector("#preview-pane iframe:only-child")?.contentDocument
  return page?.body && getComputedStyle(page.documentElement).backgroundColor === "rgb(21, 23, 26)"
}"""
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1500, "height": 1000}


def make_picture(by, colour="teal"):
    file = io.BytesIO()
    Pixels.new("RGB", (900, 560), colour).save(file, "JPEG")
    return pictures.add(
        file.getvalue(),
        by=by,
        captions={"en": "The harbour"},
        alternatives={"en": "Boats"},
        credit="Rana Haddad",
        render_now=True,
    )


@pytest.fixture
def story(shelf):
    section = make_section("world", names={"en": "World", "ar": "العالم"})
    writer = make_user("reporter", section, username="dana", password="dana")
    lists = {"topics": [make_topic("ferries", names={"en": "Ferries"}).pk]}
    author = make_author("rana-haddad", names={"en": "Rana Haddad"})
    make_article("published", "live", section=section, headline="Bridge closed for repairs", **lists)
    return make_article(
        by=writer,
        section=section,
        headline="Ferry back on time",
        kicker="Ferries",
        standfirst="The first in a year, and it was full.",
        body="<p>The ferry is back.</p>" + "<p>It left at seven with two hundred people on board.</p>" * 8,
        lead_image=make_picture(writer),
        bylines=[{"author": author.pk, "name": "", "role": "by"}],
        **lists,
    )


@pytest.fixture
def desk(page, live_server, story, violations):
    """The writer's browser, on the story."""
    page.set_viewport_size(DESK)
    page.goto(f"{live_server.url}/admin/login/?next=/admin/articles/article/{story.pk}/change/")
    page.fill("[name=username]", "dana")
    page.fill("[name=password]", "dana")
    page.press("[name=password]", "Enter")
    page.wait_for_url(re.compile(r"/change/"))
    return page


def loaded_pictures(document):
    """The width of each picture as it arrived."""
    document.evaluate("[...document.images].forEach(image => { image.loading = 'eager' })")
    decoded = "[...document.images].map(image => image.decode().then(() => image.naturalWidth))"
    return document.evaluate(f"Promise.all({decoded})")


def test_preview_by_link_in_a_fresh_browser(desk, browser, live_server, story, violations, faults):
    desk.get_by_role("link", name="Preview links").click()
    desk.get_by_label("For whom").fill("Our lawyer")
    desk.get_by_role("button", name="Make a link").click()
    address = live_server.url + desk.get_by_label("Address of the link").input_value().partition("8000")[2]
    stranger = browser.new_context(viewport=PHONE).new_page()
    complaints = []
    stranger.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)

    assert stranger.goto(address).status == 200
    assert stranger.locator("h1").inner_text() == "Ferry back on time"
    assert all(width > 0 for width in loaded_pictures(stranger))
    assert stranger.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    assert faults(stranger) == []
    assert stranger.context.cookies() == []
    follow(stranger, stranger.get_by_role("link", name="Approve or comment"))
    assert faults(stranger) == []
    stranger.emulate_media(color_scheme="light")
    stranger.get_by_label("I have a comment").check()
    stranger.get_by_label("Your name").fill("Samir Khalil")
    stranger.get_by_label("Comment (an approval needs none)").fill("Two hundred and twelve people.")
    stranger.get_by_role("button", name="Send to the desk").click()
    assert stranger.get_by_role("status").inner_text() == "Thank you. Your answer has reached the desk."

    reply = PreviewReply.objects.get()
    assert (reply.kind, reply.name) == ("comment", "Samir Khalil")
    desk.goto(f"{live_server.url}/admin/articles/article/{story.pk}/change/")
    assert "Comment by link: Samir Khalil, not an account" in desk.locator(".preview-replies").inner_text()
    desk.get_by_role("link", name="Preview links").click()
    follow(desk, desk.get_by_role("button", name=re.compile("^Revoke link")))
    assert stranger.goto(address).status == 404
    assert [text for text in complaints if "404" not in text] == []
    assert violations == []


def test_preview_on_the_desk_in_every_shape(desk, live_server, story, violations, faults):
    start = f"{live_server.url}/admin/articles/article/{story.pk}/preview/"
    keys = ["article", "front", "section", "topic-ferries", "author-rana-haddad", "search"]

    for key in keys:
        desk.goto(f"{start}?page={key}&theme=dark")
        document = desk.frames[1]
        document.wait_for_load_state()
        assert "Ferry back on time" in document.locator("main").inner_text(), key
        assert all(width > 0 for width in loaded_pictures(document)), key
        assert document.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(21, 23, 26)"
    desk.get_by_label("Width").select_option("phone")
    desk.wait_for_url(re.compile("width=phone"))
    desk.frames[1].wait_for_load_state()
    assert desk.frames[1].evaluate("innerWidth") == 390
    desk.goto(f"{start}?width=phone")

    assert faults(desk) == []
    assert violations == []


def test_preview_beside_the_form_shows_what_is_typed(desk, story, violations):
    desk.get_by_role("button", name="Preview beside the form").click()
    frame = desk.frame_locator("#preview-pane iframe:only-child")
    frame.locator("h1").wait_for()
    desk.locator("#id_headline").fill("Ferry late again")

    frame.get_by_role("heading", name="Ferry late again").wait_for(timeout=5000)
    desk.locator("#preview-pane [data-choice=theme]").select_option("dark")
    wait_until(desk, DARK_PANE)
    desk.get_by_role("button", name="Close").click()
    desk.set_viewport_size(PHONE)
    desk.get_by_role("button", name="Preview beside the form").click()
    frame.get_by_role("heading", name="Ferry late again").wait_for()
    desk.keyboard.press("Escape")

    assert desk.locator("#preview-toggle").evaluate("element => element === document.activeElement")
    story.refresh_from_db()
    assert (story.headline, story.revision_number) == ("Ferry back on time", 1)
    assert violations == []

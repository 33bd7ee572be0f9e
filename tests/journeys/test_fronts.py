"""An editor arranges the front page: with a mouse, with the keys alone, and without a script."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from articles.models import Article
from newsroom.fronts import arranging, banners
from newsroom.fronts.models import Arrangement, Place
from newsroom.fronts.slots import Slot
from tests.factories import make_article

from .waiting import follow, wait_until

pytestmark = pytest.mark.django_db(transaction=True)
NAMES = ("Harbour", "Vote", "Library")


@pytest.fixture
def front(signed_in, live_server):
    """The page with three stories in its slots; the person in the browser is a chief of everything."""
    stories = [make_article("published", "live", headline=name) for name in NAMES]
    person = get_user_model().objects.get(username="layla")
    slots = [Slot(article_id=story.pk) for story in stories]
    arranging.arrange(Place("en"), filled=slots, by=person, started_from=0)
    signed_in.goto(f"{live_server.url}/admin/fronts/en/")
    return signed_in


def order(page):
    return [text.strip() for text in page.locator("#slot-list .slot-headline").all_inner_texts()]


def saved():
    titles = dict(Article.objects.values_list("pk", "headline"))
    return [titles.get(slot.article_id, "") for slot in Arrangement.objects.in_force().get().places]


def drag(page, number, *, onto):
    """Takes a slot by its grip and lets it go over another one."""
    grip = page.locator("[data-grip]").nth(number).bounding_box()
    target = page.locator("[data-slot]").nth(onto).bounding_box()
    x, y = grip["x"] + grip["width"] / 2, grip["y"] + grip["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, target["y"] + target["height"] - 4, steps=8)
    page.mouse.up()


def test_slots_are_dragged_moved_by_keys_and_saved(front, violations):
    drag(front, 0, onto=2)
    assert order(front) == ["Vote", "Library", "Harbour"]
    assert front.locator("#said").inner_text() == "Slot 3 of 3"

    front.locator("[data-grip]").nth(2).focus()
    front.keyboard.press("ArrowUp")
    assert order(front) == ["Vote", "Harbour", "Library"]
    front.locator("[data-move=down]").nth(0).focus()
    front.keyboard.press("Enter")
    assert order(front) == ["Harbour", "Vote", "Library"]
    assert front.evaluate("document.activeElement.dataset.move") == "down"

    follow(front, front.locator("[data-remove]").nth(1))
    assert order(front) == ["Harbour", "Library"]
    follow(front, front.get_by_role("button", name="Save: readers have it at once"))

    assert saved() == ["Harbour", "Library"]
    assert violations == []


@pytest.mark.slow
def test_front_is_arranged_without_a_script(front, browser, live_server):
    context = browser.new_context(java_script_enabled=False, storage_state=front.context.storage_state())
    page = context.new_page()
    page.goto(f"{live_server.url}/admin/fronts/en/")

    page.locator("[data-place]").nth(2).fill("1")
    page.get_by_role("button", name="Put in the order of the numbers").click()
    page.get_by_role("button", name="Slot 2: down").click()
    page.get_by_role("button", name="Add a slot that fills itself").click()
    page.get_by_role("button", name="Save: readers have it at once").click()

    assert saved() == ["Library", "Vote", "Harbour", ""]
    context.close()


@pytest.mark.slow
@pytest.mark.parametrize(("path", "width"), [("/", 360), ("/world/", 1280), ("/ar/", 1280)])
def test_reader_page_with_a_banner_has_no_grave_fault(front, live_server, faults, path, width):
    person = Arrangement.objects.first().by
    banners.raise_banner({"en": "Flood", "ar": "فيضان"}, by=person, ends_at=timezone.now() + timedelta(hours=1))
    front.set_viewport_size({"width": width, "height": 900})

    front.goto(live_server.url + path)

    assert front.locator(".breaking").is_visible()
    assert faults(front) == []


@pytest.mark.slow
def test_drag_is_given_up_by_escape_and_scrolls_at_the_edge(front):
    front.set_viewport_size({"width": 900, "height": 420})
    grip = front.locator("[data-grip]").nth(0).bounding_box()
    x, y = grip["x"] + grip["width"] / 2, grip["y"] + grip["height"] / 2
    front.mouse.move(x, y)
    front.mouse.down()
    front.mouse.move(x, 410, steps=4)
    wait_until(front, "scrollY > 100 && document.querySelector('#slot-list li:last-child').matches('.dragged')")
    assert order(front) == ["Vote", "Library", "Harbour"]

    front.keyboard.press("Escape")

    assert order(front) == ["Harbour", "Vote", "Library"]
    assert front.locator(".dragged").count() == 0
    front.mouse.up()
    assert [field.input_value() for field in front.locator("[data-place]").all()] == ["1", "2", "3"]


@pytest.mark.slow
def test_front_is_arranged_by_keys_alone_and_the_keys_stay_where_they_were(front):
    front.locator("[data-remove]").nth(1).focus()
    follow(front, front.locator("[data-remove]").nth(1), "Enter")
    front.keyboard.press("Tab")
    assert front.evaluate("document.activeElement.closest('[data-slot]').id") == "slot-2"

    front.get_by_label("Words or number").fill("vote")
    follow(front, front.get_by_label("Words or number"), "Enter")
    front.keyboard.press("Tab")
    assert front.evaluate("document.activeElement.id") == "q"
    follow(front, front.get_by_role("button", name="Put in: Vote"), "Enter")
    follow(front, front.get_by_role("button", name="Save: readers have it at once"), "Enter")

    assert saved() == ["Harbour", "Library", "Vote"]


@pytest.mark.slow
def test_whoever_leaves_what_is_not_saved_is_asked(front):
    asked = []
    front.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    front.locator("[data-move=down]").nth(0).click()

    with front.expect_event("dialog"):
        front.get_by_role("link", name="History").click(no_wait_after=True)
    assert (asked, order(front)) == (["beforeunload"], ["Vote", "Harbour", "Library"])
    follow(front, front.get_by_role("button", name="Save: readers have it at once"))
    follow(front, front.get_by_role("link", name="History"))

    assert asked == ["beforeunload"]
    assert saved() == ["Vote", "Harbour", "Library"]

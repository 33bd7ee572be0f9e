"""The desk on a phone: what is long is told one below the other, and saving is never out of reach."""

import pytest
from django.contrib.auth import get_user_model

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 360, "height": 740}
OVERFLOWING = """selector => [...document.querySelectorAll(selector)]
    .filter(element => element.scrollWidth > element.clientWidth + 1).length"""
ON_TOP = """element => {
    const {left, top, width, height} = element.getBoundingClientRect()
    return document.elementFromPoint(left + width / 2, top + height / 2) === element
}"""


@pytest.fixture
def phone(signed_in):
    signed_in.set_viewport_size(PHONE)
    return signed_in


def a_live_story(addresses):
    histories = (address for address in addresses if address.endswith("/history/"))
    return next(address for address in histories if "/articles/article/" in address).removesuffix("history/")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_history_and_pictures_need_no_sideways_scrolling(phone, addresses, live_server, faults, language):
    phone.context.add_cookies([{"name": "newsroom-language", "value": language, "url": live_server.url}])
    phone.goto(f"{a_live_story(addresses)}history/")
    assert phone.locator(".wide").count() >= 1
    assert (phone.evaluate(OVERFLOWING, ".wide"), faults(phone)) == (0, [])

    phone.goto(f"{live_server.url}/admin/articles/image/")
    assert phone.locator(".picture-grid img").first.is_visible()
    assert (phone.evaluate(OVERFLOWING, ".picture-grid"), faults(phone)) == (0, [])


def test_box_that_selects_all_shows_when_it_has_the_focus(phone, live_server):
    phone.goto(f"{live_server.url}/admin/articles/article/")
    box = phone.locator("#action-toggle")

    box.focus()

    assert box.evaluate(ON_TOP)


@pytest.mark.parametrize("window", [PHONE, {"width": 1280, "height": 660}])
def test_save_is_above_the_bar_of_the_body_at_every_height(signed_in, addresses, window):
    signed_in.set_viewport_size(window)
    signed_in.goto(f"{a_live_story(addresses)}change/")
    save = signed_in.locator("[name=_save]")
    signed_in.locator(".prose-menubar").wait_for()
    bar = signed_in.evaluate("document.querySelector('.prose-menubar').getBoundingClientRect().top + scrollY")

    hidden = []
    for offset in range(0, window["height"], 40):
        signed_in.evaluate("y => scrollTo(0, y)", bar - window["height"] + offset)
        if not save.evaluate(ON_TOP):
            hidden.append(offset)

    assert hidden == []


def test_low_window_is_left_to_the_text(signed_in, live_server):
    signed_in.set_viewport_size({"width": 740, "height": 360})
    signed_in.goto(f"{live_server.url}/admin/articles/article/add/")
    signed_in.locator(".prose-menubar").wait_for()

    places = [
        signed_in.locator(place).evaluate("element => getComputedStyle(element).position")
        for place in (".prose-menubar", "#article_form .submit-row")
    ]

    assert "sticky" not in places


def test_mail_address_is_not_broken_in_a_word(phone, live_server):
    get_user_model().objects.update(email="layla.mansour@example.org")
    phone.context.add_cookies([{"name": "newsroom-language", "value": "ar", "url": live_server.url}])
    phone.goto(f"{live_server.url}/accounts/")

    address = phone.get_by_text("layla.mansour@example.org")

    assert address.evaluate("element => element.getBoundingClientRect().height") < 30

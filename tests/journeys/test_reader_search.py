"""Searching by keyboard alone, without JavaScript, in both languages."""

from datetime import UTC, datetime

import pytest

from tests.newsroom.pages.readers import publish, publish_both

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def browser_context_args(browser_context_args):
    return browser_context_args | {"java_script_enabled": False, "viewport": {"width": 360, "height": 800}}


@pytest.fixture
def stories():
    publish(headline="Nets and ropes", at=datetime(2024, 1, 1, tzinfo=UTC))
    return publish_both(standfirst="The first boats left at dawn.", kicker="Ports")


def tab_to(page, name):
    for _number in range(40):
        page.keyboard.press("Tab")
        if page.locator(f"{name}:focus").count():
            return
    raise AssertionError(f"The keyboard never reached {name}.")


@pytest.mark.parametrize(("start", "word", "index"), [("/", "harbour", 0), ("/ar/", "ميناء", 1)])
def test_box_on_the_front_page_leads_to_the_story(page, live_server, stories, start, word, index):
    page.goto(live_server.url + start)

    tab_to(page, "#search-box")
    page.keyboard.type(word)
    with page.expect_navigation():
        page.keyboard.press("Enter")

    link = page.locator("main article h2 a").first
    assert link.get_attribute("href") == stories[index].path
    assert link.locator("mark").count() == 1
    assert page.locator("#q").input_value() == word


def test_search_is_narrowed_by_keyboard(page, live_server, stories):
    page.goto(live_server.url + "/search/?q=boats")
    assert page.locator("main article").count() == 2

    tab_to(page, "summary")
    page.keyboard.press("Enter")
    tab_to(page, "#author")
    page.keyboard.type("Rana Haddad")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert page.locator("main article h2").all_inner_texts() == ["Harbour reopens"]
    assert page.locator(".search-chosen").all_inner_texts() == ["Rana Haddad"]

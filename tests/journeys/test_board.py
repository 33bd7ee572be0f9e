"""The board while somebody looks at it: it changes by itself, and leaves alone what they are at."""

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from articles import desk, timed
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def board(live_server, page, violations):
    """The board of a chief, whose clock the test moves."""
    make_user("chief", username="layla", password="layla")
    page.goto(f"{live_server.url}/admin/login/")
    page.fill("[name=username]", "layla")
    page.fill("[name=password]", "layla")
    page.press("[name=password]", "Enter")
    page.wait_for_url(f"{live_server.url}/admin/")
    page.clock.install(time=timezone.now())

    def opened():
        page.goto(f"{live_server.url}/admin/")
        return page

    return opened


def headlines(page, panel):
    return [text.strip() for text in page.locator(f"#panel-{panel} .story-list > li > a").all_inner_texts()]


def half_a_minute_later(page):
    with page.expect_response(re.compile("/admin/board/")) as answer:
        page.clock.fast_forward(30_000)
    return answer.value


def test_board_changes_by_itself_and_the_focus_stays(board, violations):
    make_article("in_review", headline="Ferry waits")
    leaving = make_article("in_review", headline="Bridge closes")
    page = board()
    link = page.locator("#panel-review").get_by_role("link", name="Ferry waits")
    link.focus()
    kept = link.element_handle()

    desk.spike(leaving, by=make_user("editor"))
    make_article("in_review", headline="Market opens", priority=3)
    half_a_minute_later(page)

    page.locator("#panel-review").get_by_role("link", name="Market opens").wait_for()
    assert headlines(page, "review") == ["Market opens", "Ferry waits"]
    assert kept.evaluate("element => element === document.activeElement")
    assert page.locator("#panel-review h2 .count").inner_text() == "2"
    assert violations == []


def test_more_of_what_waits_is_announced_and_nothing_else_is(board):
    make_article("in_review", headline="Ferry waits")
    page = board()
    news = page.locator("#board-news")

    make_article("incoming", section=None, headline="Prices rise")
    half_a_minute_later(page)
    page.locator("#panel-wire").get_by_text("Prices rise").wait_for()
    quiet = news.inner_text()
    make_article("in_review", headline="Market opens")
    half_a_minute_later(page)
    page.locator("#panel-waiting").get_by_text("Market opens").wait_for()

    assert (quiet, news.inner_text()) == ("", "Waiting for me: 2")


def test_focus_goes_on_to_the_panel_when_its_row_is_gone(board):
    article = make_article("in_review", headline="Ferry waits")
    page = board()
    page.locator("#panel-review").get_by_role("link", name="Ferry waits").focus()

    desk.spike(article, by=make_user("editor"))
    half_a_minute_later(page)

    page.locator("#panel-review .nothing").wait_for()
    assert page.evaluate("document.activeElement.closest('section').id") == "panel-review"


def test_unchanged_board_is_not_sent_again_and_its_clocks_run_down(board):
    article = make_article("approved", headline="At six")
    timed.schedule(article, by=make_user("editor"), run_at=timezone.now() + timedelta(hours=2))
    page = board()
    clock = page.locator("#panel-coming .countdown")
    before = clock.inner_text()

    answer = half_a_minute_later(page)

    assert answer.status == 304
    assert re.fullmatch(r"in 0[12]:\d\d:\d\d", before)
    assert before > clock.inner_text() > "in 01:58"


def test_board_says_when_the_sign_in_has_ended_and_asks_no_more(board):
    page = board()
    Session.objects.all().delete()

    half_a_minute_later(page)

    page.get_by_text("You are signed out, so this page no longer changes.").first.wait_for()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.clock.fast_forward(120_000)
    assert asked == []
    page.get_by_role("link", name="Sign in again").click()
    page.wait_for_url(re.compile(r"/admin/login/\?next=/admin/"))


def test_board_without_a_connection_says_so_and_comes_back(board):
    page = board()
    page.context.set_offline(True)

    page.clock.fast_forward(30_000)
    page.get_by_text("No connection.").first.wait_for()
    page.context.set_offline(False)
    make_article("in_review", headline="Ferry waits")
    page.clock.fast_forward(30_000)

    page.locator("#panel-review").get_by_text("Ferry waits").wait_for()
    assert page.locator("#board-state").inner_text().startswith("As of ")

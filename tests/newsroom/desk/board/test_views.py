"""The board's fragment: what it answers to whom, and when it says that nothing has changed."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from articles import desk, timed
from newsroom.pagecache.models import CdnCopies
from tests.factories import make_article, make_section

pytestmark = pytest.mark.django_db
BOARD = "/admin/board/"


def mark(response):
    return response.headers["ETag"]


def again(client, response):
    return client.get(BOARD, headers={"If-None-Match": mark(response)})


def test_fragment_is_the_part_of_the_first_page(client, editor):
    make_article("in_review", headline="Ferry waits")
    client.force_login(editor)

    fragment, page = client.get(BOARD), client.get("/admin/")

    assert "Ferry waits" in fragment.content.decode()
    assert re.search(r"data-mark=\"([^\"]*)\"", page.content.decode())[1].replace("&quot;", '"') == mark(fragment)


def test_unchanged_board_is_answered_with_304_and_nothing_else(client, editor):
    make_article("in_review")
    client.force_login(editor)

    response = again(client, client.get(BOARD))

    assert (response.status_code, response.content) == (304, b"")
    assert response["Cache-Control"] == "private, no-store"


def test_nothing_is_rendered_for_an_unchanged_board(client, editor):
    make_article("in_review")
    client.force_login(editor)

    assert again(client, client.get(BOARD)).templates == []


@pytest.mark.parametrize(
    "change",
    [
        lambda article, editor: desk.send_back(article, by=editor, reason="Who says so?"),
        lambda article, editor: desk.assign(article, by=editor, assignee=editor),
        lambda article, editor: timed.schedule(article, by=editor, run_at="2031-05-06T18:00", action="hold"),
        lambda article, editor: desk.block(article, by=editor, kind="legal", text="Ask the lawyer."),
        lambda article, editor: make_article("incoming", section=None),
        lambda article, editor: make_section("world").__class__.objects.update(names={"en": "Abroad"}),
    ],
)
def test_whatever_shows_on_the_board_changes_its_mark(client, editor, change):
    article = make_article("in_review", "live")
    client.force_login(editor)
    before = client.get(BOARD)

    change(article, editor)

    assert again(client, before).status_code == 200


def test_board_in_another_language_is_another_board(client, editor):
    client.force_login(editor)
    before = client.get(BOARD)

    client.cookies["newsroom-language"] = "ar"

    assert again(client, before).status_code == 200


def test_mark_of_one_person_says_nothing_of_anothers_board(client, editor, reporter):
    make_article("in_review")
    client.force_login(editor)
    theirs = client.get(BOARD)

    client.force_login(reporter)

    assert again(client, theirs).status_code == 200


def test_fragment_asks_whoever_is_not_at_the_desk_to_sign_in(client, editor):
    client.force_login(editor)
    assert client.get(BOARD).status_code == 200

    editor.memberships.all().delete()

    for browser in (client, Client()):
        assert browser.get(BOARD)["Location"] == f"/admin/login/?next={BOARD}"


def test_fragment_is_read_alone(client, editor):
    client.force_login(editor)

    assert [getattr(client, method)(BOARD).status_code for method in ("post", "put", "delete")] == [405] * 3


def test_moderator_has_no_board(client, moderator):
    make_article("in_review", headline="Ferry waits")
    client.force_login(moderator)

    page, fragment = client.get("/admin/"), client.get(BOARD)

    assert (page.context["panels"], fragment.context["panels"]) == ([], [])
    assert b"Ferry waits" not in page.content + fragment.content
    assert "no board is kept for you" in page.content.decode()


def test_first_page_takes_as_many_queries_for_three_stories_as_for_one(client, editor, django_assert_num_queries):
    make_article("in_review")
    client.force_login(editor)
    client.get("/admin/")
    with django_assert_num_queries(12):
        client.get("/admin/")
    for _number in range(2):
        make_article("in_review")

    with django_assert_num_queries(12):
        client.get("/admin/")


def test_headline_and_reason_are_shown_as_text(client, editor, reporter):
    words = "<script>alert(1)</script>"
    desk.send_back(make_article("in_review", by=reporter, headline=words), by=editor, reason=words)
    client.force_login(reporter)

    page = client.get(BOARD).content.decode()

    assert words not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 3  # the headline twice: it waits, and it is theirs


def test_board_says_since_when_the_cdn_could_not_be_told(client, editor, settings):
    settings.CDN_PURGE_URL = "https://cdn.example/purge"
    client.force_login(editor)
    before = client.get(BOARD)
    CdnCopies.objects.create(failing_since=timezone.now(), problem="cdn.example answered 503")

    page = again(client, before)

    assert "The CDN has not been told" not in before.content.decode()
    assert page.status_code == 200
    assert "The CDN has not been told of changes since" in page.content.decode()

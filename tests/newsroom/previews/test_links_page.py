from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import desk as desk_moves
from articles import editing
from newsroom.previews import links, replies
from newsroom.previews.models import PreviewLink
from tests.factories import make_article, make_user
from tests.newsroom.pages.readers import parsed, text_of

pytestmark = pytest.mark.django_db
STORY = "/admin/articles/article/"
QUERIES = 12


def address_of(article, rest=""):
    return f"{STORY}{article.pk}/preview-links/{rest}"


def test_new_link_is_shown_once_and_opens(signed_in, stranger, story, reporter, settings):
    browser = signed_in(reporter)

    made = browser.post(address_of(story), {"revision": "1", "lasts": "3d", "label": "Our lawyer"})
    address = parsed(made).xpath("//input[@id='made-address']/@value")[0]
    again = browser.get(address_of(story))

    link = PreviewLink.objects.get()
    assert (made.status_code, made.headers["Cache-Control"]) == (200, "private, no-store")
    assert (link.label, link.lasts, link.made_by, link.revision.number) == (
        "Our lawyer", timedelta(days=3), reporter, 1,
    )  # fmt: skip
    path = address.removeprefix(settings.SITE_URL)
    assert path.startswith("/preview/")
    assert stranger.get(path).status_code == 200
    assert path.encode() not in again.content
    assert link.token_hash.encode() not in again.content
    assert "For Our lawyer" in text_of(parsed(again), "//ul[@class='links']/li/p[1]/span")


def test_page_tells_who_made_it_and_how_often_it_was_opened(signed_in, stranger, story, token, editor):
    stranger.get(f"/preview/{token}/")
    stranger.get(f"/preview/{token}/")

    line = text_of(parsed(signed_in(editor).get(address_of(story))), "//ul[@class='links']/li")[0]

    assert "Made by reporter" in line
    assert "Opened 2 times, last" in line


def test_answer_is_shown_as_typed_by_somebody_without_an_account(signed_in, story, token, reporter):
    said = {"kind": "approval", "name": "<b>Dana</b>", "text": "<script>1</script>"}
    replies.leave(links.find(token), token=token, **said)
    browser = signed_in(reporter)

    pages = [browser.get(address_of(story)), browser.get(f"{STORY}{story.pk}/change/")]

    for page in pages:
        assert b"Approval by link:</strong> <bdi>&lt;b&gt;Dana&lt;/b&gt;</bdi>, not an account" in page.content
        assert b"&lt;script&gt;1&lt;/script&gt;" in page.content
        assert b"<script>1" not in page.content
    story.refresh_from_db()
    assert story.desk_state == "draft"


def test_answers_cost_the_edit_page_one_query(signed_in, story, token, reporter):
    browser = signed_in(reporter)
    for number in range(5):
        replies.leave(links.find(token), token=token, kind="comment", name="Dana", text=f"Point {number}")

    with CaptureQueriesContext(connection) as queries:
        page = parsed(browser.get(f"{STORY}{story.pk}/change/"))

    assert sum("previews_" in query["sql"] for query in queries) == 1
    assert len(page.xpath("//section[contains(@class, 'preview-replies')]//li")) == 3


@pytest.mark.parametrize("count", [1, 3])
def test_list_takes_the_same_queries_for_one_and_three(signed_in, story, reporter, count, django_assert_num_queries):
    for person in [reporter, make_user("editor"), make_user("chief")][:count]:
        _link, token = links.make(story, by=person)
        replies.leave(links.find(token), token=token, kind="approval", name="Dana", text="")
    browser = signed_in(reporter)
    browser.get(address_of(story))

    with django_assert_num_queries(QUERIES):
        browser.get(address_of(story))


def test_revoking_ends_a_link(signed_in, stranger, story, token, editor):
    link = PreviewLink.objects.get()

    response = signed_in(editor).post(address_of(story, f"{link.pk}/revoke/"))

    link.refresh_from_db()
    assert (response.status_code, response.url) == (302, address_of(story))
    assert link.revoked_by == editor
    assert stranger.get(f"/preview/{token}/").status_code == 404


def test_all_links_are_revoked_at_once(signed_in, story, reporter):
    tokens = [links.make(story, by=reporter)[1] for _number in range(3)]

    signed_in(reporter).post(address_of(story, "revoke/"))

    assert [links.find(token) for token in tokens] == [None] * 3


def test_page_says_why_a_link_does_not_open(signed_in, story, token, reporter):
    desk_moves.set_embargo(story, by=reporter, run_at=timezone.now() + timedelta(hours=1))

    page = parsed(signed_in(reporter).get(address_of(story)))

    assert "No link of this story opens now." in text_of(page, "//p[@class='warning-text']")[0]
    assert text_of(page, "//li[@class='closed']/p[1]/strong")[0].startswith("It is embargoed until")


def test_refused_link_says_why_and_keeps_what_was_typed(signed_in, story, reporter):
    desk_moves.set_embargo(story, by=reporter)

    response = signed_in(reporter).post(address_of(story), {"lasts": "7d", "label": "Our lawyer"})
    page = parsed(response)

    assert (response.status_code, PreviewLink.objects.count()) == (409, 0)
    assert text_of(page, "//p[@role='alert']") == ["It is embargoed until somebody lifts the embargo."]
    assert page.xpath("//input[@name='label']/@value") == ["Our lawyer"]
    assert page.xpath("//select[@name='lasts']/option[@selected]/@value") == ["7d"]


# --- who


@pytest.mark.parametrize("who", ["reporter2", "administrator"])
def test_who_only_reads_the_story_sees_its_links_and_changes_none(request, signed_in, story, token, who):
    browser = signed_in(request.getfixturevalue(who))
    link = PreviewLink.objects.get()
    paths = [address_of(story), address_of(story, "revoke/"), address_of(story, f"{link.pk}/revoke/")]

    page = browser.get(address_of(story))

    assert page.status_code == 200
    assert parsed(page).xpath("//div[@id='content-main']//form") == []
    assert [browser.post(path).status_code for path in paths] == [403] * 3
    assert PreviewLink.objects.filter(revoked_at=None).count() == 1


@pytest.mark.parametrize("who", ["outside_reporter", "moderator"])
def test_who_may_not_see_the_story_gets_what_is_not_there(request, signed_in, story, token, who):
    browser, link = signed_in(request.getfixturevalue(who)), PreviewLink.objects.get()
    paths = [address_of(story), f"{STORY}{10**9}/preview-links/"]

    answers = [browser.get(path) for path in paths] + [browser.post(path) for path in paths]
    answers += [browser.post(address_of(story, rest)) for rest in ("revoke/", f"{link.pk}/revoke/")]

    assert [answer.status_code for answer in answers] == [404] * 6
    assert len({answer.content for answer in answers}) == 1


def test_link_of_another_story_is_not_revoked_under_this_one(signed_in, story, token, reporter):
    other = make_article(by=reporter)
    link = PreviewLink.objects.get()

    response = signed_in(reporter).post(address_of(other, f"{link.pk}/revoke/"))

    assert response.status_code == 404
    assert links.find(token)


@pytest.mark.parametrize("number", ["0", "01", "1abc", "-1", "%D9%A1", "9" * 30, "%20", "1%00"])
def test_malformed_number_of_a_link_answers_404(signed_in, story, token, reporter, number):
    assert signed_in(reporter).post(address_of(story, f"{number}/revoke/")).status_code == 404


@pytest.mark.parametrize(
    ("posted", "status"),
    [
        ({"revision": "2"}, 404),
        ({"revision": "1abc"}, 404),
        ({"revision": "9" * 40}, 404),
        ({"lasts": "30d"}, 400),
        ({"lasts": "\x00"}, 400),
        ({"label": "x" * 200}, 400),
    ],
)
def test_malformed_choice_makes_no_link(signed_in, story, reporter, posted, status):
    response = signed_in(reporter).post(address_of(story), posted)

    assert (response.status_code, PreviewLink.objects.count()) == (status, 0)


def test_fields_that_nobody_asked_for_change_nothing(signed_in, story, reporter, editor):
    extra = {"made_by": editor.pk, "token_hash": "0" * 64, "article": "1", "revoked_at": "", "made_at": "2030-01-01"}

    signed_in(reporter).post(address_of(story), extra)

    link = PreviewLink.objects.get()
    assert (link.made_by, link.article) == (reporter, story)
    assert link.token_hash != "0" * 64
    assert link.made_at.year < 2030


def test_looking_changes_nothing_and_writing_wants_the_forms_token(signed_in, story, token, reporter):
    browser, link = signed_in(reporter, enforce_csrf_checks=True), PreviewLink.objects.get()
    writes = [address_of(story), address_of(story, "revoke/"), address_of(story, f"{link.pk}/revoke/")]

    assert [browser.post(path).status_code for path in writes] == [403] * 3
    assert [browser.get(path).status_code for path in writes[1:]] == [405] * 2
    assert PreviewLink.objects.filter(revoked_at=None).count() == 1


def test_older_revision_can_be_chosen(signed_in, stranger, story, reporter):
    editing.save(story, by=reporter, revision=1, headline="Ferry late again")

    signed_in(reporter).post(address_of(story), {"revision": "1"})

    assert PreviewLink.objects.get().revision.number == 1

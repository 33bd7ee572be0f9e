from datetime import UTC, datetime

import pytest

from articles.models import Article
from articles.rights import Role
from newsroom.wire import parser_process
from newsroom.wire.models import WireItem
from tests.browsers import browser
from tests.factories import make_section, make_user

pytestmark = pytest.mark.django_db

BROKEN = "Economy\nSome day in spring\nFerries agree\n\nFerries will run again.\n"
MENDED = "ECONOMY\nSat 04 Jan 2025 7:12 pm - Jerusalem Time\nFerries agree\n\nFerries will run again.\n"


@pytest.fixture
def failed(wire):
    return WireItem.objects.create(
        **{"source": wire, "format": "wire_text", "external_id": "failed:a.txt:2", "status": "failed", "number": 2},
        **{"line": 9, "path": "a.txt", "reason": "No dateline.", "source_text": BROKEN},
    )


@pytest.fixture
def reporter(economy):
    return make_user(Role.REPORTER, economy, username="rami")


def page_of(item, what=""):
    return f"/admin/wire/wireitem/{item.pk}/{what or 'change/'}"


def test_mended_text_is_read_as_its_source_is(failed, reporter):
    failed.source.zone = "Asia/Tokyo"
    failed.source.save()

    browser(reporter).post(page_of(failed, "retry/"), {"text": MENDED.replace(" - Jerusalem Time", "")})

    assert Article.objects.get().published_at_source == datetime(2025, 1, 4, 10, 12, tzinfo=UTC)


def test_mended_text_goes_where_all_stories_of_its_source_go(failed, reporter, economy):
    failed.source.section = economy
    failed.source.save()

    browser(reporter).post(page_of(failed, "retry/"), {"text": MENDED.replace("ECONOMY", "HARBOUR")})

    assert Article.objects.get().section == economy


@pytest.mark.parametrize("format", ["rss", "csv"])
def test_record_that_is_not_shown_as_it_came_is_written_as_wire_text(failed, reporter, format):
    WireItem.objects.update(format=format, source_text='{"id": "2"}')

    page = browser(reporter).get(page_of(failed)).content.decode()
    browser(reporter).post(page_of(failed, "retry/"), {"text": MENDED})

    assert "Write the story here as plain wire text" in page
    assert Article.objects.get().headline == "Ferries agree"


def test_page_says_what_there_is_to_say(failed, reporter):
    page = browser(reporter).get(page_of(failed)).content.decode()

    assert [name in page for name in ("plain wire text", "wire_text", "Time as printed", "Cleared away")] == [
        *(True, False, False, False)
    ]


def test_page_offers_the_text_to_mend(failed, reporter):
    page = browser(reporter).get(page_of(failed)).content.decode()

    assert "No dateline." in page
    assert f'action="{page_of(failed, "retry/")}"' in page
    assert "Some day in spring</textarea>" not in page
    assert "Ferries will run again." in page


def test_mended_text_is_filed_and_the_record_is_seen_to(failed, reporter):
    answer = browser(reporter).post(page_of(failed, "retry/"), {"text": MENDED.replace("\n", "\r\n")})

    article = Article.objects.get()
    failed.refresh_from_db()
    assert (answer.status_code, answer["Location"]) == (302, f"/admin/articles/article/{article.pk}/change/")
    assert (article.headline, article.desk_state) == ("Ferries agree", "incoming")
    assert (failed.status, failed.article) == ("settled", article)
    assert failed.reason == "No dateline. Mended and filed by rami."


@pytest.mark.parametrize(
    ("text", "sentence"),
    [(BROKEN, "dateline"), ("", ""), ("nothing", "")],
    ids=["still broken", "empty", "no story"],
)
def test_text_that_is_not_one_story_is_given_back_with_the_reason(failed, reporter, text, sentence):
    answer = browser(reporter).post(page_of(failed, "retry/"), {"text": text})

    failed.refresh_from_db()
    assert (answer.status_code, failed.status, Article.objects.count()) == (400, "failed", 0)
    assert (answer.context["mended"], sentence in answer.context["sentence"]) == (text, True)


def failed_in(wire, format, text, path="site.xml"):
    return WireItem.objects.create(
        **{"source": wire, "format": format, "external_id": f"failed:{path}:2", "status": "failed", "number": 2},
        **{"line": 9, "path": path, "reason": "It has no title.", "source_text": text},
    )


ITEM = (
    '<item xmlns:wp="http://wordpress.org/export/1.2/" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
    "<title>Ferries agree</title><content:encoded>Ferries will run again.</content:encoded>"
    "<wp:post_id>7</wp:post_id><wp:post_type>post</wp:post_type><wp:status>publish</wp:status>"
    "<wp:post_date_gmt>2025-01-04 17:12:00</wp:post_date_gmt></item>"
)
GHOST = '{\n "id": "7", "uuid": "f3a0", "title": "Ferries agree", "status": "published",\n "html": "<p>Again.</p>"\n}'


@pytest.mark.parametrize(
    ("format", "text", "key"),
    [
        ("wxr", ITEM, "old.example 7"),
        ("ghost", GHOST, "f3a0"),
        ("jsonl", '{\n "id": "7",\n "title": "Ferries agree", "date": "2025-01-04T17:12:00Z"\n}', "7"),
        ("ninjs", '{"uri": "urn:7", "headline": "Ferries agree", "body_text": "Again."}', "urn:7"),
    ],
)
def test_record_of_a_larger_file_is_read_in_its_format_by_itself(wire, reporter, format, text, key):
    """As it was shown; a post of a site is the one that the whole export would bring."""
    others = {"status": "filed", "digest": "d", "number": 1, "path": "site.xml"}
    WireItem.objects.create(source=wire, format="wxr", external_id="old.example 6", **others)
    item = failed_in(wire, format, text)

    answer = browser(reporter).post(page_of(item, "retry/"), {"text": text})

    assert answer.status_code == 302, answer.context["sentence"]
    assert WireItem.objects.get(source=wire, format=format, external_id=key).article == Article.objects.get()


@pytest.mark.parametrize(
    ("format", "text", "sentence"),
    [
        ("ghost", GHOST.replace('"status"', "status"), "Line 2"),
        ("wxr", ITEM.replace("Ferries agree", "").replace("Ferries will run again.", ""), "neither a title nor a text"),
        ("wxr", ITEM.replace(">post<", ">nav_menu_item<"), "holds 0 stories"),
        ("jsonl", '{"id": "7",', ""),
    ],
)
def test_record_that_is_still_wrong_says_what_is_wrong(wire, reporter, format, text, sentence):
    item = failed_in(wire, format, text)

    answer = browser(reporter).post(page_of(item, "retry/"), {"text": text})

    item.refresh_from_db()
    assert (answer.status_code, item.status, Article.objects.count()) == (400, "failed", 0)
    assert answer.context["sentence"]
    assert sentence in answer.context["sentence"]


def test_record_in_a_language_that_the_newsroom_has_not_stays_on_the_list(wire, reporter):
    item = failed_in(wire, "ninjs", '{"uri": "urn:7", "headline": "Accord", "language": "fr", "body_text": "Encore."}')

    answer = browser(reporter).post(page_of(item, "retry/"), {"text": item.source_text})

    assert (answer.status_code, Article.objects.count()) == (400, 0)
    assert "NEWSROOM_LANGUAGES" in answer.context["sentence"]


def test_text_is_given_back_where_the_parser_cannot_be_started(failed, reporter, monkeypatch):
    desk_of = browser(reporter)
    monkeypatch.setattr(parser_process.sys, "executable", "/nowhere/python")

    answer = desk_of.post(page_of(failed, "retry/"), {"text": MENDED})

    failed.refresh_from_db()
    assert (answer.status_code, failed.status, answer.context["mended"]) == (400, "failed", MENDED)
    assert "no fault of the text: try again later" in answer.content.decode()


def test_reporter_files_nothing_into_another_section(failed, wire):
    outside = make_user(Role.REPORTER, make_section("sport"), username="rami")

    answer = browser(outside).post(page_of(failed, "retry/"), {"text": MENDED})

    failed.refresh_from_db()
    assert (answer.status_code, failed.status, Article.objects.count()) == (400, "failed", 0)
    assert "“rami” does not work for the section" in answer.content.decode()


def test_record_is_put_aside_once(failed, reporter):
    desk_of = browser(reporter)

    first, second = (desk_of.post(page_of(failed, "aside/")) for _time in range(2))

    failed.refresh_from_db()
    assert (first.status_code, second.status_code, failed.status) == (302, 409, "settled")
    assert failed.reason == "No dateline. Put aside by rami."
    assert "Somebody has seen to this record meanwhile." in second.content.decode()


def test_whoever_only_reads_has_no_buttons(failed, wire):
    administrator = make_user(is_superuser=True)
    desk_of = browser(administrator)

    assert "retry/" not in desk_of.get(page_of(failed)).content.decode()
    assert desk_of.post(page_of(failed, "retry/"), {"text": MENDED}).status_code == 403
    assert desk_of.post(page_of(failed, "aside/")).status_code == 403

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import desk, editing
from articles.models import Article, Transition
from newsroom.desk.models import Presence, TakeOver
from newsroom.desk.presence.here import open_now
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def seen_ago(seconds):
    Presence.objects.update(seen_at=timezone.now() - timedelta(seconds=seconds))


def test_window_learns_who_else_is_there(signed_in, reporter, editor, article, told):
    told(signed_in(reporter), article, changed=True)

    answer = told(signed_in(editor), article, window="w2", revision=1).json()

    (other,) = answer["others"]
    assert (other["name"], other["is_self"], other["has_changes"]) == ("reporter", False, True)
    assert other["sentence"].startswith("reporter has this story open since ")
    assert other["sentence"].endswith(", with unsaved changes")
    assert (answer["newer"], answer["may_save"], answer["take_overs"]) == (None, True, [])


def test_own_other_window_is_named_as_such(signed_in, reporter, article, told):
    browser = signed_in(reporter)
    told(browser, article)

    (other,) = told(browser, article, window="w2").json()["others"]

    assert other["is_self"]
    assert other["sentence"].startswith("You have this story open in another window, since ")


def test_person_with_two_windows_is_named_once(signed_in, reporter, editor, article, told):
    browser = signed_in(reporter)
    told(browser, article)
    told(browser, article, window="w2", changed=True)

    (own,) = told(browser, article, window="w3").json()["others"]
    (other,) = told(signed_in(editor), article, window="w4").json()["others"]

    assert other["sentence"].startswith("reporter has this story open since ")
    assert (other["has_changes"], own["has_changes"], own["is_self"]) == (True, True, True)


def test_page_offers_no_take_over_from_oneself(signed_in, reporter, article, told, address):
    browser = signed_in(reporter)
    told(browser, article)

    page = browser.get(address(article)).content.decode()

    assert "You have this story open in another window" in page
    assert '<details class="take-over" hidden>' in page


def test_window_that_was_not_heard_of_for_a_minute_is_gone(signed_in, reporter, editor, article, told):
    told(signed_in(reporter), article)
    seen_ago(61)

    assert told(signed_in(editor), article, window="w2").json()["others"] == []


def test_window_that_comes_back_counts_from_then(signed_in, reporter, article, told):
    browser = signed_in(reporter)
    told(browser, article)
    long_ago = timezone.now() - timedelta(hours=2)
    Presence.objects.update(opened_at=long_ago, seen_at=long_ago)

    told(browser, article)

    assert Presence.objects.get().opened_at > long_ago + timedelta(hours=1)


def test_window_that_closes_is_gone_at_once(signed_in, reporter, editor, article, told):
    told(signed_in(reporter), article)

    told(signed_in(reporter), article, leaving=True)

    assert told(signed_in(editor), article, window="w2").json()["others"] == []


def test_page_names_who_is_there(signed_in, reporter, editor, article, told, address):
    told(signed_in(reporter), article)

    page = signed_in(editor).get(address(article)).content.decode()

    assert "reporter has this story open since " in page
    assert address(article, "take_over") in page


def test_page_takes_one_query_for_it_however_many_are_there(signed_in, reporter, editor, chief, article, told, address):
    browser = signed_in(editor)
    browser.get(address(article))
    told(signed_in(reporter), article)
    with_one = _queries(browser, address(article))
    told(signed_in(chief), article, window="w2")
    told(signed_in(reporter), article, window="w3")

    assert _queries(browser, address(article)) == with_one


def _queries(browser, path):
    with CaptureQueriesContext(connection) as captured:
        browser.get(path)
    return len(captured)


def test_window_is_warned_before_it_saves_over_somebody(signed_in, reporter, editor, article, told):
    browser = signed_in(reporter)
    told(browser, article, revision=1)
    editing.save(article, by=editor, revision=1, headline="Ferry late")

    newer = told(browser, article, revision=1).json()["newer"]

    assert newer["number"] == 2
    assert newer["sentence"].startswith("Revision 2, saved by editor, ")


def test_window_is_told_when_its_form_may_not_be_saved_any_more(signed_in, reporter, editor, article, told):
    desk.submit(article, by=editor)

    assert told(signed_in(reporter), article, revision=1).json()["may_save"] is False


def test_whoever_only_reads_is_there_too(signed_in, reporter2, editor, article, told):
    assert told(signed_in(reporter2), article).status_code == 200

    assert [row["name"] for row in told(signed_in(editor), article, window="w2").json()["others"]] == ["reporter2"]


@pytest.mark.parametrize("window", ["", "a b", "x" * 65, "<b>", "\x00"])
def test_window_without_a_proper_name_is_refused(signed_in, reporter, article, told, window):
    answer = told(signed_in(reporter), article, window=window)

    assert (answer.status_code, Presence.objects.exists()) == (400, False)


@pytest.mark.parametrize(
    "sent", [b"", b"[", b"[1]", b"3", b'{"window": {"a": 1}}', b'{"window": "w", "revision": [1]}']
)
def test_odd_json_is_never_an_error_of_ours(signed_in, reporter, article, address, sent):
    answer = signed_in(reporter).post(address(article, "presence"), sent, content_type="application/json")

    assert answer.status_code in (200, 400)


def test_presence_of_a_hidden_story_answers_as_one_that_is_not_there(signed_in, outside_reporter, article, told):
    browser = signed_in(outside_reporter)

    answers = [told(browser, pk) for pk in (article.pk, 10**9, "01", "9" * 30)]

    assert {(answer.status_code, answer.content) for answer in answers} == {(404, answers[0].content)}
    assert not Presence.objects.exists()


# --- taking over


def test_take_over_is_recorded_and_told_to_the_other_window(signed_in, reporter, editor, article, told, address):
    told(signed_in(reporter), article, changed=True)
    transitions = Transition.objects.count()

    answer = signed_in(editor).post(address(article, "take_over"), {"reason": "On air in ten minutes"})

    row = TakeOver.objects.get()
    assert (answer.status_code, answer.url) == (302, address(article))
    assert (row.taken_by, row.taken_from, row.had_changes, row.reason) == (
        editor,
        reporter,
        True,
        "On air in ten minutes",
    )
    (said,) = told(signed_in(reporter), article).json()["take_overs"]
    assert said["name"] == "editor"
    assert "On air in ten minutes" in said["sentence"]
    assert "What you typed is kept" in said["sentence"]
    assert Transition.objects.count() == transitions


def test_take_over_locks_nobody_out(signed_in, reporter, editor, article, told, address, typed):
    told(signed_in(reporter), article)
    signed_in(editor).post(address(article, "take_over"))

    answer = signed_in(reporter).post(address(article), typed(article, headline="Still mine"))

    assert answer.status_code == 302
    assert Article.objects.get(pk=article.pk).headline == "Still mine"


def test_take_over_stands_in_the_history(signed_in, reporter, editor, article, told, address):
    told(signed_in(reporter), article)
    signed_in(editor).post(address(article, "take_over"), {"reason": "<b>Deadline</b>"})

    page = signed_in(reporter).get(address(article, "history")).content.decode()

    assert ["Took the story over from reporter" in page, "&lt;b&gt;Deadline&lt;/b&gt;" in page] == [True, True]


def test_take_over_with_nobody_there_is_recorded_too(signed_in, editor, article, address):
    answer = signed_in(editor).post(address(article, "take_over"), headers={"Accept": "application/json"})

    assert answer.json()["taken_from"] == []
    assert TakeOver.objects.get().taken_from is None


def test_take_over_of_before_a_window_was_opened_is_not_told(signed_in, reporter, editor, article, told, address):
    told(signed_in(reporter), article)
    signed_in(editor).post(address(article, "take_over"))
    told(signed_in(reporter), article, leaving=True)

    assert told(signed_in(reporter), article, window="w9").json()["take_overs"] == []


def test_take_over_needs_the_right_to_change_the_story(
    signed_in, reporter2, administrator, outside_editor, article, address
):
    people = (reporter2, administrator, outside_editor)

    answers = [signed_in(person).post(address(article, "take_over")) for person in people]

    assert [answer.status_code for answer in answers] == [403, 403, 404]
    assert not TakeOver.objects.exists()


def test_take_over_with_an_endless_reason_is_refused(signed_in, editor, article, address):
    answer = signed_in(editor).post(address(article, "take_over"), {"reason": "x" * 301})

    assert (answer.status_code, TakeOver.objects.exists()) == (400, False)


@pytest.mark.parametrize("change", ["update", "delete"])
def test_take_over_stays_on_record(reporter, editor, article, change):
    TakeOver.objects.create(article=article, taken_by=editor, taken_from=reporter)

    with pytest.raises(IntegrityError), transaction.atomic():
        TakeOver.objects.update(reason="x") if change == "update" else TakeOver.objects.all().delete()


@pytest.mark.parametrize("rows", [1, 3])
def test_list_reads_who_is_there_at_once(signed_in, reporter, editor, told, rows, django_assert_num_queries):
    stories = [make_article(by=reporter) for _number in range(rows)]
    for story in stories:
        told(signed_in(reporter), story)

    with django_assert_num_queries(2):
        names = [[str(row.person) for row in story.open_in] for story in Article.objects.prefetch_related(open_now())]

    assert names == [["reporter"]] * rows

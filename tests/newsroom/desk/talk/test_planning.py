from datetime import datetime

import pytest
from django.urls import reverse
from lxml import html

from articles import planning
from tests.browsers import browser
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(section, reporter):
    return make_article("draft", section=section, by=reporter)


@pytest.fixture
def address(article):
    return reverse("admin:articles_article_planning", args=[article.pk])


def test_editor_plans_without_a_revision(article, address, editor, reporter2):
    posted = {"assignee": reporter2.pk, "due_at": "2030-01-04T19:12", "priority": "3"}

    answer = browser(editor).post(address, posted)

    article.refresh_from_db()
    assert (answer.status_code, answer["Location"]) == (302, f"/admin/articles/article/{article.pk}/change/")
    assert (article.assignee, article.priority, article.revision_number) == (reporter2, 3, 1)
    assert article.due_at.isoformat() == "2030-01-04T17:12:00+00:00"


def test_what_is_not_posted_stays(article, address, editor, reporter2):
    planning.plan(article, by=editor, assignee=reporter2, priority=3)

    browser(editor).post(address, {"due_at": "2030-01-04T19:12"})

    article.refresh_from_db()
    assert (article.assignee, article.priority, article.due_at is None) == (reporter2, 3, False)


def test_form_that_was_left_alone_undoes_nobody_s_change(article, address, editor, editor2, reporter2):
    form = browser(editor).get(address).context["form"]
    shown = {name: form[name].value() or "" for name in ("assignee", "priority")} | {"due_at": ""}
    posted = shown | {f"initial-{name}": value for name, value in shown.items()} | {"priority": "1"}
    planning.plan(article, by=editor2, assignee=reporter2)

    browser(editor).post(address, posted)

    article.refresh_from_db()
    assert (article.assignee, article.priority) == (reporter2, 1)


@pytest.mark.parametrize("seconds", ["", ":31.5"])
def test_form_that_is_sent_as_it_came_changes_nothing(article, address, editor, reporter2, seconds):
    due_at = datetime.fromisoformat(f"2030-01-04T17:12{seconds}+00:00")
    planning.plan(article, by=editor, assignee=reporter2, due_at=due_at, priority=1)
    client, moves = browser(editor), article.transitions.count()

    form = html.fromstring(client.get(address).content).xpath(f"//form[@action='{address}']")[0]
    answer = client.post(address, dict(form.form_values()), follow=True)

    assert "Nothing was changed." in answer.content.decode()
    assert article.transitions.count() == moves


def test_assignee_may_be_named_and_taken_away(article, address, editor, reporter2):
    client = browser(editor)

    client.post(address, {"assignee": "reporter2"})
    article.refresh_from_db()
    named = article.assignee
    client.post(address, {"assignee": "0"})
    article.refresh_from_db()

    assert (named, article.assignee) == (reporter2, None)


@pytest.mark.parametrize(
    ("posted", "sentence"),
    [
        ({"due_at": "tomorrow"}, "Enter a valid date/time."),
        ({"due_at": "0001-01-01T00:00"}, "Enter a valid date/time."),
        ({"due_at": "9999-12-31T23:59"}, "Enter a valid date/time."),
        ({"due_at": "2030-03-29T02:30"}, "may be ambiguous or it may not exist"),
        ({"priority": "9"}, "Select a valid choice"),
        ({"assignee": "nobody-such"}, "Nobody at the desk is called “nobody-such”."),
        ({"assignee": "9" * 40}, "Nobody at the desk is called"),
        ({"assignee": ""}, "Say who is responsible"),
    ],
)
def test_bad_input_is_named_and_nothing_is_changed(article, address, editor, posted, sentence):
    before = article.transitions.count()

    answer = browser(editor).post(address, posted | {"reason": "my reason"})

    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    assert "my reason" in answer.content.decode()
    assert article.transitions.count() == before


def test_reporter_has_no_door_and_is_refused(article, address, reporter):
    client = browser(reporter)

    assert [client.get(address).status_code, client.post(address, {"priority": "3"}).status_code] == [403, 403]
    assert address not in client.get(f"/admin/articles/article/{article.pk}/change/").content.decode()


def test_spiked_story_is_not_planned(section, editor):
    article = make_article("spiked", section=section)

    assert browser(editor).get(reverse("admin:articles_article_planning", args=[article.pk])).status_code == 409


def test_only_people_who_may_see_the_story_are_offered(article, address, editor, outside_editor):
    make_user("moderator", username="silent")
    page = browser(editor).get(address).content.decode()

    assert (">editor<" in page, ">outside-editor<" in page, ">silent<" in page) == (True, False, False)

"""Which moves the web is told of, what it is told, and that a failing ping is sent again by itself."""

import json
from urllib.parse import parse_qsl

import pytest
from django.db import OperationalError
from procrastinate.contrib.django.models import ProcrastinateJob

from articles import editing, publishing
from articles.models import Transition
from articles.rights import Role
from newsroom.desk import jobs
from newsroom.desk.inbox.outbox import SEND_MAIL
from newsroom.desk.pings import indexnow
from newsroom.desk.pings.following import PING_HUB, PING_SEARCH_ENGINES, tell_the_web
from newsroom.desk.pings.sending import PingFailed, PingRefused
from tests.factories import make_article, make_author, make_section, make_topic, make_user

from .receiving import receiving


@pytest.fixture(autouse=True)
def _told(settings, db):
    settings.SITE_URL = "https://news.example"
    settings.WEBSUB_HUB = "https://hub.example/"
    settings.INDEXNOW_KEY = "a-key-of-our-own"
    settings.PINGS_INSIDE = True


def told(article):
    """What the last move of a story defers: arguments by task."""
    ProcrastinateJob.objects.all().delete()
    tell_the_web(Transition.objects.filter(article=article).latest("number"))
    rows = ProcrastinateJob.objects.filter(task_name__in=[PING_HUB, PING_SEARCH_ENGINES])
    return {row.task_name: row.args["paths"] for row in rows}


def test_publication_is_told_with_each_feed_that_it_is_in():
    author, topic = make_author("rana"), make_topic("ports")
    article = make_article(
        "published",
        "live",
        section=make_section("harbour", parent=make_section("world")),
        language="ar",
        bylines=[{"author": author.pk, "name": "", "role": "by"}] * 2,
        topics=[topic.pk],
    )

    pages = ("/", "/world/harbour/", "/world/", "/authors/rana/", "/topics/ports/")
    assert told(article) == {
        PING_HUB: [f"/ar{page}{form}" for page in pages for form in ("feed.xml", "rss.xml")],
        PING_SEARCH_ENGINES: [article.publication.path],
    }


def test_corrected_story_that_moved_is_told_with_its_old_address_and_the_corrections():
    article, chief = make_article("published", "live"), make_user(Role.CHIEF)
    old = article.publication.path
    editing.save(article, by=chief, revision=article.revision_number, slug="other", section=make_section("sport"))
    publishing.publish_urgent(article, by=chief, reason="Wrong", kind="correction", text="It was Monday.")
    article.refresh_from_db()

    said = told(article)

    assert said[PING_SEARCH_ENGINES] == [article.publication.path, old]
    assert said[PING_HUB][-2:] == ["/corrections/feed.xml", "/corrections/rss.xml"]


@pytest.mark.parametrize("take_back", ["hold", "retract", "remove"])
def test_search_engines_alone_are_told_of_what_was_taken_back(take_back):
    article = make_article("published", "live")
    words = {"text": "It was wrong."} if take_back == "retract" else {}
    getattr(publishing, take_back)(article, by=make_user(Role.CHIEF), **words)

    assert told(article) == {PING_SEARCH_ENGINES: [article.publication.path]}


def test_released_story_is_told_again():
    article = make_article("published", "held")
    publishing.release(article, by=make_user(Role.EDITOR))

    assert set(told(article)) == {PING_HUB, PING_SEARCH_ENGINES}


@pytest.mark.parametrize(("desk_state", "readers"), [("in_review", "none"), ("in_review", "live")])
def test_move_that_readers_do_not_see_is_told_to_nobody(desk_state, readers):
    assert told(make_article(desk_state, readers)) == {}


def test_new_text_of_a_held_story_is_told_to_nobody():
    article, chief = make_article("published", "held"), make_user(Role.CHIEF)
    editing.save(article, by=chief, revision=article.revision_number, kicker="Port")
    publishing.publish_urgent(article, by=chief, reason="New", kind="update")

    assert told(article) == {}


def test_without_settings_nobody_is_told(settings):
    settings.WEBSUB_HUB = settings.INDEXNOW_KEY = ""

    assert told(make_article("published", "live")) == {}


def test_hub_gets_the_feeds_in_the_form_that_hubs_know(settings):
    with receiving(204) as (settings.WEBSUB_HUB, came):
        jobs.ping_hub(paths=["/feed.xml", "/ar/rss.xml"])

    [(_path, headers, body)] = came
    assert headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert parse_qsl(body) == [
        ("hub.mode", "publish"),
        ("hub.url", "https://news.example/feed.xml"),
        ("hub.url", "https://news.example/ar/rss.xml"),
    ]


def test_search_engine_gets_the_key_and_whole_addresses(settings):
    with receiving(202) as (settings.INDEXNOW_URL, came):
        jobs.ping_search_engines(paths=["/world/2025/01/04/ميناء/"])

    [(_path, headers, body)] = came
    assert headers["Content-Type"] == "application/json; charset=utf-8"
    assert json.loads(body) == {
        "host": "news.example",
        "key": "a-key-of-our-own",
        "keyLocation": "https://news.example/a-key-of-our-own.txt",
        "urlList": ["https://news.example/world/2025/01/04/%D9%85%D9%8A%D9%86%D8%A7%D8%A1/"],
    }


def test_many_addresses_go_in_several_requests(settings, monkeypatch):
    monkeypatch.setattr(indexnow, "MOST", 2)
    with receiving(200) as (settings.INDEXNOW_URL, came):
        indexnow.ping([f"/{number}/" for number in range(5)])

    assert [len(json.loads(body)["urlList"]) for _path, _headers, body in came] == [2, 2, 1]


@pytest.mark.parametrize("task", [jobs.ping_hub, jobs.ping_search_engines])
def test_ping_that_failed_is_sent_again_and_one_that_was_refused_is_not(task):
    waits = [task.get_retry_exception(exception=error, job=Tried(task)) for error in (PingFailed(), PingRefused())]

    assert [wait is None for wait in waits] == [False, True]


class Tried:
    """A job as the worker has it after its first try."""

    def __init__(self, task):
        self.attempts, self.priority, self.queue, self.lock, self.id = 0, 0, task.queue, None, 1


def deferred():
    rows = ProcrastinateJob.objects.filter(task_name__in=[PING_HUB, PING_SEARCH_ENGINES, SEND_MAIL])
    return sorted(rows.values_list("task_name", flat=True))


def test_move_defers_its_pings_and_its_mail_together():
    article = make_article("published", "live", by=make_user("reporter", email="writer@desk.example"))
    ProcrastinateJob.objects.all().delete()

    jobs.after_move(Transition.objects.filter(article=article).latest("number").pk)

    assert deferred() == sorted([PING_HUB, PING_SEARCH_ENGINES, SEND_MAIL])


def test_move_that_could_not_be_told_of_is_told_of_once_when_tried_again(monkeypatch):
    article = make_article("published", "live", by=make_user("reporter", email="writer@desk.example"))
    move = Transition.objects.filter(article=article).latest("number").pk
    ProcrastinateJob.objects.all().delete()
    with monkeypatch.context() as failing:
        failing.setattr(jobs, "tell_people", _fail)
        with pytest.raises(OperationalError):
            jobs.after_move(move)
    assert deferred() == []

    jobs.after_move(move)

    assert deferred() == sorted([PING_HUB, PING_SEARCH_ENGINES, SEND_MAIL])


def _fail(_transition):
    raise OperationalError("The database went away.")

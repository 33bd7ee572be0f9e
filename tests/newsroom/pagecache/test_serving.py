"""Pages through the web server's door: Django is asked once an edition, and then nobody is."""

import json
import os

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection
from django.test.utils import CaptureQueriesContext

from articles import publishing
from articles.models import Redirect
from articles.rights import Role
from newsroom.pagecache.knowing import EDITION, monotonic
from newsroom.pagecache.serving import Serving
from newsroom.readership.counting import COUNTED, CountingReads
from tests.factories import make_user
from tests.newsroom.pages.readers import publish

from .asking import asking, environ_of

pytestmark = pytest.mark.django_db


class Counted:
    """Django, and how often it was asked."""

    def __init__(self):
        self.django, self.asked = WSGIHandler(), []

    def __call__(self, environ, start_response):
        self.asked.append(environ["PATH_INFO"])
        return self.django(environ, start_response)


@pytest.fixture(autouse=True)
def _keep_the_connection():
    """A request's end closes connections, as Django's own test client knows: here it is the test's transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def counted():
    return Counted()


@pytest.fixture
def ask(edition, counted):
    return asking(Serving(counted))


@pytest.fixture
def story():
    return publish(topics=[])


@pytest.mark.parametrize("path", ["/", "/ar/", "/world/", "/corrections/", "{story}", "/world/2025/"])
def test_page_is_made_once_an_edition(ask, counted, edition, story, path):
    path = path.replace("{story}", story.path)
    first = ask(path)
    with CaptureQueriesContext(connection) as queries:
        again = ask(path)
    edition(2)
    renewed = ask(path)

    assert first == again == renewed
    assert first.status == 200
    assert (len(counted.asked), len(queries)) == (2, 0)


def test_remembered_page_has_every_header_of_the_made_one(ask, client, story):
    for _time in range(2):
        answer = ask(story.path)
    plain = client.get(story.path)

    expected = {name.lower(): value for name, value in plain.headers.items()} | {"vary": "Accept-Encoding"}
    assert answer.headers == expected
    assert answer.body == plain.content


def test_parameters_that_the_page_does_not_know_share_its_page(ask, counted, story):
    pages = {ask(f"{story.path}?{query}").body for query in ("utm_source=x", "fbclid=1", "before=1&q=2", "a&b")}
    pages.add(ask(story.path).body)

    assert (len(pages), len(counted.asked)) == (1, 1)


def test_list_is_another_page_at_another_cursor(ask, counted):
    for day in range(1, 26):
        publish(headline=f"Boat {day}")
    start = ask("/world/")
    rest = start.body.split(b"?before=")[1].split(b'"')[0].decode()

    pages = [ask(f"/world/?before={rest}&utm_source={number}") for number in range(3)]

    assert {page.body for page in pages} == {pages[0].body}
    assert pages[0].body != start.body
    assert len(counted.asked) == 2


@pytest.mark.slow
def test_searches_and_lists_push_no_page_out(edition, counted, settings):
    settings.PAGE_CACHE_MB = 1
    story = publish()
    serving = Serving(counted)
    ask = asking(serving)
    ask(story.path)
    for number in range(200):
        ask(f"/world/?before={number}")
        ask(f"/nowhere-{number}/")
    counted.asked.clear()

    assert ask(story.path).status == 200
    assert counted.asked == []
    assert len(serving.shelf) == 1


def test_page_that_is_not_there_is_not_kept(ask, counted):
    assert [ask("/nowhere/").status for _time in range(2)] == [404, 404]
    assert len(counted.asked) == 2


def test_story_that_was_removed_is_not_kept_and_kept_by_nobody(ask, counted, story):
    publishing.remove(story.article, by=make_user(Role.CHIEF))
    answers = [ask(story.path) for _time in range(2)]

    assert [answer.status for answer in answers] == [410, 410]
    assert answers[0].headers["cache-control"] == "no-store"
    assert len(counted.asked) == 2


def test_notice_of_a_held_story_is_kept(ask, counted, story):
    publishing.hold(story.article, by=make_user(Role.CHIEF))
    answers = [ask(story.path) for _time in range(2)]

    assert [answer.status for answer in answers] == [200, 200]
    assert len(counted.asked) == 1


def test_redirect_of_a_former_address_is_kept(ask, counted, story):
    Redirect.objects.create(old_path="/world/2024/01/04/old/", publication=story)
    answers = [ask("/world/2024/01/04/old/?utm_source=x") for _time in range(2)]

    assert [(answer.status, answer.headers["location"]) for answer in answers] == [(301, story.path)] * 2
    assert len(counted.asked) == 1


@pytest.mark.parametrize(
    "address", ["/admin/login/", "/accounts/", "/preview/token/", "/healthz", "/readyz", "/media/a.webp", "/static/a"]
)
def test_other_parts_of_the_site_are_passed_on_as_they_are(ask, counted, address):
    answers = [ask(address, accept_encoding="br", range="bytes=0-1") for _time in range(2)]

    assert len(counted.asked) == 2
    assert "content-encoding" not in answers[0].headers


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "BREW"])
def test_other_methods_are_passed_on(ask, counted, story, method):
    ask(story.path)

    assert ask(story.path, method).status == 405
    assert ask(story.path).status == 200
    assert len(counted.asked) == 2


def test_whoever_brings_a_password_is_passed_on(ask, counted, story):
    answers = [ask(story.path, authorization="Basic YTpi") for _time in range(2)]

    assert [answer.status for answer in answers] == [200, 200]
    assert len(counted.asked) == 2


def test_cookies_make_no_other_page(ask, counted, story):
    plain = ask(story.path)

    assert ask(story.path, cookie="newsroom=abc; utm=1") == plain
    assert len(counted.asked) == 1


@pytest.mark.parametrize("host", ["elsewhere.example", "127.0.0.1.elsewhere.example", "", "a b", "127.0.0.1:8000,x"])
def test_host_that_is_not_ours_gets_no_remembered_page(ask, story, host):
    ask(story.path)

    assert [ask(story.path, host=host).status for _time in range(2)] == [400, 400]


def test_stranger_gets_no_remembered_page_of_the_demo(ask, story, settings):
    ask(story.path)

    assert settings.DEMO
    assert [ask(story.path, environ={"REMOTE_ADDR": "192.0.2.7"}).status for _time in range(2)] == [403, 403]


def test_plain_http_is_led_to_https_although_the_page_is_remembered(edition, settings):
    settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS = True, 3600
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ask = asking(Serving(WSGIHandler()))
    story = publish()

    secure = [ask(story.path, x_forwarded_proto="https") for _time in range(2)]
    plain = [ask(story.path), ask(story.path, x_forwarded_proto="http"), ask(story.path)]

    assert [answer.status for answer in secure + plain] == [200, 200, 301, 301, 301]
    assert {answer.headers["strict-transport-security"] for answer in secure} == {"max-age=3600"}
    assert "strict-transport-security" not in plain[0].headers


def test_page_is_as_old_as_its_edition_or_the_program_that_made_it(edition, settings, tmp_path, story):
    settings.BASE_DIR = tmp_path
    (tmp_path / ".env").touch()
    os.utime(tmp_path / ".env", (1736010700, 1736010700))
    EDITION.hear(2, second=1736010720, asked_at=monotonic() + 3600)
    dates = [asking(Serving(WSGIHandler()))(story.path).headers["last-modified"]]
    os.utime(tmp_path / ".env", (1736010760, 1736010760))
    dates.append(asking(Serving(WSGIHandler()))(story.path).headers["last-modified"])

    assert dates == ["Sat, 04 Jan 2025 17:12:00 GMT", "Sat, 04 Jan 2025 17:12:41 GMT"]


@pytest.mark.parametrize("cached", [True, False])
def test_condition_is_answered_whether_the_page_is_remembered_or_not(edition, settings, story, cached):
    settings.PAGE_CACHE = cached
    ask = asking(Serving(WSGIHandler()))
    tag = ask(story.path, accept_encoding="br").headers["etag"]

    assert ask(story.path, accept_encoding="br", if_none_match=f'"a", W/{tag}').status == 304
    assert ask(story.path, accept_encoding="br", if_none_match='"a"').status == 200


def test_first_reader_may_ask_for_headers_alone(ask, counted, story):
    head, got = ask(story.path, "HEAD"), ask(story.path)

    assert (head.status, head.headers, head.body) == (200, got.headers, b"")
    assert got.body
    assert len(counted.asked) == 1


def test_first_reader_may_have_the_page_already(ask, counted, story):
    tag = asking(Serving(WSGIHandler()))(story.path).headers["etag"]

    assert ask(story.path, if_none_match=tag).status == 304
    assert ask(story.path).status == 200
    assert len(counted.asked) == 1


def test_nothing_is_remembered_where_the_page_cache_is_off(ask, counted, settings, story):
    settings.PAGE_CACHE = False
    ask(story.path)
    ask(story.path)

    assert len(counted.asked) == 2


def test_page_that_was_begun_under_an_older_edition_is_not_the_newer_ones(edition, counted, story):
    """The next edition comes while Django makes the page, of which it has read a part already."""

    def overtaken(environ, start_response):
        if not counted.asked:
            edition(2)
        return counted(environ, start_response)

    ask = asking(Serving(overtaken))
    ask(story.path)
    ask(story.path)

    assert len(counted.asked) == 2
    ask(story.path)
    assert len(counted.asked) == 2


def test_remembered_page_is_served_while_the_database_is_away(ask, story):
    page = ask(story.path)
    EDITION.lose("no server answers there")

    assert ask(story.path) == page


@pytest.mark.parametrize(("address", "words"), [("/", "We are back in a moment"), ("/ar/", "نعود بعد لحظات")])
def test_page_that_is_not_remembered_says_when_to_come_back(ask, caplog, address, words):
    EDITION.lose("no server answers there")
    with CaptureQueriesContext(connection) as queries:
        answer = ask(address)

    assert (answer.status, answer.headers["retry-after"], len(queries)) == (503, "10", 0)
    assert "no-cache" in answer.headers["cache-control"]
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "Traceback" not in answer.body.decode()


def test_nobody_waits_for_a_database_that_is_known_to_be_away(ask):
    EDITION.lose("no server answers there")
    with CaptureQueriesContext(connection) as queries:
        answers = {path: ask(path) for path in ("/admin/login/", "/nowhere/", "/healthz", "/readyz")}

    assert {path: answer.status for path, answer in answers.items()} == {
        "/admin/login/": 503,
        "/nowhere/": 503,
        "/healthz": 200,
        "/readyz": 503,
    }
    assert answers["/admin/login/"].headers["cache-control"] == "private, no-store"
    assert json.loads(answers["/readyz"].body) == dict.fromkeys(["database", "migrations", "timed_changes"], "failing")
    assert len(queries) == 0


def test_database_without_room_for_another_line_is_asked_on(ask, story):
    EDITION.lose("connection failed: FATAL:  sorry, too many clients already")

    assert ask(story.path).status == 200


def test_cdn_may_keep_what_it_is_told_to_forget(ask, settings, story):
    settings.CDN_SECONDS = 300
    page, absent = ask(story.path), ask("/nowhere/")

    assert page.headers["cache-control"] == "public, max-age=0, must-revalidate, s-maxage=300"
    kept = "max-age=300, stale-while-revalidate=30, stale-if-error=3600"
    assert page.headers["cdn-cache-control"] == page.headers["surrogate-control"] == kept
    assert page.headers["cache-tag"] == page.headers["surrogate-key"] == "newsroom"
    assert not {"cdn-cache-control", "surrogate-control"} & set(absent.headers)


def test_no_cache_between_may_keep_anything_where_there_is_no_cdn(ask, story):
    assert ask(story.path).headers["cache-control"] == "public, max-age=0, must-revalidate"


def test_head_of_what_is_passed_on_has_no_body(ask):
    assert (ask("/healthz", "HEAD").body, ask("/healthz").body) == (b"", b"ok\n")


# --- At once: what the web server gives out without a thread --------------------------------------------


@pytest.fixture
def serving(edition, counted):
    return Serving(counted)


def test_remembered_page_is_there_at_once(serving, counted, story):
    answer = asking(serving)(story.path, accept_encoding="br")
    reply = serving.at_once(environ_of(story.path, headers={"accept_encoding": "br"}))

    assert (int(reply.status[:3]), reply.body) == (answer.status, answer.body)
    assert {name.lower(): value for name, value in reply.headers} == answer.headers
    assert len(counted.asked) == 1


def test_what_the_reader_has_is_there_at_once(serving, story):
    tag = asking(serving)(story.path).headers["etag"]
    reply = serving.at_once(environ_of(story.path, headers={"if_none_match": tag}))

    assert (reply.status, reply.body) == ("304 Not Modified", b"")


def test_nothing_that_has_to_be_made_or_compressed_is_there_at_once(serving, story):
    answers = [serving.at_once(environ_of(story.path))]
    asking(serving)(story.path)
    answers.append(serving.at_once(environ_of(story.path, headers={"accept_encoding": "br"})))

    assert answers == [None, None]


@pytest.mark.parametrize(
    "environ",
    [
        {"HTTP_HOST": "elsewhere.example"},
        {"REMOTE_ADDR": "192.0.2.7"},
        {"HTTP_AUTHORIZATION": "Basic YTpi"},
        {"SCRIPT_NAME": "/world"},
        {"QUERY_STRING": "&".join(["a=b"] * 1001)},
    ],
)
def test_who_gets_no_remembered_page_gets_none_at_once(serving, story, environ):
    asking(serving)(story.path)

    assert serving.at_once(environ_of(story.path) | environ) is None


def test_page_of_a_former_edition_is_not_there_at_once(serving, edition, story):
    asking(serving)(story.path)
    edition(2)

    assert serving.at_once(environ_of(story.path)) is None


def test_nobody_is_made_to_wait_for_what_is_there_at_once(serving, story):
    """Nothing was heard of the edition for a while: whoever asks waits for the answer, and so asks elsewhere."""
    asking(serving)(story.path)
    EDITION.hear(1, asked_at=monotonic() - 10)

    assert serving.at_once(environ_of(story.path)) is None
    assert EDITION.is_away is False


def test_read_of_a_page_that_is_there_at_once_is_counted(serving, story):
    asking(serving)(story.path)
    reader = environ_of(story.path, headers={"user_agent": "Mozilla/5.0 (X11; Linux x86_64)"})
    COUNTED.begin()
    CountingReads(serving).at_once(reader)
    counts = [reads for (_hour, path), reads in COUNTED._counts.items() if path == story.path]
    COUNTED.begin()

    assert counts == [1]

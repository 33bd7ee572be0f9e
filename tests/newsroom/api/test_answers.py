import json

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from articles import publishing
from articles.rights import Role
from newsroom.api.views.about import ALL
from newsroom.keys import counting, keeping
from newsroom.keys.models import ApiKey, Use
from newsroom.pagecache.serving import Serving
from tests.factories import make_author, make_section, make_topic, make_user
from tests.newsroom.pagecache.asking import asking
from tests.newsroom.pages.readers import make_image, publish, publish_both

from .asking import NINJS, ROOT, ask, validator

pytestmark = pytest.mark.django_db
ARTICLES = ROOT + "articles/"


@pytest.fixture
def make_key():
    def make(**values):
        values = {"name": "Partner", "per_minute": 5} | values
        return keeping.make(by=make_user(is_superuser=True), address="203.0.113.9", **values)

    return make


def bearer(text):
    return {"authorization": f"Bearer {text}"}


def test_answer_that_is_known_already_is_not_sent_again(client):
    story = publish()
    first = ask(client, f"articles/{story.pk}/")

    again = client.get(f"{ARTICLES}{story.pk}/", headers={"if-none-match": first.headers["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["Access-Control-Allow-Origin"] == "*"
    assert first.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    publishing.hold(story.article, by=make_user(Role.CHIEF))
    later = client.get(f"{ARTICLES}{story.pk}/", headers={"if-none-match": first.headers["ETag"]})
    assert later.json()["status"] == "held"


def test_form_is_chosen_by_accept_or_by_the_address(client):
    story = publish()
    path = f"{ARTICLES}{story.pk}/"

    by_accept, by_address = client.get(path, headers=NINJS), client.get(path, {"format": "ninjs"})
    mine = client.get(path, {"format": "json"}, headers=NINJS)

    assert by_accept.content == by_address.content
    assert by_accept.headers["Vary"] == "Accept"
    assert by_accept.headers["Content-Type"] == NINJS["accept"]
    assert mine.headers["Content-Type"] == "application/json"
    assert f'<http://127.0.0.1:8000{path}?format=ninjs>; rel="alternate"' in mine.headers["Link"]
    assert client.get(path, headers={"accept": "text/html, */*;q=0.1"}).status_code == 200
    refused = client.get(path, headers={"accept": "application/xml"})
    assert (refused.status_code, refused.json()["status"]) == (406, 406)
    assert client.get(ROOT + "sections/", headers=NINJS).status_code == 406


def test_head_says_what_get_says(client):
    publish()

    head, get = client.head(ARTICLES), client.get(ARTICLES)

    assert head.content == b""
    assert {**head.headers} == {**get.headers}


def test_options_tell_what_may_be_done(client):
    told = client.options(ARTICLES, headers={"origin": "https://elsewhere.example"})

    assert (told.status_code, told.headers["Allow"]) == (204, "GET, HEAD, OPTIONS")
    assert (told.content, "Content-Type" in told.headers) == (b"", False)
    assert told.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Headers" not in told.headers  # no key from a page's script
    assert "Access-Control-Allow-Credentials" not in told.headers
    assert client.options("/world/").status_code == 405


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
def test_nothing_is_sent_here(client, method):
    refused = getattr(client, method)(ARTICLES)

    assert (refused.status_code, refused.headers["Content-Type"]) == (405, "application/problem+json")
    assert refused.headers["Allow"] == "GET, HEAD, OPTIONS"
    validator("/components/schemas/Problem").validate(refused.json())


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("articles/?limit=0", 400),
        ("articles/?limit=101", 400),
        ("articles/?limit=05", 400),
        ("articles/?limit=5&limit=6", 400),
        ("articles/?before=abc", 400),
        ("articles/?since=2025-01-04", 400),
        ("articles/?since=2025-01-04T17:12:00", 400),
        ("articles/?since=2025-01-04T17:12:00+02:00", 400),
        ("articles/?since=2025-13-04T17:12:00Z", 400),
        ("articles/?since=0001-01-01T00:00:00Z", 400),
        ("articles/?section=nothing", 400),
        ("articles/?language=xx", 400),
        ("articles/?fields=headline,password", 400),
        ("articles/?fields=", 400),
        ("articles/?article__created_by__password__startswith=a", 400),
        ("articles/?status=draft", 400),
        ("articles/?order=headline", 400),
        ("articles/?utm_source=x", 400),
        ("search/", 400),
        ("search/?q=", 400),
        ("search/?q=a&after=0-1", 400),
        ("search/?q=a&after=1", 400),
        ("articles/?format=ninjs&fields=id", 400),
        ("search/?q=" + "a" * 300, 400),
        ("fronts/xx/", 404),
        ("fronts/en/nothing/", 404),
        ("topics/nothing/", 404),
        ("nothing/", 404),
        ("articles/?fields=" + "a" * 4000, 414),
    ],
)
def test_what_is_not_understood_is_said_in_a_sentence(client, path, status):
    refused = client.get(ROOT + path)

    validator("/components/schemas/Problem").validate(refused.json())
    assert (refused.status_code, refused.headers["Content-Type"]) == (status, "application/problem+json")
    assert refused.json()["detail"].endswith((".", "…”.", "has them all."))
    assert (refused.headers["Cache-Control"], refused.headers["Content-Language"]) == ("no-store", "en")
    assert "ETag" not in refused.headers


def test_answer_says_the_languages_of_what_it_holds(client):
    english, arabic = publish_both()

    def languages(path, **headers):
        return ask(client, path, headers=headers).headers["Content-Language"]

    assert languages("articles/") == languages("changes/") == languages("authors/") == "ar, en"
    assert languages("articles/?language=ar") == languages("fronts/ar/") == "ar"
    assert languages("search/?q=القوارب") == "ar"
    assert languages("articles/?language=ar&fields=id") == languages(f"articles/{arabic.pk}/") == "ar"
    assert languages("articles/?language=ar", **NINJS) == languages("articles/?language=ar&topic=harbours") == "ar"
    assert languages(f"articles/{english.pk}/") == languages("articles/?until=2025-01-01T00:00:00Z&language=en") == "en"
    assert languages("articles/?section=nothing") == languages("") == languages("openapi.json") == "en"
    assert languages("articles/?until=2025-01-01T00:00:00Z") == "en, ar"


def test_what_is_known_already_says_its_language_too(client):
    path = f"{ARTICLES}{publish(language='ar').pk}/"
    tag = client.get(path).headers["ETag"]

    again = client.get(path, headers={"if-none-match": f'W/"x", W/{tag}'})

    assert (again.status_code, again.headers["Content-Language"], again.headers["ETag"]) == (304, "ar", tag)
    assert (again.headers["Vary"], "Content-Type" in again.headers) == ("Accept", False)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"if-none-match": "*"}, 304),
        ({"if-none-match": '"another"'}, 200),
        ({"if-match": "*"}, 200),
        ({"if-match": '"another"'}, 412),
        ({"if-unmodified-since": "Sat, 04 Jan 2025 17:12:00 GMT"}, 200),  # an answer has no date
        ({"if-modified-since": "Sat, 04 Jan 2125 17:12:00 GMT"}, 200),
        ({"if-none-match": '"another"', "if-modified-since": "Sat, 04 Jan 2125 17:12:00 GMT"}, 200),
        ({"range": "bytes=0-10"}, 200),
    ],
    ids=str,
)
def test_conditions_are_those_of_http_with_a_key_and_without(served, make_key, headers, status):
    ask_server, _asked = served
    _key, text = make_key()
    named = {name.replace("-", "_"): value for name, value in headers.items()}

    answers = [ask_server(ARTICLES, **named, **key) for key in ({}, {"authorization": f"Bearer {text}"})]

    assert [answer.status for answer in answers] == [status, status]
    assert [answer.body == b"" for answer in answers] == [status != 200] * 2


def test_root_without_its_slash_leads_on(client):
    assert client.get("/api/v1/articles?limit=5").headers["Location"] == "/api/v1/articles/?limit=5"
    assert client.get("/api/").status_code == 404


# --- Keys --------------------------------------------------------------------------------------------------


def test_key_is_told_what_is_left_of_its_minute(client, make_key):
    key, text = make_key()

    answers = [client.get(ARTICLES, headers=bearer(text)) for _number in range(6)]

    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    assert [answer.headers["RateLimit-Remaining"] for answer in answers] == ["4", "3", "2", "1", "0", "0"]
    assert {answer.headers["RateLimit-Limit"] for answer in answers} == {"5"}
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 60
    assert answers[-1].headers["Content-Type"] == "application/problem+json"
    assert ApiKey.objects.get(pk=key.pk).last_used_on is not None


def test_answer_to_a_key_goes_into_no_shared_cache(client, make_key):
    _key, text = make_key()

    answer = client.get(ARTICLES, headers=bearer(text))

    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert not hasattr(answer, "query_read")
    again = client.get(ARTICLES, headers=bearer(text) | {"if-none-match": answer.headers["ETag"]})
    assert (again.status_code, again.headers["RateLimit-Remaining"]) == (304, "3")
    assert answer.content == client.get(ARTICLES).content


@pytest.mark.parametrize(("accepted", "coding"), [("gzip, br", "br"), ("gzip", "gzip"), ("identity", None), ("", None)])
def test_answer_to_a_key_is_compressed_as_others_are(served, make_key, accepted, coding):
    ask_server, _asked = served
    _key, text = make_key()
    for _number in range(3):
        publish()
    known = {"accept_encoding": accepted, "authorization": f"Bearer {text}"}

    answer, without = ask_server(ARTICLES, **known), ask_server(ARTICLES, accept_encoding=accepted)

    assert answer.headers.get("content-encoding") == coding
    assert (answer.headers["etag"], answer.headers["vary"]) == (without.headers["etag"], without.headers["vary"])
    assert answer.body == without.body
    again = ask_server(ARTICLES, **known, if_none_match=answer.headers["etag"])
    assert (again.status, again.body, "content-encoding" in again.headers) == (304, b"", False)
    assert ask_server(ROOT, **known).headers["etag"] == ask_server(ROOT, accept_encoding=accepted).headers["etag"]


@pytest.mark.parametrize(
    "said", ["Bearer", "Bearer nr_x", "Basic YTpi", "Bearer nr_" + "a" * 43, "", "nr_" + "a" * 43, "Bearer \x00é"]
)
def test_what_is_no_key_is_refused(client, said):
    refused = client.get(ARTICLES, headers={"authorization": said})

    assert refused.status_code == 401
    assert refused.headers["WWW-Authenticate"] == 'Bearer realm="content API", error="invalid_token"'
    assert refused.json()["status"] == 401


def test_revoked_key_ends_with_the_next_request(client, make_key):
    key, text = make_key()
    assert client.get(ARTICLES, headers=bearer(text)).status_code == 200

    keeping.revoke(key, by=make_user(is_superuser=True), address="203.0.113.9", reason="Over.")

    assert client.get(ARTICLES, headers=bearer(text)).status_code == 401


@pytest.mark.parametrize("name", ["key", "api_key", "token", "access_token"])
def test_key_in_an_address_is_refused(client, make_key, name):
    _key, text = make_key()

    refused = client.get(ARTICLES, {name: text})

    assert refused.status_code == 400
    assert "Authorization" in refused.json()["detail"]
    assert text not in refused.content.decode()


def test_network_without_a_key_has_a_limit_of_its_own(client, settings):
    settings.API_WITHOUT_KEY, settings.TRUSTED_PROXIES = 2, 1

    def status(address):
        return client.get(ARTICLES, headers={"x-forwarded-for": address}).status_code

    assert [status("198.51.100.1") for _number in range(3)] == [200, 200, 429]
    assert status("198.51.100.2") == 200
    assert [status(f"2001:db8::{number}") for number in range(1, 4)] == [200, 200, 429]
    assert not Use.objects.filter(reader__contains="198.51").exists()


def test_newsroom_may_answer_keys_alone(client, settings, make_key):
    settings.API_WITHOUT_KEY = 0
    _key, text = make_key()

    refused = client.get(ARTICLES)
    assert (refused.status_code, refused.headers["WWW-Authenticate"]) == (401, 'Bearer realm="content API"')
    assert client.get(ARTICLES, headers=bearer(text)).status_code == 200


def test_minute_begins_anew():
    reader = counting.of_network("x")
    assert [counting.count(reader, limit=1).is_over for _number in range(2)] == [False, True]

    Use.objects.update(began_at="2025-01-04T00:00:00Z")

    assert counting.count(reader, limit=1).left == 0
    assert counting.forget() == 0
    Use.objects.update(began_at="2025-01-04T00:00:00Z")
    assert counting.forget() == 1


# --- Cost and memory ---------------------------------------------------------------------------------------

QUERIES = {
    "": 0,
    "openapi.json": 0,
    "articles/": 3,
    "articles/?section=world&author=rana&topic=ports&kind=news&by=updated": 7,
    "articles/?format=ninjs": 5,
    "changes/": 2,
    "sections/": 1,
    "sections/world/": 1,
    "authors/": 1,
    "authors/rana/": 1,
    "topics/ports/": 1,
    "fronts/en/": 4,
    "fronts/en/world/": 4,
}


@pytest.mark.parametrize("stories", [1, 6])
def test_queries_do_not_grow_with_the_stories(client, django_assert_num_queries, stories):
    author, topic = make_author("rana"), make_topic("ports")
    lists = {"bylines": [{"author": author.pk, "name": "", "role": "by"}], "topics": [topic.pk]}
    made = [publish(lead_image=make_image(), section=make_section("world"), **lists) for _number in range(stories)]

    for path, queries in {**QUERIES, f"articles/{made[0].pk}/": 3}.items():
        with django_assert_num_queries(queries + 1):  # the one that counts
            assert client.get(ROOT + path).status_code == 200, path


@pytest.fixture
def served(edition):
    """The whole server of this process: what it answered is remembered until the next edition."""
    asked = []
    django = WSGIHandler()

    def counted(environ, start_response):
        asked.append(environ["PATH_INFO"])
        return django(environ, start_response)

    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield asking(Serving(counted)), asked
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_answer_without_a_key_is_remembered_until_the_next_edition(served, edition):
    ask_server, asked = served
    story = publish()
    path = f"{ARTICLES}{story.pk}/"

    first, again = ask_server(path), ask_server(path)

    assert (first, asked) == (again, [path])
    assert ask_server(path, if_none_match=first.headers["etag"]).status == 304
    publishing.hold(story.article, by=make_user(Role.CHIEF))
    edition(2)
    assert json.loads(ask_server(path).body)["status"] == "held"
    assert len(asked) == 2


def test_each_form_is_remembered_by_itself(served):
    ask_server, asked = served
    path = f"{ARTICLES}{publish().pk}/"

    bodies = {accept: [ask_server(path, accept=accept) for _twice in range(2)] for accept in ("*/*", NINJS["accept"])}

    assert len(asked) == 2
    plain, items = bodies.values()
    assert plain[0] == plain[1]
    assert items[0] == items[1]
    assert "uri" in json.loads(items[0].body)
    assert ask_server(path, accept="image/png").status == 406
    assert ask_server(path, accept="image/png").status == 406
    assert len(asked) == 4


def test_answer_to_a_key_is_neither_remembered_nor_made_of_what_is(served, make_key):
    ask_server, asked = served
    _key, text = make_key()
    publish()
    without = ask_server(ARTICLES)

    mine = [ask_server(ARTICLES, authorization=f"Bearer {text}") for _twice in range(2)]

    assert [answer.headers["ratelimit-remaining"] for answer in mine] == ["4", "3"]
    assert ask_server(ARTICLES, authorization="Bearer nr_x").status == 401
    assert ask_server(ARTICLES) == without
    assert len(asked) == 4
    assert "ratelimit-limit" not in without.headers


NAUGHTY = (
    *("\x00", "a\x00b", "\ud7ff\ufffe", "'; DROP TABLE x; --", "<script>", "%", "%%s", "{0}", "../../x", "9" * 400),
    *("1e309", "NaN", "-0", "٣", "é" * 200, "\u202e", "\U0001f3f4" * 50, "a,b,,c", '"', "()", "&|!", "\r\nX: y"),
)


@pytest.mark.slow
@pytest.mark.parametrize("endpoint", ALL, ids=lambda endpoint: endpoint.name)
def test_no_value_breaks_an_address(client, endpoint):
    publish(bylines=[{"author": make_author("rana").pk, "name": "", "role": "by"}])
    parts = {"id": "1", "slug": "rana", "language": "en", "section": "world", "sub": "harbour"}
    path = ROOT + endpoint.path.format_map(parts)

    for parameter in endpoint.asked:
        for text in NAUGHTY:
            if parameter.place == "path":
                wrong = client.get(ROOT + endpoint.path.format_map(parts | {parameter.name: text.replace("/", "%2F")}))
            else:
                wrong = client.get(
                    path, {"q": "x", parameter.name: text} if endpoint.name == "search" else {parameter.name: text}
                )
            assert wrong.status_code in (200, 400, 404), (parameter.name, text)
    for query in ("%ff=%ff", "limit=%00", "=&=&=", "&".join(f"a{number}=1" for number in range(300)), "q=%ed%a0%80"):
        assert client.get(f"{path}?{query}").status_code in (200, 400, 404)

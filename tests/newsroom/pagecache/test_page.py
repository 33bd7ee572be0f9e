import pytest

from newsroom.pagecache import page as pages
from newsroom.pagecache.asked import Read
from newsroom.pagecache.codings import compressed
from newsroom.pagecache.page import Page

from .asking import asking

HTML = ("Content-Type", "text/html; charset=utf-8")
SAFE = ("X-Content-Type-Options", "nosniff")
TEXT = b"<p>Boats go out again.</p>" * 40
READ = Read(frozenset())


def asked(page):
    return asking(page.answer)


def make(*headers, status="200 OK", body=TEXT, **extra):
    return Page((status, [HTML, SAFE, *headers]), body, **extra)


@pytest.mark.parametrize(("accepted", "coding", "ending"), [("br", "br", '-br"'), ("gzip", "gzip", '-gzip"')])
def test_each_coding_has_a_tag_of_its_own(accepted, coding, ending):
    ask = asked(make())

    plain, coded = ask("/"), ask("/", accept_encoding=accepted)

    assert coded.headers["content-encoding"] == coding
    assert coded.headers["etag"] == plain.headers["etag"].removesuffix('"') + ending
    assert coded.headers["vary"] == plain.headers["vary"] == "Accept-Encoding"
    assert int(coded.headers["content-length"]) == len(coded.body) < len(plain.body)
    assert "content-encoding" not in plain.headers


def test_page_is_compressed_once_a_coding(monkeypatch):
    calls = []
    plain = pages.coded
    monkeypatch.setattr(pages, "coded", lambda body, coding: calls.append(coding) or plain(body, coding))
    ask = asked(make())

    for accepted in ("br", "gzip", "br", "gzip;q=1, br;q=0"):
        ask("/", accept_encoding=accepted)

    assert calls == ["br", "gzip"]


def test_what_compressing_does_not_halve_stays_as_it_is():
    noise = bytes(range(33, 127)) * 3
    answer = asked(make(body=noise))("/", accept_encoding="br")
    short = asked(make(body=bytes(range(256))))("/", accept_encoding="br")

    assert "content-encoding" in answer.headers
    assert short.body == bytes(range(256))
    assert "content-encoding" not in short.headers
    assert not short.headers["etag"].endswith('-br"')


def test_head_has_the_headers_of_get_and_no_body():
    ask = asked(make())

    got, head = ask("/", accept_encoding="br"), ask("/", "HEAD", accept_encoding="br")

    assert (head.status, head.headers, head.body) == (200, got.headers, b"")


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_unchanged_page_is_304_with_the_headers_that_matter(method):
    ask = asked(make(("Cache-Control", "public, max-age=0")))
    got = ask("/", accept_encoding="br")

    again = ask("/", method, accept_encoding="br", if_none_match=got.headers["etag"])

    assert (again.status, again.body) == (304, b"")
    without_body = {"content-length", "content-type", "content-encoding"}
    assert again.headers == {name: value for name, value in got.headers.items() if name not in without_body}


def test_tag_of_another_coding_is_another_page():
    ask = asked(make())
    plain = ask("/").headers["etag"]

    assert ask("/", accept_encoding="br", if_none_match=plain).status == 200


@pytest.mark.parametrize("asked_for", [{"range": "bytes=0-9"}, {"range": "bytes=0-9", "if_range": '"x"'}])
def test_whoever_asks_for_a_part_gets_the_whole(asked_for):
    answer = asked(make())("/", **asked_for)

    assert (answer.status, answer.body) == (200, TEXT)
    assert not {"accept-ranges", "content-range"} & set(answer.headers)


@pytest.mark.parametrize(
    "headers",
    [[("Set-Cookie", "a=b")], [("Cache-Control", "private, no-store")], [("Cache-Control", "no-store")]],
)
def test_page_with_something_of_ones_own_is_neither_kept_nor_compressed_nor_tagged(headers):
    page = make(*headers, read=READ)
    answer = asked(page)("/", accept_encoding="br")

    assert not page.may_be_kept
    assert not {"content-encoding", "etag", "vary"} & set(answer.headers)


def test_what_a_view_has_compressed_itself_stays_as_it_is():
    coded = compressed(TEXT, "gzip")
    answer = asked(make(("Content-Encoding", "gzip"), body=coded * 10))("/", accept_encoding="br, gzip")

    assert (answer.headers["content-encoding"], answer.body) == ("gzip", coded * 10)


@pytest.mark.parametrize("status", ["404 Not Found", "410 Gone", "500 Internal Server Error", "302 Found"])
def test_only_what_was_found_is_kept(status):
    page = make(status=status, read=READ)

    assert not page.may_be_kept
    assert "etag" not in asked(page)("/").headers
    assert asked(page)("/", if_none_match="*").status == int(status[:3])


@pytest.mark.parametrize("vary", ["Cookie", "Accept-Language", "*", "Accept-Encoding, Cookie"])
def test_page_that_depends_on_who_asks_is_not_kept(vary):
    page = make(("Vary", vary), read=READ)

    assert not page.may_be_kept
    assert vary in asked(page)("/").headers["vary"]


def test_page_of_a_view_that_did_not_say_so_is_not_kept():
    assert not make().may_be_kept
    assert make(read=READ).may_be_kept


@pytest.fixture
def clock(monkeypatch):
    """A clock half a second before 17:12:01."""
    now = [1736010720.5]
    monkeypatch.setattr(pages, "time", lambda: now[0])
    return now


def test_page_is_dated_with_its_edition_as_soon_as_that_second_has_come(clock):
    page = make(("Last-Modified", "Fri, 03 Jan 2025 00:00:00 GMT"), read=READ, second=1736010721)
    ask = asked(page)
    first = ask("/")
    clock[0] += 0.5

    later, coded = ask("/"), ask("/", accept_encoding="br")
    date = later.headers["last-modified"]

    assert "last-modified" not in first.headers
    assert date == coded.headers["last-modified"] == "Sat, 04 Jan 2025 17:12:01 GMT"
    assert ask("/", if_modified_since=date).status == 304
    assert ask("/", if_modified_since="Sat, 04 Jan 2025 17:12:00 GMT").status == 200


def test_what_is_not_of_an_edition_keeps_the_date_of_its_own():
    date = "Fri, 03 Jan 2025 00:00:00 GMT"
    ask = asked(make(("Last-Modified", date)))

    assert ask("/").headers["last-modified"] == date
    assert ask("/", if_modified_since=date).status == 304

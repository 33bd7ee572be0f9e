"""Over raw sockets: our worker beside gunicorn's own, with the same application."""

import socket
from contextlib import ExitStack, closing
from http.client import HTTPConnection

import pytest

from .kept_application import LARGE
from .raw import GUARDED, KEPT, LAST, OTHER, OURS, THEIRS, all_of, opened, said, serving, with_field


@pytest.fixture(scope="module")
def ports():
    with ExitStack() as running:
        yield tuple(running.enter_context(serving(worker)) for worker in (OURS, THEIRS))


ENDLESS = b"GET /kept/ HTTP/1.1\r\nX-A: " + b"a" * 200_000
REQUESTS = {
    "plain": KEPT,
    "not remembered": OTHER,
    "headers alone": KEPT.replace(b"GET", b"HEAD"),
    "compressed": with_field(b"Accept-Encoding: gzip, br"),
    "not modified": with_field(b"If-None-Match: *"),
    "range": with_field(b"Range: bytes=0-1"),
    "HTTP/1.0": b"GET /kept/ HTTP/1.0\r\nHost: a.example\r\n\r\n",
    "HTTP/1.0, kept": b"GET /kept/ HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n",
    "HTTP/1.0, without fields": b"GET /kept/ HTTP/1.0\r\n\r\n",
    "HTTP/0.9": b"GET /kept/\r\n",
    "HTTP/1.2": KEPT.replace(b"1.1", b"1.2"),
    "HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "no host": b"GET /kept/ HTTP/1.1\r\n\r\n",
    "closing": with_field(b"Connection: close"),
    "closing, in capitals": with_field(b"connection:CLOSE"),
    "connection with a list": with_field(b"Connection: close, x"),
    "connection twice": with_field(b"Connection: keep-alive", b"Connection: close"),
    "two at once": KEPT + KEPT,
    "three at once": KEPT + OTHER + KEPT,
    "after a closing one": with_field(b"Connection: close") + KEPT,
    "half of a second one": KEPT + KEPT[:20],
    "post": b"POST /kept/ HTTP/1.1\r\nHost: a.example\r\nContent-Length: 3\r\n\r\nabc" + KEPT,
    "get with a body": with_field(b"Content-Length: 3") + b"abc" + OTHER,
    "get with a body that is a request": with_field(b"Content-Length: %d" % len(OTHER)) + OTHER + LAST,
    "get with an empty body": with_field(b"Content-Length: 0") + OTHER,
    "get with chunks": with_field(b"Transfer-Encoding: chunked") + b"3\r\nabc\r\n0\r\n\r\n" + OTHER,
    "length and chunks": with_field(b"Content-Length: 4", b"Transfer-Encoding: chunked") + b"0\r\n\r\n" + OTHER,
    "two lengths": with_field(b"Content-Length: 0", b"Content-Length: 5") + b"abcde",
    "length with a sign": with_field(b"Content-Length: +3") + b"abc",
    "chunks in capitals": with_field(b"Transfer-Encoding: CHUNKED") + b"0\r\n\r\n" + OTHER,
    "chunks with a tab": with_field(b"Transfer-Encoding:\tchunked") + b"0\r\n\r\n",
    "unknown coding": with_field(b"Transfer-Encoding: xchunked") + b"0\r\n\r\n",
    "space before the colon": with_field(b"Content-Length : 3") + b"abc",
    "no colon": with_field(b"Content-Length"),
    "no name": with_field(b": a"),
    "folded": with_field(b"X-A: a", b" b"),
    "folded first": with_field(b" X-A: a"),
    "underscore": with_field(b"Content_Length: 3"),
    "underscore in a host": with_field(b"X_Forwarded_Host: b.example"),
    "carriage return in a value": with_field(b"X-A: a\rb"),
    "line feeds alone": KEPT.replace(b"\r\n", b"\n"),
    "line feed in a head": with_field(b"X-A: a\nX-B: b"),
    "zero in a value": with_field(b"X-A: a\0b"),
    "delete in a value": with_field(b"X-A: a\x7fb"),
    "letters beyond ASCII": with_field("Cookie: شمس".encode()),
    "letter beyond ASCII in a name": with_field(b"X-\xc4: a"),
    "two hosts": with_field(b"Host: b.example"),
    "empty host": b"GET /kept/ HTTP/1.1\r\nHost:\r\n\r\n",
    "whole address": b"GET http://b.example/kept/ HTTP/1.1\r\nHost: a.example\r\n\r\n",
    "asterisk": b"GET * HTTP/1.1\r\nHost: a.example\r\n\r\n",
    "host as a target": b"GET a.example:80 HTTP/1.1\r\nHost: a.example\r\n\r\n",
    "connect": b"CONNECT a.example:80 HTTP/1.1\r\nHost: a.example\r\n\r\n" + KEPT,
    "two slashes": KEPT.replace(b"/kept/", b"//kept/"),
    "fragment": KEPT.replace(b"/kept/", b"/kept/#a?b"),
    "fragment in a query": KEPT.replace(b"/kept/", b"/kept/?a#b"),
    "percent signs": KEPT.replace(b"/kept/", b"/%6bept/?a=%zz"),
    "half a percent sign": KEPT.replace(b"/kept/", b"/kept/%e"),
    "zero in an address": KEPT.replace(b"/kept/", b"/kept/%00"),
    "raw letters in an address": KEPT.replace(b"/kept/", "/شمس/".encode()),
    "quotes in an address": KEPT.replace(b"/kept/", b"/\"'<>[]{}|\\^`/"),
    "lower-case method": KEPT.replace(b"GET", b"get"),
    "odd method": KEPT.replace(b"GET", b"BREW"),
    "two spaces": KEPT.replace(b"GET ", b"GET  "),
    "space at the end": KEPT.replace(b"1.1\r\n", b"1.1 \r\n", 1),
    "empty line before": b"\r\n" + KEPT,
    "two empty lines before": b"\r\n\r\n" + KEPT,
    "nothing": b"",
    "garbage": b"\x16\x03\x01\x02\x00\x01\x00" + b"\0" * 40 + b"\r\n\r\n",
    "expectation": with_field(b"Expect: 100-continue", b"Content-Length: 3") + b"abc",
    "odd expectation": with_field(b"Expect: a miracle"),
    "upgrade": with_field(b"Connection: upgrade", b"Upgrade: h2c", b"HTTP2-Settings: AAAA"),
    "https": with_field(b"X-Forwarded-Proto: https"),
    "https twice": with_field(b"X-Forwarded-Proto: https", b"X-Forwarded-Proto: https"),
    "https or not": with_field(b"X-Forwarded-Proto: https", b"X-Forwarded-Ssl: off"),
    "cookie twice": with_field(b"Cookie: a=1", b"Cookie: b=2"),
    "long line": KEPT.replace(b"/kept/", b"/kept/?" + b"a" * 5000),
    "large head": with_field(*(b"X-%d: %s" % (number, b"a" * 3000) for number in range(20))),
    "many fields": with_field(*(b"X-%d: a" % number for number in range(100))),
    "large field": with_field(b"X-A: " + b"a" * 9000),
    "half a head": KEPT[:-2],
}


@pytest.mark.parametrize("name", REQUESTS)
def test_every_request_is_answered_as_gunicorn_answers_it(ports, name):
    """Once with another behind it; and twice alone, since a page has to be compressed once."""
    request = REQUESTS[name]
    ours, theirs = ([said(port, request, LAST), said(port, request), said(port, request)] for port in ports)

    assert ours == theirs


@pytest.mark.parametrize("name", ["plain", "two at once", "get with a body", "not modified", "folded"])
def test_request_may_come_in_pieces(ports, name):
    pieces = [bytes([byte]) for byte in REQUESTS[name] + LAST]

    assert said(ports[0], *pieces) == said(ports[1], REQUESTS[name], LAST)


@pytest.mark.parametrize("name", ["HTTP/2", "two hosts", "large field", "length and chunks", "garbage"])
def test_refusal_of_gunicorns_own_is_guarded_as_other_answers_are(ports, name):
    with opened(ports[0]) as line:
        line.sendall(REQUESTS[name])
        line.shutdown(socket.SHUT_WR)
        answer = all_of(line)

    head = answer.partition(b"\r\n\r\n")[0] + b"\r\n"
    assert head.startswith(b"HTTP/1.1 4")
    assert GUARDED in head


def test_endless_head_is_refused_before_it_ends(ports):
    """Gunicorn waits in a thread for more than ten times of what is read here."""
    with opened(ports[0]) as line:
        line.sendall(ENDLESS)

        assert all_of(line).startswith(b"HTTP/1.1 431 ")


def test_connection_is_kept_from_one_answer_to_the_next(ports):
    with closing(HTTPConnection("127.0.0.1", ports[0], timeout=10)) as line:
        line.connect()
        line.auto_open = False
        for path in ("/kept/", "/other/", "/kept/", "/kept/", "/other/", "/other/"):
            line.request("GET", path)
            assert line.getresponse().read().startswith(b"<p>" if path == "/kept/" else b"{")


@pytest.mark.parametrize(
    ("fields", "is_at_once"),
    [
        ([], True),
        ([b"Connection: close", b"Cookie: a=1", b"Accept-Encoding: br", b"User-Agent: Mozilla/5.0 (X11)"], True),
        ([b"Content-Length: 0"], False),
        ([b"Cookie: a=1", b"Cookie: b=2"], False),
        ([b"X-A: " + b"a" * 4000], False),
    ],
)
def test_plain_request_for_a_remembered_page_needs_no_thread(ports, fields, is_at_once):
    """Asked by way of a thread, the application tells of such a request."""
    said(ports[0], with_field(*fields))
    answer = said(ports[0], with_field(b"X-Tell: yes", *fields))

    assert (b"X-Kept: yes" in answer) == is_at_once


def test_large_page_reaches_whoever_takes_it_slowly(ports):
    """While it does, more of them than there are threads, others are answered."""
    request = KEPT.replace(b"/kept/", b"/large/")
    with ExitStack() as open_lines:
        slow = [open_lines.enter_context(opened(ports[0])) for _number in range(4)]
        for line in slow:
            line.sendall(request)
            line.recv(1000)

        assert said(ports[0], OTHER, LAST).count(b"200 OK") == 2
        slow[0].shutdown(socket.SHUT_WR)
        assert all_of(slow[0]).endswith(LARGE[-1_000_000:])


@pytest.mark.parametrize("begun", [b"", b"GET /ke", KEPT + b"GET /ke", OTHER + b"POST /a HTTP/1.1\r\nHo"])
def test_nobody_holds_a_thread_by_saying_nothing(ports, begun):
    with ExitStack() as open_lines:
        for _number in range(20):
            open_lines.enter_context(opened(ports[0])).sendall(begun)

        assert said(ports[0], OTHER, LAST).count(b"200 OK") == 2


def test_whoever_falls_silent_within_a_form_gives_the_thread_back(ports):
    form = b"POST /a HTTP/1.1\r\nHost: a.example\r\nContent-Length: 10\r\n\r\nhalf"
    with ExitStack() as open_lines:
        lines = [open_lines.enter_context(opened(ports[0])) for _number in range(2)]
        for line in lines:
            line.sendall(form)

        assert said(ports[0], OTHER, LAST).count(b"200 OK") == 2


@pytest.mark.parametrize("request_", [LAST, with_field(b"Connection: close"), b"GET /other/ HTTP/1.0\r\n\r\n"])
def test_whoever_never_closes_holds_up_nobody(ports, request_):
    """Gunicorn itself waits up to two seconds for each."""
    with ExitStack() as open_lines:
        for _number in range(10):
            open_lines.enter_context(opened(ports[0])).sendall(request_)

        assert said(ports[0], OTHER, LAST).count(b"200 OK") == 2


def test_reader_who_is_gone_leaves_nothing_behind(ports):
    for _number in range(20):
        with opened(ports[0]) as line:
            line.sendall(KEPT.replace(b"/kept/", b"/large/"))
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")  # goes with a reset

    assert said(ports[0], KEPT, LAST).count(b"200 OK") == 2


def test_error_in_what_is_remembered_costs_no_answer(ports):
    assert said(ports[0], with_field(b"X-Fail: a"), LAST) == said(ports[1], KEPT, LAST)


def test_worker_that_is_told_to_end_keeps_nobody_waiting():
    with serving(OURS, "--graceful-timeout=60") as port, ExitStack() as open_lines:
        for begun in (b"", b"GET /ke", KEPT):
            open_lines.enter_context(opened(port)).sendall(begun)
        assert said(port, OTHER, LAST)

"""What is read of a plain request is what gunicorn would have read; and it would have read it."""

import pytest
from gunicorn.config import Config
from gunicorn.http.message import Request
from gunicorn.http.unreader import IterUnreader
from gunicorn.http.wsgi import create
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.pagecache import heads
from newsroom.pagecache.connections import line_between

CONFIG = Config()
TCP = (("127.0.0.1", 40000), ("127.0.0.1", 8000))
STRANGER = (("192.0.2.7", 40000), ("127.0.0.1", 8000))
IPV6 = (("::1", 40000, 0, 0), ("::", 8000, 0, 0))
UNIX = ("", "/run/newsroom.sock")

METHODS = st.sampled_from(["GET", "HEAD", "POST", "get", "GE", " GET", "OPTIONS"])
TARGETS = st.one_of(
    st.sampled_from(
        ["/", "//", "/a//b/", "/?", "/a?b=c&d", "/%D8%B4/", "/%2f%00%zz%", "/a;b", "*", "/a#b", "http://b/"]
    ),
    st.text(st.characters(max_codepoint=255), max_size=8).map("/".__add__),
)
VERSIONS = st.sampled_from(["HTTP/1.1", "HTTP/1.0", "HTTP/1.2", "HTTP/2.0", "http/1.1", "HTTP/1.1 ", ""])
NAMES = st.one_of(
    st.sampled_from(
        ["Host", "host", "Connection", "Cookie", "Content-Length", "Transfer-Encoding", "Expect", "Upgrade"]
    ),
    st.sampled_from(["X-Forwarded-Proto", "X-Forwarded-Ssl", "X_Forwarded_Proto", "Script-Name", "Script_Name", "X-A"]),
    st.text(st.characters(max_codepoint=255), max_size=3),
)
VALUES = st.one_of(
    st.sampled_from(
        ["", "a", " a ", "\ta", "close", "Keep-Alive", "https", "http", "on", "0", "chunked", "a.example:80"]
    ),
    st.text(st.characters(max_codepoint=255), max_size=4),
)
FIELDS = st.lists(st.tuples(NAMES, st.sampled_from([":", ": ", " :", ""]), VALUES).map("".join), max_size=5)
MOSTLY_PLAIN = st.tuples(
    st.sampled_from(["GET", "HEAD"]),
    TARGETS,
    st.sampled_from(["HTTP/1.1", "HTTP/1.0"]),
    st.lists(st.tuples(NAMES, st.just(": "), VALUES).map("".join), max_size=4),
)


def written(method, target, version, fields, end="\r\n"):
    return end.join([f"{method} {target} {version}", *fields, "", ""]).encode("latin-1")


HEADS = st.one_of(
    st.builds(written, METHODS, TARGETS, VERSIONS, FIELDS, st.sampled_from(["\r\n", "\r\n", "\n"])),
    MOSTLY_PLAIN.map(lambda parts: written(*parts)),
)


def gunicorns(head, ends):
    """Gunicorn's request and its WSGI environment; what it raises where it refuses."""
    request = Request(CONFIG, IterUnreader([head]), ends[0])
    return request, create(request, None, *ends, CONFIG)[1]


@settings(max_examples=400, deadline=None)
@given(head=HEADS, ends=st.sampled_from([TCP, STRANGER, IPV6, UNIX]))
def test_plain_request_is_read_as_gunicorn_reads_it(head, ends):
    environ = heads.plain(head, line_between(CONFIG, *ends))
    if environ is None:
        return
    request, expected = gunicorns(head, ends)

    strange = {"RAW_URI", "SERVER_SOFTWARE", "gunicorn.socket", "REMOTE_PORT"}
    texts = {name: value for name, value in expected.items() if isinstance(value, str) and name not in strange}
    assert {name: value for name, value in environ.items() if name != "REMOTE_PORT"} == texts
    assert heads.stays_open(environ) is not request.should_close()
    assert request.body.read() == b""


@pytest.mark.parametrize("ends", [TCP, STRANGER, IPV6, UNIX])
@pytest.mark.parametrize(
    "fields", [["Host: a.example"], ["Host: a.example", "X-Forwarded-Proto: https", "Cookie: a=شمس"]]
)
def test_what_browsers_and_proxies_send_is_plain(ends, fields):
    head = "\r\n".join(["GET /a/%D8%B4/?b=c HTTP/1.1", *fields, "", ""]).encode()

    environ = heads.plain(head, line_between(CONFIG, *ends))

    assert environ == {name: gunicorns(head, ends)[1][name] for name in environ}
    assert environ["wsgi.url_scheme"] == ("https" if len(fields) > 1 and ends is not STRANGER else "http")


@pytest.mark.parametrize(
    ("head", "is_whole"),
    [
        (b"", False),
        (b"GET / HTTP/1.1\r", False),
        (b"GET / HTTP/1.1\r\nHost: a\r\n\r", False),
        (b"GET / HTTP/1.1\r\nHost: a\r\n\r\n", True),
        (b"GET / HTTP/1.1\nHost: a", True),
        (b"GET / HTTP/1.1\r\nX: " + b"a" * heads.MOST, True),
    ],
)
def test_head_is_whole_once_there_is_something_to_answer(head, is_whole):
    assert heads.is_whole(head) == is_whole

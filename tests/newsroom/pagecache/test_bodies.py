"""What a head says of its body, how long that it is waited for, and how much of all of them is kept."""

import pytest
from gunicorn.config import Config

from newsroom.lengths import MOST_ELSEWHERE, MOST_ON_DESK
from newsroom.pagecache import bodies

CONFIG = Config()
CLIENT = ("127.0.0.1", 1)
CHUNKED = b"POST / HTTP/1.1\r\nHost: a.example\r\nTransfer-Encoding: chunked\r\n\r\n"


def with_length(path, length):
    return b"POST %b HTTP/1.1\r\nHost: a.example\r\nContent-Length: %d\r\n\r\n" % (path, length)


@pytest.mark.parametrize(
    ("head", "said"),
    [
        (b"POST /a/ HTTP/1.1\r\nHost: a\r\ncontent-LENGTH: 7\r\n\r\n", (2, False, False)),
        (b"POST /a/ HTTP/1.1\r\nContent-Length:7\r\nExpect: 100-Continue\r\n\r\n", (2, False, True)),
        (with_length(b"/a/", MOST_ELSEWHERE), (MOST_ELSEWHERE - 5, False, False)),
        (with_length(b"/a/", MOST_ELSEWHERE + 1), (MOST_ELSEWHERE - 4, True, False)),
        (with_length(b"/%61dmin/", MOST_ELSEWHERE + 1), (MOST_ELSEWHERE - 4, False, False)),
        (with_length(b"/admin/", MOST_ON_DESK + 1), (MOST_ON_DESK - 4, True, False)),
    ],
)
def test_head_says_what_comes(head, said):
    assert bodies.announced(CONFIG, head + b"begun", CLIENT) == said


@pytest.mark.parametrize("text", [b"", b"3\r\nabc", b"0\r\n", b"0\r\nX-A: b\r\n", b"x\r\n\r\n"])
def test_chunks_that_do_not_end_are_refused(text):
    found = bodies.announced(CONFIG, CHUNKED + text, CLIENT)

    assert found
    assert found.is_refused


@pytest.mark.parametrize("text", [b"0\r\n\r\n", b"3;a=b\r\nabc\r\n00\r\nX-A: b\r\n\r\nGET /"])
def test_chunks_that_end_are_as_good_as_a_body_that_is_there(text):
    assert bodies.announced(CONFIG, CHUNKED + text, CLIENT) is None


@pytest.mark.parametrize(
    "head",
    [
        b"GET / HTTP/1.1\r\nHost: a\r\n\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nabcGET",
        b"POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: +1\r\n\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: " + b"9" * 5000 + b"\r\n\r\n",
        b"POST / HTTP/1.1\r\nContent-Le",
    ],
)
def test_nothing_is_waited_for_where_nothing_comes_or_the_head_is_wrong(head):
    assert bodies.announced(CONFIG, head, CLIENT) is None


def test_body_is_given_up_after_silence_or_when_it_falls_behind():
    body = bodies.Body(10_000_000, bodies.Room(), 100)

    assert body.until(100, 20) == 120
    assert body.until(110, 20) == 120
    body.add(b"a" * bodies.PACE * 15)
    assert body.until(110, 20) == 130
    assert body.until(130, 20) == 135
    body.close()


def test_all_bodies_together_have_so_much_room(monkeypatch):
    monkeypatch.setattr(bodies, "MOST_TOGETHER", 10)
    room = bodies.Room()
    one, other = (bodies.Body(100, room, 0) for _number in range(2))
    one.add(b"a" * 8)
    with pytest.raises(bodies.NoRoom):
        other.add(b"abc")
    one.close()
    other.add(b"abc")

    assert room.used == 3
    one.close()
    other.close()
    assert room.used == 0

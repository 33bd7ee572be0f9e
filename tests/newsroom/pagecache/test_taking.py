"""Bodies over raw sockets: whoever sends one slowly holds up nobody, and it arrives as it was sent."""

from contextlib import ExitStack

import pytest

from newsroom.lengths import MOST_ELSEWHERE

from .raw import KEPT, LAST, OTHER, OURS, THEIRS, all_of, dripping, opened, said, serving, with_field

REFUSED = [b"X-Refuse: yes", b"Content-Length: %d" % (MOST_ELSEWHERE + 1)]
CHUNKED = [b"X-Refuse: yes", b"Transfer-Encoding: chunked"]
CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
SLOW = {
    "form": b"POST /a HTTP/1.1\r\nHost: a.example\r\nContent-Length: 100000\r\n\r\n",
    "get": with_field(b"Content-Length: 100000"),
    "awaited": b"PUT /a HTTP/1.1\r\nHost: a.example\r\nExpect: 100-continue\r\nContent-Length: 100000\r\n\r\n",
    "chunk": with_field(*CHUNKED) + b"fff\r\n",
    "size of a chunk": with_field(*CHUNKED) + b"3\r\nabc\r\n1;",
    "end of chunks": with_field(*CHUNKED) + b"0\r\nX-A: ",
    "too much": with_field(*REFUSED),
    "long head": KEPT[:-2] + b"".join(b"X-%d: %s\r\n" % (number, b"a" * 3000) for number in range(30)) + b"X-A: ",
}


@pytest.fixture(scope="module")
def ports():
    with ExitStack() as running:
        yield tuple(running.enter_context(serving(worker, SILENCE_SECONDS="60")) for worker in (OURS, THEIRS))


def form(body, *fields):
    head = [b"POST /a HTTP/1.1", b"Host: a.example", b"Content-Length: %d" % len(body), *fields, b"", b""]
    return b"\r\n".join(head) + body


@pytest.mark.parametrize("name", SLOW)
def test_nobody_holds_a_thread_by_sending_slowly(ports, name):
    with dripping(ports[0], SLOW[name], count=6):
        for _number in range(3):
            assert said(ports[0], OTHER, LAST).count(b"200 OK") == 2


def test_whoever_sends_too_slowly_is_given_up():
    with serving(OURS) as port, dripping(port, SLOW["form"], count=6) as lines:
        for line in lines:
            assert all_of(line) == b""


@pytest.mark.parametrize("length", [0, 1, 65_535, 65_536, 65_537, 1_000_000])
def test_body_of_any_length_arrives_whole(ports, length):
    body = (b"0123456789abcdef" * (length // 16 + 1))[:length]
    ours, theirs = (said(port, form(body)[:500], form(body)[500:] + form(b"next"), LAST) for port in ports)

    assert ours == theirs
    assert body in ours


def test_chunks_that_came_at_once_and_what_follows_are_read_as_gunicorn_reads_them(ports):
    text = with_field(b"Transfer-Encoding: chunked", b"X-Tell: yes")
    text += b"3;a=b\r\nabc\r\nA\r\n0123456789\r\n0\r\nX-B: c\r\n\r\n" + OTHER + LAST

    assert said(ports[0], text) == said(ports[1], text)


@pytest.mark.parametrize("begun", [b"", b"3\r\nab", b"3\r\nabc\r\n0\r\n"])
@pytest.mark.parametrize("field", [b"X-A: b", b"Expect: 100-continue"])
def test_chunks_that_have_not_ended_are_answered_without_them(ports, begun, field):
    with opened(ports[0]) as line:
        line.sendall(with_field(field, *CHUNKED) + begun)
        answer = all_of(line)

    assert answer.startswith(b"HTTP/1.1 413")
    assert b"\r\nConnection: close\r\n" in answer


def test_connection_is_kept_after_a_body_that_nobody_reads(ports):
    request = form(b"abc" * 10_000, b"X-Refuse: yes")
    pieces = [request[:300], request[300:] + request[:10_000], request[10_000:] + LAST]

    assert said(ports[0], *pieces) == said(ports[1], *pieces)
    assert said(ports[0], *pieces).count(b"HTTP/1.1 413") == 2


def test_whoever_waits_for_a_word_gets_it_once(ports):
    request = form(b"abc", b"Expect: 100-continue")
    with opened(ports[0]) as line:
        for _number in range(2):
            line.sendall(request[:-3])
            assert line.recv(1000) == CONTINUE
            line.sendall(b"abc")
            answer = b""
            while b'"body": "abc"' not in answer:
                answer += line.recv(1000)
            assert answer.startswith(b"HTTP/1.1 200 OK")


def test_whoever_announces_too_much_is_told_so_and_not_to_go_on(ports):
    with opened(ports[0]) as line:
        line.sendall(with_field(b"Expect: 100-continue", *REFUSED))
        answer = all_of(line)

    assert answer.startswith(b"HTTP/1.1 413")
    assert b"\r\nConnection: close\r\n" in answer


@pytest.mark.parametrize("missing", [1, 100])
def test_half_a_form_is_none(ports, missing):
    """The application would take what has come for the whole."""
    assert said(ports[0], form(b"name=value&" * 20)[:-missing]) == b""
    assert said(ports[0], LAST)


def test_body_that_is_on_its_way_is_waited_for_when_a_worker_ends():
    with serving(OURS, "--max-requests=2", "--graceful-timeout=60", SILENCE_SECONDS="60") as port, opened(port) as line:
        line.sendall(form(b"abc")[:-1])
        assert said(port, LAST)
        line.sendall(b"c")

        assert b'"body": "abc"' in all_of(line)

"""What is sent, over raw sockets to the server as production runs it: too much is refused before it is read, and no
more than a little of what is taken is ever in memory."""

import base64
import os
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPConnection

import pytest

from articles.decoder.opening import MOST_BYTES
from bench import database, load, memory, stack
from newsroom.lengths import MEGABYTE, MOST_ELSEWHERE, MOST_ON_DESK
from tests.newsroom.pagecache.raw import dripping

from .conftest import prepare

pytestmark = pytest.mark.slow

NAME = f"newsroom_uploads_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
BOUNDARY = "b0undary"
DESK, READERS = "/admin/login/", "/search/"
END = f"\r\n--{BOUNDARY}--\r\n".encode()
PIECE = bytes(MEGABYTE)
MOST_GROWTH = 50 * MEGABYTE
# Of a form of ours, though with a token that is none: Django reads what was sent to look for it.
FROM_US = {"Origin": stack.SITE, "Cookie": f"__Host-newsroom-csrf={'a' * 32}"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Where the server puts what it keeps of an upload."""
    return tmp_path_factory.mktemp("uploads")


@pytest.fixture(scope="module")
def served(folder):
    address = database.made(NAME, anew=True)
    try:
        prepare(address, by=stack.prepare_bare)
        with stack.serving(DATABASE_URL=address, TMPDIR=str(folder)) as server:
            for _number in range(20):  # every process has then what it loads with the first form
                assert send(server, *file_of(1)) == 403
            yield server
    finally:
        database.drop(NAME)


def head(path, **fields):
    fields = stack.PROXIED | FROM_US | {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"} | fields
    lines = [f"POST {path} HTTP/1.1", *(f"{name.replace('_', '-')}: {value}" for name, value in fields.items())]
    return "\r\n".join([*lines, "", ""]).encode()


def part(number=0, *lines):
    named = f'Content-Disposition: form-data; name="file{number}"; filename="{number}.jpg"'
    return "\r\n".join([f"--{BOUNDARY}", named, *lines, "", ""]).encode()


def status_of(line):
    """The status that comes, or None where the other end hung up on us first."""
    try:
        came = line.recv(64)
    except ConnectionResetError:
        return None
    return int(came.split()[1]) if came else None


def send(served, *pieces):
    """The status that the server answers to these bytes; it may answer, and hang up, before all have been sent."""
    with closing(socket.create_connection(("127.0.0.1", served.port), timeout=60)) as line:
        try:
            for piece in pieces:
                line.sendall(piece)
        except (BrokenPipeError, ConnectionResetError):
            pass
        return status_of(line)


def file_of(megabytes, *, content=PIECE):
    """A form with one file of that length, piece by piece."""
    start = part()
    yield head(DESK, Content_Length=len(start) + megabytes * len(content) + len(END))
    yield start
    for _ in range(megabytes):
        yield content
    yield END


@pytest.mark.parametrize("path", [DESK, READERS])
def test_the_process_is_up_while_many_send_slowly(served, path):
    """Twice as many as there are threads."""
    asked = load.request("/healthz", stack.PROXIED)
    with dripping(served.port, head(path, Content_Length=MEGABYTE), count=16):
        for _number in range(5):
            assert send(served, asked) == 200


@pytest.mark.parametrize(("path", "most"), [(DESK, MOST_ON_DESK), (READERS, MOST_ELSEWHERE)])
def test_what_is_announced_too_long_is_refused_before_it_is_sent(served, path, most):
    assert send(served, head(path, Content_Length=most + 1)) == 413
    assert send(served, head(path, Content_Length=2**62)) == 413


def test_the_refusal_is_a_page_with_a_sentence(served):
    with closing(HTTPConnection("127.0.0.1", served.port, timeout=60)) as line:
        line.putrequest("POST", DESK, skip_host=True)
        for name, value in (stack.PROXIED | {"Content-Length": str(MOST_ON_DESK + 1)}).items():
            line.putheader(name, value)
        line.endheaders()
        answer = line.getresponse()
        assert (answer.status, b"At most 256 MB can be sent at once" in answer.read()) == (413, True)


def test_what_has_no_announced_length_is_refused(served):
    chunks = b"100000\r\n" + PIECE + b"\r\n"

    with memory.flat(served.pid, MOST_GROWTH):
        assert send(served, head(DESK, Transfer_Encoding="chunked"), *[chunks] * 300) in (411, None)
    assert send(served, head(DESK, Transfer_Encoding="chunked")) == 411


@pytest.mark.parametrize("length", ["-1", "1a", "0x10", "1, 1", ""])
def test_lengths_that_are_none_are_refused(served, length):
    assert send(served, head(DESK, Content_Length=length), b"x") in (400, 403)


def test_a_file_as_long_as_may_be_sent_is_never_in_memory(served):
    with memory.flat(served.pid, MOST_GROWTH):
        assert send(served, *file_of(250)) == 403  # it lacks the form's token


def test_a_file_in_base64_is_never_in_memory(served):
    with memory.flat(served.pid, MOST_GROWTH):
        lines = part(0, "Content-Transfer-Encoding: base64")
        content = base64.b64encode(bytes(3 * MEGABYTE // 4))
        length = len(lines) + 200 * len(content) + len(END)
        assert send(served, head(DESK, Content_Length=length), lines, *[content] * 200, END) == 403


def test_many_files_are_never_in_memory(served):
    """A hundred, each short enough to be kept in memory by itself."""
    parts = [part(number) + PIECE * 2 + b"\r\n" for number in range(100)]
    length = sum(map(len, parts)) + len(END)

    with memory.flat(served.pid, MOST_GROWTH):
        assert send(served, head(DESK, Content_Length=length), *parts, END) == 403


def test_a_thousand_files_are_refused(served):
    parts = b"".join(part(number) + b"x\r\n" for number in range(1000)) + END

    assert send(served, head(DESK, Content_Length=len(parts)), parts) == 400


def test_a_field_without_end_is_refused(served):
    start = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="caption"\r\n\r\n'.encode()

    with memory.flat(served.pid, MOST_GROWTH):
        length = len(start) + 200 * MEGABYTE + len(END)
        assert send(served, head(DESK, Content_Length=length), start, *[PIECE] * 200, END) in (400, None)


def test_a_head_of_a_part_without_end_is_refused(served):
    start = f"--{BOUNDARY}\r\nContent-Disposition: form-data; name=".encode()

    with memory.flat(served.pid, MOST_GROWTH):
        length = len(start) + 100 * MEGABYTE + len(END)
        assert send(served, head(DESK, Content_Length=length), start, *[PIECE] * 100, END) in (400, 403, None)


def test_a_boundary_that_never_comes_leaves_nothing(served, folder):
    with memory.flat(served.pid, MOST_GROWTH):
        assert send(served, head(DESK, Content_Length=50 * MEGABYTE), *[PIECE] * 50) in (400, 403)
    assert list(folder.iterdir()) == []


def test_somebody_who_goes_away_leaves_nothing(served, folder):
    with closing(socket.create_connection(("127.0.0.1", served.port), timeout=60)) as line:
        line.sendall(head(DESK, Content_Length=MOST_BYTES) + part() + PIECE * 3)
    _until(lambda: not list(folder.iterdir()))


def test_twenty_people_who_send_at_once_are_never_in_memory(served):
    with memory.flat(served.pid, MOST_GROWTH), ThreadPoolExecutor(20) as people:
        answers = list(people.map(lambda _number: send(served, *file_of(20)), range(20)))
    assert answers == [403] * 20


def _until(holds, seconds=20):
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.05)

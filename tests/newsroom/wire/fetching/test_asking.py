import gzip
import socket
import time
import zlib
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from newsroom.wire.fetching import Answered, NotAllowed, NotFetched, Unfit, Unreachable, asking, fetch, reaching

from ..serving import answer, leading_to

WORDS = b"The boats go out again."


def resolving(monkeypatch, *answers):
    """Lets every name lead to these addresses, one after the other with each question; returns the questions."""
    asked = []

    def getaddrinfo(host, port, *_options, **_named):
        asked.append(host)
        found = answers[min(len(asked), len(answers)) - 1]
        return [
            (socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))
            for address in found.split()
        ]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return asked


def refused(url, kind=NotFetched, **options):
    with pytest.raises(kind) as refusal:
        fetch(url, **options)
    return str(refusal.value)


def test_fetched_is_what_the_server_sent(served):
    server = served(answer(WORDS, "Content-Type: text/plain", 'ETag: "1"'))

    found = fetch(server.address("/feed.xml?page=1#top"), headers={"Authorization": "Bearer secret"})

    assert (found.status, found.body, found.headers["etag"], found.moved_to) == (200, WORDS, '"1"', "")
    assert found.address == server.address("/feed.xml?page=1")
    [request] = server.asked
    assert request.startswith("GET /feed.xml?page=1 HTTP/1.1\r\n")
    assert f"\r\nHost: 127.0.0.1:{server.port}\r\n" in request
    assert "\r\nAuthorization: Bearer secret\r\n" in request


def test_letters_of_other_scripts_are_written_as_servers_read_them(served):
    server = served(answer(WORDS))

    fetch(server.address("/خبر/?q=é%20x"))

    assert server.paths == ["/%D8%AE%D8%A8%D8%B1/?q=%C3%A9%20x"]


def test_what_has_not_changed_is_not_sent_again(served):
    server = served(answer(b"", status="304 Not Modified"))

    found = fetch(server.address(), etag='"1"', last_modified="Sun, 29 Nov 2026 10:00:00 GMT")

    assert (found.is_unchanged, found.body) == (True, b"")
    assert '\r\nIf-None-Match: "1"\r\nIf-Modified-Since: Sun, 29 Nov 2026 10:00:00 GMT\r\n' in server.asked[0]


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("120", 120),
        ("soon", None),
        ("", None),
        ("-5", None),
        ("Sun, 06 Nov 1994 08:49:37 GMT", 0),
        ("9" * 30, 999999999),
    ],
)
def test_refusal_says_for_how_long(served, said, seconds):
    server = served(answer(b"", f"Retry-After: {said}", status="503 Busy"))

    with pytest.raises(Answered, match=r"^127\.0\.0\.1 answered with status 503\.$") as refusal:
        fetch(server.address("/?key=secret"))

    assert (refusal.value.status, refusal.value.retry_after_seconds) == (503, seconds)


def test_moment_until_which_a_server_is_left_alone_is_counted_from_now(served):
    later = format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)
    server = served(answer(b"", f"Retry-After: {later}", status="429 Slowly"))

    with pytest.raises(Answered) as refusal:
        fetch(server.address())

    assert refusal.value.retry_after_seconds == pytest.approx(3600, abs=120)


def test_unchanged_is_no_answer_to_who_has_nothing(served):
    assert "304" in refused(served(answer(b"", status="304 Not Modified")).address(), Answered)


# --- Addresses ---


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("ftp://example.org/", "An address begins with https:// or http://."),
        ("file:///etc/passwd", "An address begins with https:// or http://."),
        ("//example.org/", "An address begins with https:// or http://."),
        ("gopher://127.0.0.1:6379/_FLUSHALL", "An address begins with https:// or http://."),
        ("example.org/feed.xml", "An address begins with https:// or http://."),
        ("", "An address begins with https:// or http://."),
        ("http://", "“” is no name of a server."),
        ("http:///feed.xml", "“” is no name of a server."),
        ("http://user:secret@example.org/", "An address carries no name or password."),
        ("http://@example.org/", "An address carries no name or password."),
        ("http://example.org:8080/", "Nothing is fetched from port 8080, only from 80 and 443."),
        ("http://example.org:0/", "Nothing is fetched from port 0, only from 80 and 443."),
        ("http://example.org:99999/", "This is no address: http://example.org:99999/"),
        ("http://[::1", "This is no address: http://[::1"),
        ("http://exa mple.org/", "An address has no spaces, control characters or backslashes."),
        ("http://example.org\\@127.0.0.1/", "An address has no spaces, control characters or backslashes."),
        ("http://example.org/\r\nX: y", "An address has no spaces, control characters or backslashes."),
        ("http://example.org/\ud800", "An address has no spaces, control characters or backslashes."),
        ("http://%31%32%37.0.0.1/", "“%31%32%37.0.0.1” is no name of a server."),
        ("http://[fe80::1%25eth0]/", "“fe80::1%25eth0” is no name of a server."),
        ("http://" + "a" * 64 + "é.example/", "“" + "a" * 64 + "é.example” is no name of a server."),
        ("http://example.org/" + "a" * 2000, "The address is longer than 2000 characters."),
    ],
)  # fmt: skip
def test_address_that_is_never_fetched_is_told_why(url, sentence):
    assert refused(url, NotAllowed) == sentence


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1", "017700000001", "127.1",
     "0.0.0.0", "169.254.169.254", "10.0.0.1", "[fe80::1]", "[::]", "100.64.0.1", "[64:ff9b::7f00:1]",
     "[::127.0.0.1]", "１２７.0.0.1"],
)  # fmt: skip
def test_address_inside_is_not_connected_to(host, canary, settings):
    """The port may be asked, at another address: it is the address that counts."""
    settings.FETCH_INSIDE = [f"192.0.2.7:{canary.port}"]

    assert "not on the internet" in refused(f"http://{host}:{canary.port}/", NotAllowed)


def test_name_that_leads_inside_is_not_connected_to(monkeypatch):
    resolving(monkeypatch, "93.184.215.14 127.0.0.1")  # one of several is enough

    assert refused("http://feeds.example/", NotAllowed) == (
        "feeds.example leads to 127.0.0.1, port 80, which is not on the internet. Nothing is fetched there unless "
        "FETCH_INSIDE names it."
    )


def test_name_is_looked_up_once_and_that_very_address_asked(monkeypatch, served, canary):
    """A name server that says something else the second time is not asked a second time."""
    server = served(answer(WORDS))
    asked = resolving(monkeypatch, "127.0.0.1", "192.0.2.1", "192.0.2.1")

    assert fetch(f"http://feeds.example:{server.port}/").body == WORDS
    assert asked == ["feeds.example"]
    assert f"\r\nHost: feeds.example:{server.port}\r\n" in server.asked[0]


def test_name_that_comes_to_lead_inside_is_looked_at_again_with_each_redirect(monkeypatch, served, canary):
    """The server leads to itself; by then its name leads inside."""
    server = served(leading_to("/again"))
    resolving(monkeypatch, "127.0.0.1", "169.254.169.254")

    assert "leads to 169.254.169.254, port" in refused(f"http://feeds.example:{server.port}/", NotAllowed)
    assert server.paths == ["/"]


@pytest.mark.parametrize(
    "location",
    ["http://127.0.0.1:{port}/", "http://localhost:{port}/", "//[::1]:{port}/", "http://0x7f000001:{port}/",
     "file:///etc/passwd", "http://a:b@example.org/", "http://127.0.0.1/", "http://169.254.169.254/latest/", "http://[::1"],
)  # fmt: skip
def test_redirect_to_the_inside_is_not_followed(served, canary, location):
    server = served(leading_to(location.format(port=canary.port)))

    refused(server.address(), NotAllowed)

    assert server.paths == ["/feed.xml"]


def test_place_inside_that_the_owner_names_is_one_address_and_port(settings, canary):
    settings.FETCH_INSIDE = ["127.0.0.1"]  # at the usual ports

    assert "port" in refused(canary.address(), NotAllowed)


def test_proxy_of_the_machine_is_passed_by(monkeypatch, served, canary):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, canary.address("/"))

    assert fetch(served(answer(WORDS)).address()).body == WORDS


# --- Redirects ---


def test_redirects_are_followed_three_times(served):
    server = served(leading_to("/2", "301 Moved"), leading_to("3", "308 Moved"), leading_to("/é"), answer(WORDS))

    found = fetch(server.address("/1"))

    assert (found.body, found.address) == (WORDS, server.address("/%C3%A9"))
    assert found.moved_to == server.address("/3")  # what comes after a redirect for now is for now
    assert server.paths == ["/1", "/2", "/3", "/%C3%A9"]


def test_endless_redirects_end(served):
    server = served(leading_to("/on"))

    assert refused(server.address(), Unfit) == "127.0.0.1 leads on from address to address, more than 3 times."
    assert len(server.asked) == 4


def test_secret_is_for_the_server_that_it_was_meant_for(served):
    other = served(answer(WORDS))
    server = served(leading_to("/own"), leading_to(other.address()))

    fetch(server.address(), headers={"Authorization": "Bearer secret"})

    assert ["secret" in request for request in server.asked + other.asked] == [True, True, False]


# --- Bounds ---


@pytest.fixture
def hurried(monkeypatch):
    monkeypatch.setattr(asking, "TOTAL_SECONDS", 0.3)


def dripping(start):
    def pieces():
        yield start
        while True:
            time.sleep(0.01)
            yield b"x"

    return pieces


@pytest.mark.parametrize(
    "start",
    [
        b"", b"HTTP/1.1 ", b"HTTP/1.1 200 OK\r\nX: ", b"HTTP/1.1 200 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(b"", mtime=0)[:10],
    ],
    ids=["nothing", "status", "header", "body", "long body", "chunk", "gzip"],
)  # fmt: skip
def test_server_that_drips_is_cut_off(served, hurried, start):
    sentence = refused(served(dripping(start)).address())

    assert sentence in (
        "127.0.0.1 did not send everything within 0.3 seconds.",
        "127.0.0.1 sends broken gzip.",
        "127.0.0.1 sends what is no proper answer.",
    )


def test_body_that_was_cut_off_does_not_pass_for_whole(served, hurried):
    """Without a length the end of the connection is the end of the answer."""
    server = served(dripping(b"HTTP/1.1 200 OK\r\n\r\n<rss>"))

    assert refused(server.address(), Unfit) == "127.0.0.1 did not send everything within 0.3 seconds."


def test_redirects_share_one_time(served, hurried):
    def slowly():
        time.sleep(0.15)
        yield leading_to("/on")

    assert "within 0.3 seconds" in refused(served(slowly).address(), Unfit)


def test_server_that_refuses_the_connection_is_told(settings):
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    settings.FETCH_INSIDE = [f"127.0.0.1:{port}"]

    assert refused(f"http://127.0.0.1:{port}/", Unreachable) == "127.0.0.1 cannot be reached: Connection refused."


def test_name_that_nobody_knows_is_told(monkeypatch):
    def unknown(*_arguments, **_named):
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)

    assert refused("https://nowhere.example/", Unreachable) == (
        "nowhere.example cannot be reached: Name or service not known."
    )


def test_name_server_that_is_silent_is_not_waited_for(monkeypatch):
    monkeypatch.setattr(reaching, "CONNECT_SECONDS", 0.05)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_arguments, **_named: time.sleep(0.5) or [])

    assert refused("https://feeds.example/", Unreachable) == "No name server says in time where feeds.example is."


@pytest.mark.parametrize(
    "sent",
    [
        answer(b"x" * 1001),
        b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 1001,
        answer(b"", "Content-Length: 1001"),
        answer(b"3e9\r\n" + b"x" * 1001 + b"\r\n0\r\n\r\n", "Transfer-Encoding: chunked"),
        answer(gzip.compress(bytes(1001)), "Content-Encoding: gzip"),
        answer(gzip.compress(bytes(300)) * 4, "Content-Encoding: x-gzip"),
        answer(gzip.compress(bytes(5_000_000)), "Content-Encoding: gzip"),
    ],
    ids=["length", "no length", "only said", "chunked", "gzip", "members", "bomb"],
)
def test_answer_that_is_too_long_is_not_taken(served, sent):
    assert refused(served(sent).address(), Unfit, most=1000) == "127.0.0.1 sends more than 0 MB."


def test_endless_answer_is_not_read_to_its_end(served):
    def endless():
        yield b"HTTP/1.1 200 OK\r\n\r\n"
        while True:
            yield bytes(64 * 1024)

    assert refused(served(endless).address(), Unfit) == "127.0.0.1 sends more than 10 MB."


def test_endless_gzip_is_not_unpacked_to_its_end(served):
    def endless():
        yield b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"
        packing = zlib.compressobj(wbits=31)
        while True:
            yield packing.compress(bytes(4_000_000)) + packing.flush(zlib.Z_SYNC_FLUSH)

    assert refused(served(endless).address(), Unfit) == "127.0.0.1 sends more than 10 MB."


@pytest.mark.parametrize("most", [1000, 10_000_000])
def test_as_much_as_is_taken_is_taken(served, most):
    body = bytes(most)

    assert fetch(served(answer(gzip.compress(body, 1), "Content-Encoding: gzip")).address(), most=most).body == body
    assert fetch(served(answer(body)).address(), most=most).body == body


@pytest.mark.parametrize(
    "sent",
    [
        b"HTTP/1.1 200 OK\r\nX: " + b"x" * 70_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 120 + b"\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"".join(b"X%d: %s\r\n" % (n, b"y" * 6000) for n in range(20)) + b"\r\n",
        b"HTTP/1.1 100 Continue\r\nX: y\r\n\r\n" * 5000,
        b"HTTP/1.1 " + b"2" * 70_000,
    ],
    ids=["long header", "many headers", "long head", "announcements", "status"],
)
def test_head_has_bounds(served, sent):
    assert refused(served(sent).address(), Unfit) in (
        "127.0.0.1 sends more headers than any answer needs.",
        "127.0.0.1 sends what is no proper answer.",
    )


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        (answer(WORDS, "Content-Length: 500"), "stopped before the end of its answer."),
        (answer(b"500\r\n" + WORDS, "Transfer-Encoding: chunked"), "sends what is no proper answer."),
        (answer(b"zz\r\n" + WORDS, "Transfer-Encoding: chunked"), "sends what is no proper answer."),
        (answer(WORDS, "Content-Length: 23", "Content-Length: 5"), "gives several lengths of one answer."),
        (answer(gzip.compress(WORDS)[:-9], "Content-Encoding: gzip"), "stopped before the end of its answer."),
        (answer(b"", "Content-Encoding: gzip"), "stopped before the end of its answer."),
        (answer(WORDS, "Content-Encoding: gzip"), "sends broken gzip."),
        (answer(gzip.compress(b"") * 500, "Content-Encoding: gzip"), "sends broken gzip."),
        (answer(WORDS, "Content-Encoding: br"), "answers in a coding that nobody asked for: br."),
        (answer(WORDS, "Content-Encoding: gzip, gzip"), "answers in a coding that nobody asked for: gzip, gzip."),
        (b"", "sends what is no proper answer."),
        (b"SSH-2.0-OpenSSH_9.2\r\n", "sends what is no proper answer."),
        (b"\x00" * 100, "sends what is no proper answer."),
    ],
    ids=["length", "chunk", "no chunk", "two lengths", "gzip", "no gzip", "not gzip", "members", "br", "twice", "none",
         "ssh", "nul"],
)  # fmt: skip
def test_broken_answer_is_told(served, sent, sentence):
    found = refused(served(sent).address())

    assert found in (
        f"127.0.0.1 {sentence}",
        "127.0.0.1 cannot be reached: Remote end closed connection without response.",
    )


@pytest.mark.parametrize("length", ["-5", "abc", ""])
def test_length_that_says_nothing_is_no_length(served, length):
    assert fetch(served(answer(WORDS, f"Content-Length: {length}")).address()).body == WORDS


# --- Secured servers ---


def test_secured_server_is_asked_if_somebody_vouches_for_it(served, certified, monkeypatch):
    file, context = certified
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    server = served(answer(WORDS), secured=context)

    assert fetch(server.address(host="localhost", scheme="https")).body == WORDS


def test_server_that_nobody_vouches_for_is_asked_nothing(served, certified):
    server = served(answer(WORDS), secured=certified[1])

    sentence = refused(server.address(host="localhost", scheme="https"), Unreachable)

    assert sentence == "localhost has no certificate that can be trusted: self-signed certificate."
    assert server.asked == []


def test_certificate_is_that_of_the_name_and_not_of_the_address(served, certified, monkeypatch):
    file, context = certified
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    server = served(answer(WORDS), secured=context)

    assert "certificate" in refused(server.address(scheme="https"), Unreachable)
    assert server.asked == []

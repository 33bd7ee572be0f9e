import socket
import time
from contextlib import contextmanager, suppress
from threading import Thread

import pytest

from newsroom.desk.pings import sending
from newsroom.desk.pings.sending import PingFailed, PingRefused, post
from tests.certificates import certified_localhost

from .receiving import receiving


@pytest.fixture(autouse=True)
def _inside(settings):
    settings.PINGS_INSIDE = True


@pytest.mark.parametrize("status", [200, 202, 204])
def test_taken_request_is_done(status):
    with receiving(status) as (address, came):
        post(address, b"one=1", media_type="text/plain")

    [(path, headers, body)] = came
    assert (path, body, headers["Content-Type"]) == ("/ping", "one=1", "text/plain")


@pytest.mark.parametrize(
    ("status", "error"), [(403, PingRefused), (422, PingRefused), (429, PingFailed), (500, PingFailed)]
)
def test_refusal_says_whether_to_come_again(status, error):
    with receiving(status) as (address, _came), pytest.raises(error, match=str(status)):
        post(address, b"", media_type="text/plain")


def test_redirect_is_not_followed():
    with receiving(302, 200) as (address, came), pytest.raises(PingFailed):
        post(address, b"one=1", media_type="text/plain")

    assert len(came) == 1


def test_server_that_is_away_or_silent_is_tried_later(monkeypatch):
    monkeypatch.setattr(sending, "TOTAL_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        for scheme in ("http", "https"):
            with pytest.raises(PingFailed):
                post(f"{scheme}://127.0.0.1:{port}/", b"", media_type="text/plain")

    with pytest.raises(PingFailed):
        post(f"http://127.0.0.1:{port}/", b"", media_type="text/plain")


@contextmanager
def dripping(start):
    """The port of a server that begins to answer and then sends a letter of a head each hundredth of a second."""

    def drip():
        with suppress(OSError):
            connected, _address = server.accept()
            with connected:
                connected.sendall(start)
                while True:
                    connected.sendall(b"x")
                    time.sleep(0.01)

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = Thread(target=drip, daemon=True)
        thread.start()
        yield server.getsockname()[1]
        thread.join(timeout=5)
        assert not thread.is_alive()


def test_server_that_drips_is_cut_off(monkeypatch):
    """Each letter would begin a socket's timeout anew."""
    monkeypatch.setattr(sending, "TOTAL_SECONDS", 0.2)

    with dripping(b"HTTP/1.1 ") as port, pytest.raises(PingFailed):
        post(f"http://127.0.0.1:{port}/", b"", media_type="text/plain")


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:{port}/", "http://localhost:{port}/", "http://[::ffff:127.0.0.1]:{port}/"]
)
def test_address_inside_a_network_is_for_the_settings_to_allow(settings, address):
    settings.PINGS_INSIDE = False
    with receiving(200) as (taken, came):
        port = taken.rpartition(":")[2].partition("/")[0]
        with pytest.raises(PingRefused, match="PINGS_INSIDE"):
            post(address.format(port=port), b"", media_type="text/plain")

    assert came == []


def test_proxy_of_the_machine_is_passed_by(monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9/")

    with receiving(200) as (address, came):
        post(address, b"", media_type="text/plain")

    assert len(came) == 1


@pytest.fixture(scope="module")
def certified(tmp_path_factory):
    return certified_localhost(tmp_path_factory.mktemp("tls"))


def test_secured_server_is_told_if_somebody_vouches_for_it(certified, monkeypatch):
    file, context = certified
    monkeypatch.setenv("SSL_CERT_FILE", str(file))

    with receiving(200, secured=context) as (address, came):
        post(address, b"one=1", media_type="text/plain")

    assert [body for _path, _headers, body in came] == ["one=1"]


def test_server_that_nobody_vouches_for_is_told_nothing(certified):
    with receiving(200, secured=certified[1]) as (address, came), pytest.raises(PingFailed, match="certificate"):
        post(address, b"one=1", media_type="text/plain")

    assert came == []

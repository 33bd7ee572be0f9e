import socket

import pytest

from newsroom.desk.pings import sending
from newsroom.desk.pings.sending import PingFailed, PingRefused, post

from .receiving import receiving


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
    monkeypatch.setattr(sending, "TIMEOUT", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        with pytest.raises(PingFailed):
            post(f"http://127.0.0.1:{port}/", b"", media_type="text/plain")

    with pytest.raises(PingFailed):
        post(f"http://127.0.0.1:{port}/", b"", media_type="text/plain")

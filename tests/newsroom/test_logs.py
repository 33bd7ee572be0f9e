import logging
import sys

import pytest

from newsroom.logs import WithoutRefusedTraces, WithoutTokens


def record(**extra):
    try:
        raise ValueError("what happened")
    except ValueError:
        made = logging.makeLogRecord({"levelno": logging.ERROR, "exc_info": sys.exc_info()} | extra)
    assert WithoutRefusedTraces().filter(made)
    return made


@pytest.mark.parametrize("status", [400, 403, 404])
def test_refused_request_is_logged_without_a_traceback(status):
    assert record(status_code=status).exc_info is None


def test_fault_of_ours_keeps_its_traceback():
    assert record(status_code=500).exc_info is not None
    assert record().exc_info is not None


def test_unknown_host_and_refusal_fill_no_log(client, caplog, settings, db):
    caplog.handler.addFilter(WithoutRefusedTraces())

    client.get("/", headers={"host": "elsewhere.example"})
    client.get("/", REMOTE_ADDR="192.0.2.7")

    assert "Traceback" not in caplog.text


@pytest.mark.parametrize(
    ("message", "logged"),
    [
        ("Not Found: /preview/secret-token/", "Not Found: /preview/.../"),
        ("Forbidden (no token): /preview/secret-token/reply/", "Forbidden (no token): /preview/.../reply/"),
        ("Not Found: /admin/articles/article/3/preview/page/", "Not Found: /admin/articles/article/3/preview/page/"),
        ("Forbidden (no token): /accounts/mail/eyJ1:1x:se-al/", "Forbidden (no token): /accounts/mail/.../"),
        ("Gone: /accounts/password/eyJ1:1x:se-al/", "Gone: /accounts/password/.../"),
        ("Gone: /accounts/password/choose/", "Gone: /accounts/password/choose/"),
        ("Bad Request: /accounts/mail/", "Bad Request: /accounts/mail/"),
        ("Not Found: /world/2026/", "Not Found: /world/2026/"),
    ],
)
@pytest.mark.parametrize("as_argument", [True, False])
def test_token_is_not_logged(message, logged, as_argument):
    reason, _colon, path = message.rpartition(": ")
    text, arguments = ("%s: %s", (reason, path)) if as_argument else (message, None)
    written = logging.LogRecord("django.request", logging.WARNING, "", 0, text, arguments, None)

    WithoutTokens().filter(written)

    assert written.getMessage() == logged

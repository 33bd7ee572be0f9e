import logging
import sys

import pytest

from newsroom.logs import WithoutRefusedTraces


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

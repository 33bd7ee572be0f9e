import pytest
from django.test import Client


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "127.8.9.1"])
def test_request_from_this_machine_is_answered(address):
    assert Client().get("/healthz", REMOTE_ADDR=address).status_code == 200


@pytest.mark.parametrize("address", ["192.0.2.7", "10.0.0.1", "2001:db8::1"])
def test_request_from_elsewhere_is_refused(address):
    assert Client().get("/healthz", REMOTE_ADDR=address).status_code == 403

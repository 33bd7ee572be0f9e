"""Every answer has its headers, whoever gives it: the outermost middleware's refusals and redirects as well."""

import pytest
from django.test import Client

from tests.matrix.headers import wrong_headers

ADDRESSES = ["/", "/ar/nowhere/", "/admin/", "/accounts/", "/preview/token/", "/healthz"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def production(settings):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_REDIRECT_EXEMPT = ["^healthz$"]
    settings.SECURE_HSTS_SECONDS = 3600


def refusal(kind, address):
    """Middleware reads its settings when the first request comes: a client of its own for each."""
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    match kind:
        case "https":
            return client.get(address)
        case "host":
            return client.get(address, headers={"Host": "elsewhere.example"}, secure=True)
        case "method":
            return client.delete(address, secure=True)
        case "token":
            return client.post(address, secure=True)
        case "slash":
            return client.get(address.rstrip("/") or "/", secure=True)


STATUSES = {
    "https": {301, 200},
    "host": {400},
    "method": {405},
    "token": {403, 405, 404},
    "slash": {301, 302, 200, 404},
}


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("kind", STATUSES)
def test_refusal_and_redirect_have_every_header(production, kind, address):
    response = refusal(kind, address)

    assert response.status_code in STATUSES[kind]
    assert wrong_headers(address, response) == []
    assert not address.startswith("/preview/") or response.headers["Referrer-Policy"] == "no-referrer"
    assert kind == "https" or response.headers["Strict-Transport-Security"].startswith("max-age=3600")


@pytest.mark.parametrize("address", ["/", "/admin/", "/preview/token/"])
def test_demo_answers_strangers_with_every_header(address):
    response = Client(REMOTE_ADDR="192.0.2.7").get(address)

    assert response.status_code == 403
    assert wrong_headers(address, response) == []


@pytest.mark.parametrize("address", ["/admin", "/accounts", "/preview"])
def test_redirect_to_the_address_with_a_slash_is_kept_nowhere(client, address):
    response = client.get(address)

    assert (response.status_code, response["Location"]) == (301, f"{address}/")
    assert response.headers["Cache-Control"] == "private, no-store"

"""Whatever is sent in place of a passkey's answer gets a sentence. (tests/journeys has a browser with a real one.)"""

import json

import pytest
from django.core.exceptions import ValidationError

from newsroom.accounts.factor_forms import CredentialField
from newsroom.accounts.models import RecoveryCode

from .door import enrolled, sign_in

pytestmark = pytest.mark.django_db
NONSENSE = [
    "", "x", "[]", "1", "null", "{}", '{"id": 1}', '{"response": {}}', '{"response": null}', '"text"',
    '{"id":"AA","rawId":"AA","type":"public-key","response":{"clientDataJSON":"AA","authenticatorData":"AA"}}',
    '{"id":"AA","rawId":"AA","type":"public-key","response":{"clientDataJSON":"e30","attestationObject":"oA"}}',
    '{"id":"AA","rawId":"AA","type":"public-key","response":{"clientDataJSON":"e30","authenticatorData":"AA",'
    '"signature":"AA","userHandle":"MQ"}}',
    '{"id":"AA","rawId":"AA","type":"public-key","response":{"clientDataJSON":"e30","authenticatorData":"AA",'
    '"signature":"AA","userHandle":"zzzzzzzzzzzzzzzzzzzzzzzz"}}',
    "[" * 5000,
]  # fmt: skip


@pytest.mark.parametrize("credential", NONSENSE)
def test_nonsense_signs_in_nobody(client, huda, credential):
    client.get("/accounts/login/passkey/", headers={"Accept": "application/json"})

    response = client.post("/accounts/login/passkey/", {"credential": credential})

    assert response["Location"] == "/admin/login/"
    assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize("credential", NONSENSE)
def test_nonsense_is_no_second_factor(huda, credential):
    client, _secret, _codes = enrolled("huda")
    sign_in("huda", client=client)

    assert client.post("/accounts/login/code/", {"credential": credential}).status_code == 200
    assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize("credential", NONSENSE)
def test_nonsense_adds_no_passkey(huda, credential):
    client, _response = sign_in("huda")
    client.get("/accounts/second-factor/passkey/")

    page = client.post("/accounts/second-factor/passkey/", {"name": "Phone", "credential": credential})

    assert page.status_code == 200
    assert not RecoveryCode.objects.exists()


@pytest.mark.parametrize("answer", [r'{"more": "\u0000"}', r'{"more": "\ud800"}', '{"more": NaN}', "[" * 5000])
def test_answer_that_the_database_cannot_keep_is_refused(answer):
    with pytest.raises(ValidationError):
        CredentialField().clean(answer)


def test_options_for_signing_in_name_nobody(client, huda):
    answer = client.get("/accounts/login/passkey/", headers={"Accept": "application/json"})

    asked = answer.json()["request_options"]["publicKey"]
    assert (asked["userVerification"], asked.get("allowCredentials") or []) == ("required", [])
    assert answer["Cache-Control"] == "private, no-store"


def test_options_for_a_new_passkey_ask_for_one_that_verifies_its_user(huda):
    client, _response = sign_in("huda")

    asked = json.loads(client.get("/accounts/second-factor/passkey/").context["options"])["publicKey"]

    assert asked["authenticatorSelection"]["residentKey"] == "required"
    assert asked["authenticatorSelection"]["userVerification"] == "required"
    assert asked["user"]["name"] == "huda"


def test_passkeys_belong_to_the_sites_own_host(huda, settings):
    settings.SITE_URL, settings.ALLOWED_HOSTS = "https://news.example", ["*"]

    hosts = []
    for host in ("desk.news.example", "other.example"):
        client, _response = sign_in("huda")
        page = client.get("/accounts/second-factor/passkey/", headers={"Host": host})
        hosts.append(json.loads(page.context["options"])["publicKey"]["rp"]["id"])

    assert hosts == ["news.example", "other.example"]

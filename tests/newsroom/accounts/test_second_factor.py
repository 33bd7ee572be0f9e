"""Codes work once, are counted, and rest where nobody can read them."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from allauth.mfa.models import Authenticator
from django.db import connections

from newsroom.accounts import recovery_codes, second_factor
from newsroom.accounts.models import RecoveryCode
from tests.factories import make_user

from .door import HALF_MINUTE, PASSWORD, code, enrol, enrolled, give_code, sign_in

pytestmark = pytest.mark.django_db


def at_the_code(username, client=None):
    client, response = sign_in(username, client=client)
    assert response["Location"] == "/accounts/login/code/"
    return client


def test_code_opens_the_desk(huda):
    client, secret, _codes = enrolled("huda")
    at_the_code("huda", client)

    assert give_code(client, code(secret))["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_code_works_once(huda):
    first, secret, _codes = enrolled("huda")
    used = code(secret)
    at_the_code("huda", first)
    second = at_the_code("huda")

    assert give_code(first, used).status_code == 302
    assert give_code(second, used).status_code == 200
    assert second.get("/admin/").status_code == 302


def test_code_that_enrolled_the_app_is_used_up(huda):
    client, _response = sign_in("huda")
    secret, _codes = enrol(client, steps=0)
    client.post("/admin/logout/")
    at_the_code("huda", client)

    assert give_code(client, code(secret)).status_code == 200


def test_code_of_before_the_last_used_one_is_refused(huda):
    first, secret, _codes = enrolled("huda")
    at_the_code("huda", first)
    give_code(first, code(secret, steps=1))
    second = at_the_code("huda")

    assert give_code(second, code(secret, steps=0)).status_code == 200


@pytest.mark.parametrize("steps", [-3, -2, 2, 3])
def test_code_of_another_time_is_refused(huda, steps):
    client, secret, _codes = enrolled("huda")
    at_the_code("huda", client)

    assert give_code(client, code(secret, steps=steps)).status_code == 200


def test_code_in_the_digits_of_another_script_is_the_same_code(huda):
    client, secret, _codes = enrolled("huda")
    at_the_code("huda", client)
    typed = "".join(chr(0x660 + int(digit)) for digit in code(secret))

    assert give_code(client, f"{typed[:3]} {typed[3:]}").status_code == 302


@pytest.mark.parametrize("typed", ["", " ", "000000", "²²²²²²", "x" * 5000, "\0", "null", "-1"])
def test_whatever_is_typed_is_refused_in_a_sentence(huda, typed):
    client, _secret, _codes = enrolled("huda")
    at_the_code("huda", client)

    assert give_code(client, typed).status_code == 200


def test_codes_are_counted(huda):
    client, secret, _codes = enrolled("huda")
    stranger = at_the_code("huda")
    for _time in range(5):
        give_code(stranger, "000000")

    refused = give_code(stranger, code(secret))

    assert "Too many tries." in refused.content.decode()
    at_the_code("huda", client)
    assert give_code(client, code(secret)).status_code == 302  # the owner's own device


def test_recovery_code_works_once(huda):
    client, _secret, codes = enrolled("huda")
    assert len(codes) == 10

    at_the_code("huda", client)
    assert give_code(client, codes[3].upper().replace("-", " ")).status_code == 302
    other = at_the_code("huda")
    assert give_code(other, codes[3]).status_code == 200
    assert recovery_codes.left(huda) == 9


def test_recovery_codes_are_kept_as_digests(huda):
    _client, secret, codes = enrolled("huda")

    kept = str(list(RecoveryCode.objects.values())) + str(list(Authenticator.objects.values()))

    assert [text for text in [secret, *codes, *(code.replace("-", "") for code in codes)] if text in kept] == []


def test_recovery_codes_are_shown_once(huda):
    client, _response = sign_in("huda")
    _secret, codes = enrol(client)

    pages = [client.get(f"/accounts/{page}") for page in ("", "second-factor/codes/", "second-factor/app/")]

    assert len(codes) == 10
    assert [shown for shown in codes for page in pages if shown in page.content.decode()] == []


def test_new_recovery_codes_void_the_earlier_ones(huda):
    client, _response = sign_in("huda")
    _secret, earlier = enrol(client)

    page = client.post("/accounts/second-factor/codes/").content.decode()

    assert recovery_codes.left(huda) == 10
    assert not recovery_codes.use(huda, code=earlier[0])
    assert earlier[0] not in page


def test_recovery_codes_need_a_factor(huda):
    client, _response = sign_in("huda")

    page = client.post("/accounts/second-factor/codes/").content.decode()

    assert "Add one first." in page
    assert not RecoveryCode.objects.exists()


def test_code_of_somebody_else_is_worth_nothing(huda, rami):
    _client, _secret, codes = enrolled("huda")
    client, _secret, _codes = enrolled("rami")
    at_the_code("rami", client)

    assert give_code(client, codes[0]).status_code == 200


def test_app_is_added_only_with_its_code(huda):
    client, _response = sign_in("huda")
    client.get("/accounts/second-factor/app/")

    page = client.post("/accounts/second-factor/app/", {"code": "000000"})

    assert "This is not the code" in page.content.decode()
    assert not Authenticator.objects.exists()


def test_second_app_is_refused(huda):
    client, _response = sign_in("huda")
    enrol(client)

    _secret, codes = enrol(client)

    assert codes == []
    assert Authenticator.objects.count() == 1


def test_secret_is_not_offered_to_a_changed_key(huda, settings):
    client, secret, codes = enrolled("huda")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another key, long and random enough", []
    client, _response = sign_in("huda")

    assert give_code(client, code(secret)).status_code == 200
    assert give_code(client, codes[0]).status_code == 302


def test_secret_is_read_with_an_earlier_key(huda, settings):
    _client, secret, _codes = enrolled("huda")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another key, long and random enough", [settings.SECRET_KEY]
    client, _response = sign_in("huda")

    assert give_code(client, code(secret)).status_code == 302


def test_last_factor_of_an_editor_stays(required, huda):
    client, _response = sign_in("huda")
    enrol(client)
    number = Authenticator.objects.get().pk

    page = client.post(f"/accounts/second-factor/{number}/remove/")

    assert "your role needs one" in page.content.decode()
    assert Authenticator.objects.count() == 1


def test_reporter_removes_the_factor_and_its_recovery_codes(required, rami):
    client, _response = sign_in("rami")
    enrol(client)

    client.post(f"/accounts/second-factor/{Authenticator.objects.get().pk}/remove/")

    assert (Authenticator.objects.count(), RecoveryCode.objects.count()) == (0, 0)
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize("page", ["remove", "name"])
@pytest.mark.parametrize("number", ["0", "99999999999999999999999", "{foreign}"])
def test_factor_of_somebody_else_is_not_there(huda, rami, page, number):
    enrolled("huda")
    foreign = Authenticator.objects.get().pk
    client, _response = sign_in("rami")
    address = f"/accounts/second-factor/{number.format(foreign=foreign)}/{page}/"

    assert [client.get(address).status_code, client.post(address, {"name": "x"}).status_code] == [404, 404]
    assert Authenticator.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["app", "recovery"])
def test_code_sent_by_many_at_once_lets_in_one(kind):
    user = make_user("reporter", username="rami", password=PASSWORD)
    _client, secret, codes = enrolled("rami")
    typed = code(secret) if kind == "app" else codes[0]
    clients = [at_the_code("rami", None) for _time in range(5)]

    def give(client):
        try:
            return give_code(client, typed).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=5) as crowd:
        found = sorted(crowd.map(give, clients))

    assert found == [200, 200, 200, 200, 302]
    assert len(second_factor.factors_of(user)) == 1


def test_half_minutes_are_those_of_the_standard(settings):
    """RFC 6238 and every app: six digits each thirty seconds."""
    assert HALF_MINUTE == 30
    assert len(code("JBSWY3DPEHPK3PXP")) == 6

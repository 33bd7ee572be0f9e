"""How often somebody may try. Counted before it is checked, and by device for whoever is known there."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import caches
from django.core.cache.backends.base import BaseCache
from django.db import connections
from django.test import Client

from newsroom import tries
from tests.factories import make_user

from .door import PASSWORD, enrolled, sign_in

pytestmark = pytest.mark.django_db
ELSEWHERE = {"REMOTE_ADDR": "192.0.2.7"}


def statuses(username, *, times, client=None, password="wrong"):
    return [sign_in(username, password, client)[1].status_code for _time in range(times)]


def test_sixth_wrong_password_is_not_tried(huda):
    assert statuses("huda", times=6) == [200] * 5 + [429]

    _client, response = sign_in("huda")
    assert (response.status_code, response["Retry-After"]) == (429, "60")
    assert "Too many tries." in response.content.decode()


def test_unknown_name_is_slowed_down_like_a_known_one(huda):
    assert statuses("nobody", times=6) == statuses("huda", times=6)


def test_spelling_of_a_name_gives_no_further_tries(huda):
    statuses("huda", times=5)

    assert statuses("HUDA", times=1) == statuses("\uff48uda", times=1) == [429]


def test_owner_with_a_known_device_still_gets_in(huda):
    owner, _response = sign_in("huda")
    owner.post("/admin/logout/")
    statuses("huda", times=6)

    assert sign_in("huda", client=owner)[1].status_code == 302


def test_known_device_is_slowed_down_for_itself(huda):
    owner, _response = sign_in("huda")

    assert statuses("huda", times=6, client=owner) == [200] * 5 + [429]


def test_device_known_to_one_account_is_a_stranger_to_another(huda, rami):
    insider, _response = sign_in("rami")
    statuses("huda", times=5)

    assert statuses("huda", times=1, client=insider) == [429]


def test_forged_device_is_a_stranger(huda):
    stranger = Client()
    stranger.cookies["newsroom-device"] = "eyJodWRhIjoiMSJ9:1:forged"
    statuses("huda", times=5)

    assert statuses("huda", times=1, client=stranger) == [429]


def test_others_at_the_same_address_still_get_in(huda, rami):
    statuses("huda", times=6)

    assert sign_in("rami")[1].status_code == 302


def test_address_that_tries_many_names_is_slowed_down(rami, anywhere):
    found = [statuses(f"name{number}", times=1)[0] for number in range(21)]

    assert found == [200] * 20 + [429]
    assert sign_in("rami")[1].status_code == 429
    assert sign_in("rami", client=Client(**ELSEWHERE))[1].status_code == 302


def test_strangers_bad_passkeys_keep_nobody_elsewhere_from_theirs(huda, anywhere):
    """A passkey names nobody before it is checked: what is wrong with it counts by the place alone."""

    def try_from(place):
        client = Client(REMOTE_ADDR=place)
        client.post("/accounts/login/passkey/", {"credential": '{"id": 1}'})
        return client

    for number in range(105):
        try_from(f"10.0.{number}.7")

    answer = try_from("192.0.2.7").get("/admin/login/").content.decode()
    assert "Too many tries." not in answer
    assert "This passkey could not be used." in answer


def test_right_passwords_do_not_count(rami):
    found = [sign_in("rami")[1].status_code for _time in range(25)]

    assert found == [302] * 25


@pytest.mark.parametrize(("proxies", "found"), [(0, [429]), (1, [302])])
def test_forwarded_address_counts_only_behind_a_proxy(settings, rami, anywhere, proxies, found):
    settings.TRUSTED_PROXIES = proxies
    for number in range(5):
        Client(REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="198.51.100.1").post(
            "/admin/login/", {"username": "rami", "password": f"wrong {number}"}
        )

    client = Client(REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="192.0.2.66, 203.0.113.9")

    assert [sign_in("rami", client=client)[1].status_code] == found


def test_forged_entries_before_the_proxys_own_are_worth_nothing(settings, rami):
    settings.TRUSTED_PROXIES = 1

    found = [
        sign_in("rami", "wrong", Client(HTTP_X_FORWARDED_FOR=f"192.0.2.{number}, 203.0.113.9"))[1].status_code
        for number in range(6)
    ]

    assert found == [200] * 5 + [429]


class CountingHasher(MD5PasswordHasher):
    checked = 0

    def verify(self, password, encoded):
        type(self).checked += 1
        return super().verify(password, encoded)


@pytest.mark.django_db(transaction=True)
def test_two_hundred_at_once_get_five_password_checks(settings):
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]
    make_user("editor", username="huda", password=PASSWORD)
    CountingHasher.checked = 0

    def knock(number):
        try:
            return sign_in("huda", f"wrong {number}")[1].status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=8) as crowd:
        found = list(crowd.map(knock, range(200)))

    assert (found.count(200), found.count(429)) == (5, 195)
    assert CountingHasher.checked == 5


class AwayCache(BaseCache):
    """A cache server that is not there."""

    def __init__(self, location, params):
        super().__init__(params)

    def get_many(self, keys, version=None):
        raise ConnectionError("The cache is away.")


@pytest.fixture
def away(settings):
    settings.CACHES = settings.CACHES | {"default": {"BACKEND": f"{__name__}.AwayCache"}}
    caches["local"].clear()
    yield
    caches["local"].clear()


def test_without_the_shared_cache_a_stricter_limit_holds_and_people_get_in(away, huda, rami):
    assert statuses("huda", times=3) == [200, 200, 429]
    assert sign_in("rami")[1].status_code == 302


def test_cache_that_failed_is_left_alone_for_a_while(away, huda):
    statuses("huda", times=1)

    assert [divisor for _store, divisor in tries.shared.stores()] == [2]


def test_window_slides():
    window, store = tries.Window("huda", tries=5, seconds=60), caches["local"]
    store.clear()

    def taken(now):
        return bool(window.take(store, store.get_many(window.names(now)), now=now))

    moments = [1000.0, 1010.0, 1020.0, 1030.0, 1055.0, 1056.0, 1061.0, 1062.0]
    assert [taken(now) for now in moments] == [True] * 5 + [False, True, False]


def test_ipv6_is_counted_by_the_network_of_a_household(huda, anywhere):
    found = [
        sign_in("huda", "wrong", Client(REMOTE_ADDR=f"2001:db8:1:2::{number}"))[1].status_code for number in range(1, 7)
    ]

    assert found == [200] * 5 + [429]


def sixth(send):
    """The answer to the sixth try: its status, when to come back, and whether it says why."""
    answers = [send() for _time in range(6)]
    assert [answer.status_code for answer in answers[:5]].count(429) == 0
    said = "Too many tries." in answers[-1].content.decode()
    return answers[-1].status_code, answers[-1].headers.get("Retry-After"), said


SLOWED = (429, "60", True)


@pytest.mark.parametrize("field", ["code", "credential"])
def test_sixth_second_factor_is_slowed_down(huda, field):
    _owner, _secret, _codes = enrolled("huda")
    stranger, _response = sign_in("huda")

    assert sixth(lambda: stranger.post("/accounts/login/code/", {field: '{"id": 1}'})) == SLOWED
    assert stranger.get("/accounts/login/code/").status_code == 200  # still the page where it is asked for


def test_passkey_too_many_is_refused_on_a_page(client, anywhere):
    answers = [client.post("/accounts/login/passkey/", {"credential": '{"id": 1}'}) for _time in range(21)]

    assert [answer.status_code for answer in answers] == [302] * 20 + [429]
    assert (answers[-1]["Retry-After"], "Too many tries." in answers[-1].content.decode()) == ("60", True)


def test_sixth_old_password_is_slowed_down(rami):
    client, _response = sign_in("rami")
    new = {"new_password1": PASSWORD[::-1], "new_password2": PASSWORD[::-1]}

    assert sixth(lambda: client.post("/admin/password_change/", {"old_password": "wrong", **new})) == SLOWED


def test_sixth_link_to_a_mail_address_is_slowed_down(rami):
    client, _response = sign_in("rami")
    numbers = iter(range(9))

    assert sixth(lambda: client.post("/accounts/mail/", {"email": f"rami{next(numbers)}@new.example"})) == SLOWED
    assert sixth(lambda: Client().post("/accounts/password/forgotten/", {"typed": "nobody"})) == SLOWED


@pytest.mark.parametrize(
    "address",
    ["/accounts/mail/", "/accounts/second-factor/app/", "/accounts/second-factor/codes/", "/admin/accounts/user/add/"],
)
def test_sixth_proof_is_slowed_down(db, address, monkeypatch):
    make_user(username="dina", is_superuser=True, password=PASSWORD)
    client, _response = sign_in("dina")
    monkeypatch.setattr("newsroom.accounts.proof.FRESH_SECONDS", 0)

    assert sixth(lambda: client.post(address, {"proof": "wrong", "email": "dina@new.example"})) == SLOWED


@pytest.mark.parametrize("page", ["password", "factors"])
def test_sixth_proof_beside_a_persons_form_is_slowed_down(rami, page, monkeypatch):
    make_user(username="dina", is_superuser=True, password=PASSWORD)
    client, _response = sign_in("dina")
    monkeypatch.setattr("newsroom.accounts.proof.FRESH_SECONDS", 0)
    typed = {"password1": PASSWORD[::-1], "password2": PASSWORD[::-1], "reason": "Lost", "proof": "wrong"}

    assert sixth(lambda: client.post(f"/admin/accounts/user/{rami.pk}/{page}/", typed)) == SLOWED

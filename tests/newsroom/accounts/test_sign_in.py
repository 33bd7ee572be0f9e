"""Through the door: the same answer whatever is wrong, one place to go, keys that change."""

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client

from articles.rights import Role
from tests.factories import make_user

from .door import PASSWORD, enrolled, give_code, sign_in, words

pytestmark = pytest.mark.django_db


def test_wrong_sign_ins_of_every_kind_get_the_same_answer(huda, section):
    make_user(Role.EDITOR, section, username="gone", password=PASSWORD, is_active=False)
    make_user(Role.EDITOR, section, username="invited")
    make_user(username="guest", password=PASSWORD)

    tries = [("huda", "wrong"), ("gone", PASSWORD), ("invited", PASSWORD), ("guest", PASSWORD), ("nobody", PASSWORD)]
    answers = [sign_in(name, password)[1] for name, password in tries]

    assert [answer.status_code for answer in answers] == [200] * 5
    assert len({words(answer) for answer in answers}) == 1


def test_sign_in_page_has_words_of_its_own(client):
    page = client.get("/admin/login/").content.decode()
    refused = client.post("/admin/login/", {"username": "", "password": ""}).content.decode()

    assert '<a href="/accounts/password/forgotten/">Forgotten your password?</a>' in page
    assert "Type your user name and your password." in refused


class CountingHasher(MD5PasswordHasher):
    """Slow hashing is what takes the time of a sign-in, so counting it compares times exactly."""

    count = 0

    def encode(self, password, salt):
        type(self).count += 1
        return super().encode(password, salt)


def test_wrong_sign_ins_of_every_kind_hash_as_much(huda, section, settings):
    make_user(Role.EDITOR, section, username="gone", password=PASSWORD, is_active=False)
    make_user(Role.EDITOR, section, username="invited")
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]
    counts = []

    for name in ("huda", "gone", "invited", "nobody", "guest", "\0", "x" * 500):
        CountingHasher.count = 0
        sign_in(name, "wrong")
        counts.append(CountingHasher.count)

    assert counts == [1, 1, 1, 1, 1, 0, 1]  # the last but one is no name at all


def test_second_factor_is_asked_after_the_password_alone(huda):
    client, _secret, _codes = enrolled("huda")

    wrong, right = sign_in("huda", "wrong")[1], sign_in("huda", client=client)[1]

    assert (wrong.status_code, b"do not open the desk" in wrong.content) == (200, True)
    assert right["Location"] == "/accounts/login/code/"


def test_next_address_is_kept_through_the_second_factor(huda):
    client, secret, codes = enrolled("huda")

    sign_in("huda", client=client, next="/admin/articles/section/")

    assert give_code(client, codes[0])["Location"] == "/admin/articles/section/"


@pytest.mark.parametrize("address", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"])
def test_next_address_elsewhere_is_not_followed(huda, address):
    client, _secret, codes = enrolled("huda")
    sign_in("huda", client=client, next=address)

    assert give_code(client, codes[0])["Location"] == "/admin/"


def test_session_key_changes_at_the_password_and_at_the_second_factor(huda):
    client, _secret, codes = enrolled("huda")
    client.get("/accounts/login/passkey/", headers={"Accept": "application/json"})
    keys = [client.session.session_key]

    sign_in("huda", client=client)
    keys.append(client.session.session_key)
    give_code(client, codes[0])
    keys.append(client.session.session_key)

    assert len(set(keys)) == 3
    for planted in keys[:2]:
        stranger = Client()
        stranger.cookies["newsroom"] = planted
        assert stranger.get("/admin/").status_code == 302


def test_every_cookie_is_closed_to_scripts(huda, settings):
    client, response = sign_in("huda")
    client.post("/accounts/sessions/end/", {"others": "1"})  # leaves a message

    assert set(client.cookies) == {"newsroom", "newsroom-csrf", "newsroom-device", "newsroom-messages"} - (
        set() if "newsroom-csrf" in client.cookies else {"newsroom-csrf"}
    )
    assert {(cookie["httponly"], cookie["samesite"]) for cookie in client.cookies.values()} == {(True, "Lax")}


def test_password_is_the_same_in_every_unicode_form(section):
    make_user(Role.EDITOR, section, username="huda", password="ﬁsh and ｗater for all")

    assert sign_in("huda", "fish and water for all")[1].status_code == 302


@pytest.mark.parametrize("length", [1001, 100_000])
def test_password_of_any_length_is_refused_like_a_wrong_one(huda, length, monkeypatch):
    wrong, long = sign_in("huda", "wrong")[1], sign_in("huda", "x" * length)[1]

    assert words(long) == words(wrong)


def test_login_address_of_the_library_leads_to_the_desks(client, db):
    assert client.get("/accounts/login/?next=/admin/")["Location"] == "/admin/login/?next=%2Fadmin%2F"


@pytest.mark.parametrize("address", ["/accounts/signup/", "/accounts/social/", "/accounts/email/"])
def test_nobody_signs_up(client, db, address):
    assert client.get(address).status_code == 404

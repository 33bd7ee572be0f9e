"""Mailed links: they work once, for a while, under the site's own address."""

from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client

from articles.rights import Role
from newsroom.accounts import mails
from newsroom.accounts.links import Purpose, make_link, read_link
from newsroom.accounts.models import Act, PersonChange
from tests.factories import make_user
from tests.jobs import work

from .door import PASSWORD, enrolled, link_in, sign_in, words

pytestmark = pytest.mark.django_db
NEW = "a rather new passphrase"
CHOOSE = "/accounts/password/choose/"


def token_of(address):
    return address.rstrip("/").rsplit("/", 1)[1]


def choose(client, password=NEW):
    return client.post(CHOOSE, {"new_password1": password, "new_password2": password})


def open_link(path):
    client = Client()
    response = client.get(path)
    return client, response


def path_for(user, purpose=Purpose.RESET):
    return make_link(user, purpose).split("//", 1)[1].partition("/")[1] + make_link(user, purpose).split("/", 3)[3]


def ask(typed, client=None, **extra):
    return (client or Client()).post("/accounts/password/forgotten/", {"typed": typed}, **extra)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("typed", ["rami@desk.example", "RAMI@desk.example", "rami"])
def test_forgotten_password_is_chosen_anew(queue, rami, mailoutbox, typed):
    ask(typed)
    work()
    mail = mailoutbox.pop()

    client, response = open_link(link_in(mail))
    assert (mail.to, response["Location"]) == (["rami@desk.example"], CHOOSE)
    assert choose(client)["Location"] == "/admin/login/"

    assert sign_in("rami", NEW)[1].status_code == 302
    assert sign_in("rami", PASSWORD)[1].status_code == 200


@pytest.mark.django_db(transaction=True)
def test_link_names_the_sites_own_host_whatever_the_request_said(queue, rami, mailoutbox, settings):
    settings.SITE_URL, settings.ALLOWED_HOSTS = "https://news.example", ["*"]

    ask("rami", headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example"})
    work()

    assert "https://news.example/accounts/password/" in mailoutbox[0].body
    assert "evil.example" not in mailoutbox[0].body


def test_answer_is_the_same_for_everybody(rami, section):
    make_user(Role.REPORTER, section, username="gone", email="gone@desk.example", is_active=False)
    make_user(username="guest", email="guest@desk.example")

    pages = [words(ask(typed)) for typed in ("rami", "nobody", "gone@desk.example", "guest", "x@desk.example")]

    assert len(set(pages)) == 1


def test_mail_goes_only_to_people_with_a_place_here(rami, section, mailoutbox):
    make_user(Role.REPORTER, section, username="gone", email="gone@desk.example", is_active=False)
    make_user(username="guest", email="guest@desk.example")
    make_user(Role.REPORTER, section, username="silent", email="")

    told = [mails.send_reset(name, language="en") for name in ("gone", "guest@desk.example", "silent", "", "rami")]

    assert told == [0, 0, 0, 0, 1]
    assert [mail.to for mail in mailoutbox] == [["rami@desk.example"]]


def test_mail_goes_to_the_address_that_is_kept_not_to_the_typed_one(rami, mailoutbox):
    mails.send_reset("ramı@desk.example", language="en")  # a dotless i, which some rules fold into an i
    mails.send_reset("RAMI@DESK.EXAMPLE", language="en")

    assert {tuple(mail.to) for mail in mailoutbox} == {("rami@desk.example",)}


def test_asking_again_and_again_is_slowed_down(rami):
    found = [ask("rami").status_code for _time in range(6)]

    assert found == [200] * 5 + [429]


def test_link_works_once(rami):
    path = path_for(rami)
    first, second = open_link(path)[0], open_link(path)[0]

    assert choose(first).status_code == 302
    assert choose(second, "another new passphrase").status_code == 410
    assert open_link(path)[0].get(CHOOSE).status_code == 410
    assert sign_in("rami", NEW)[1].status_code == 302


@pytest.mark.parametrize("what", ["password", "email", "last_login", "is_active"])
def test_link_is_dead_after_a_change(rami, what):
    path = path_for(rami)
    if what == "last_login":
        sign_in("rami")
    else:
        changed = {"password": "!", "email": "new@desk.example", "is_active": False}
        type(rami).objects.filter(pk=rami.pk).update(**{what: changed[what]})

    assert open_link(path)[0].get(CHOOSE).status_code == 410


@pytest.mark.parametrize(
    ("purpose", "lives"),
    [(Purpose.RESET, timedelta(hours=1)), (Purpose.INVITATION, timedelta(days=3)), (Purpose.MAIL, timedelta(days=1))],
)
def test_link_lives_for_its_time(rami, purpose, lives, monkeypatch):
    token = token_of(make_link(rami, purpose))
    assert read_link(token, purpose)
    now = signing.time.time()

    monkeypatch.setattr(signing.time, "time", lambda: now + lives.total_seconds() + 1)

    assert read_link(token, purpose) is None


def test_link_for_one_purpose_is_none_for_another(rami):
    token = token_of(make_link(rami, Purpose.MAIL, email="x@desk.example"))

    assert read_link(token, Purpose.RESET, Purpose.INVITATION) is None
    assert open_link(f"/accounts/password/{token}/")[0].get(CHOOSE).status_code == 410


@pytest.mark.parametrize("token", ["x", "a:b:c", ":::", "é", "%00", "x" * 3000])
def test_nonsense_is_a_dead_link(client, db, token):
    assert client.get(f"/accounts/password/{token}/")["Location"] == CHOOSE
    assert client.get(CHOOSE).status_code == 410
    assert client.get(f"/accounts/mail/{token}/").status_code == 410
    assert client.post(f"/accounts/mail/{token}/").status_code == 410


def test_page_without_a_link_is_dead(client, db):
    assert [client.get(CHOOSE).status_code, choose(client).status_code] == [410, 410]


def test_token_is_in_no_address_that_a_page_could_pass_on(rami):
    client, response = open_link(path_for(rami))

    page = client.get(CHOOSE)

    assert response["Referrer-Policy"] == "no-referrer"
    assert client.session["password_link"] not in page.content.decode()
    assert b"rami" in page.content


def test_looking_at_a_link_uses_nothing_up(rami):
    path = path_for(rami)

    for _time in range(3):
        Client().head(path)
        open_link(path)[0].get(CHOOSE)

    assert choose(open_link(path)[0]).status_code == 302


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("short", "at least 12 characters"),
        ("passwordpassword", ""),
        ("administrator", "too common"),
        ("rami@desk.example", "too similar"),
        ("x1" * 501, "longer than 1000 characters"),
    ],
)
def test_weak_password_is_refused(rami, password, sentence):
    client, _response = open_link(path_for(rami))

    response = choose(client, password)

    if sentence:
        assert sentence in response.content.decode()
        assert not type(rami).objects.get(pk=rami.pk).check_password(password)
    else:
        assert response.status_code == 302


def test_chosen_password_ends_every_session_and_signs_nobody_in(rami):
    early, _response = sign_in("rami")
    rami.refresh_from_db()
    client, _response = open_link(path_for(rami))

    choose(client)

    assert [jar.get("/admin/").status_code for jar in (early, client)] == [302, 302]
    assert [change.act for change in PersonChange.objects.filter(person=rami)] == [Act.PASSWORD_CHOSEN]


def test_second_factor_is_asked_after_a_chosen_password(huda):
    enrolled("huda")
    huda.refresh_from_db()
    client, _response = open_link(path_for(huda))
    choose(client)

    _client, response = sign_in("huda", NEW, client)

    assert response["Location"] == "/accounts/login/code/"
    assert client.get("/admin/").status_code == 302


def test_invited_person_chooses_a_first_password(section, mailoutbox):
    sami = make_user(Role.REPORTER, section, username="sami", email="sami@desk.example")
    mails.send_link(sami, language="ar")

    client, _response = open_link(link_in(mailoutbox[0]))
    choose(client)

    assert sign_in("sami", NEW)[1].status_code == 302


# --- a mail address


@pytest.mark.django_db(transaction=True)
def test_new_mail_address_counts_once_its_link_is_opened(queue, rami, mailoutbox):
    client, _response = sign_in("rami")
    client.post("/accounts/mail/", {"email": "new@desk.example"})
    work()
    (mail,) = mailoutbox
    assert type(rami).objects.get(pk=rami.pk).email == "rami@desk.example"

    path = link_in(mail)
    asked = client.get(path)
    assert b"new@desk.example" in asked.content
    assert asked["Referrer-Policy"] == "same-origin"
    assert type(rami).objects.get(pk=rami.pk).email == "rami@desk.example"
    client.post(path)
    mailoutbox.clear()
    work()

    assert mail.to == ["new@desk.example"]
    assert type(rami).objects.get(pk=rami.pk).email == "new@desk.example"
    assert [told.to for told in mailoutbox] == [["rami@desk.example"]]  # the old address hears of it
    assert client.post(path).status_code == 410

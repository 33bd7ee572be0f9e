"""The account page, and the frame of all pages below /accounts/."""

import pytest
from django.urls import reverse

from articles.rights import Role
from newsroom.accounts.models import PersonChange
from newsroom.accounts.urls import urlpatterns
from tests.factories import make_user
from tests.jobs import work

from .door import PASSWORD, enrol, sign_in

pytestmark = pytest.mark.django_db
OPEN_TO_ALL = {
    "account_login",
    "passkey_sign_in",
    "admin_password_reset",
    "choose_password",
    "confirm_mail",
    "open_link",
}
ARGUMENTS = {"number": 1, "token": "x"}


ADDRESSES = [
    (pattern.name, reverse(pattern.name, kwargs={key: ARGUMENTS[key] for key in pattern.pattern.converters}))
    for pattern in urlpatterns
]
NO_ADDRESSES = ["", "nonsense", "a@b", "x" * 300 + "@desk.example", "rami@desk.example", "a@b.c\nBcc: d@e.f"]


@pytest.mark.parametrize(("name", "address"), ADDRESSES)
@pytest.mark.parametrize("signed_in", [True, False])
def test_page_is_kept_nowhere_and_runs_our_scripts_alone(client, rami, name, address, signed_in):
    if signed_in:
        client.force_login(rami)

    response = client.get(address)

    policy = dict(part.split(" ", 1) for part in response["Content-Security-Policy"].split("; "))
    assert response["Cache-Control"] == "private, no-store"
    assert (policy["default-src"], policy["frame-ancestors"], policy["form-action"]) == ("'none'", "'none'", "'self'")
    assert "unsafe" not in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize(("name", "address"), [row for row in ADDRESSES if row[0] not in OPEN_TO_ALL])
def test_page_of_ones_own_needs_a_place_at_the_desk(client, name, address):
    answers = [client.get(address), client.post(address)]
    client.force_login(make_user(username="guest", is_staff=True))
    answers += [client.get(address), client.post(address)]

    found = [answer.headers.get("Location", "").partition("?")[0] for answer in answers]
    stage = name == "mfa_authenticate"
    assert found in ([["/accounts/login/"] * 2 + ["/admin/"] * 2] if stage else [["/admin/login/"] * 4])


@pytest.mark.parametrize("address", ["/accounts/nowhere/", "/accounts/x.css", "/accounts/mail/x/y", "/accounts/;a.js"])
def test_address_that_is_not_there_is_kept_nowhere(client, rami, address):
    client.force_login(rami)

    response = client.get(address)

    assert (response.status_code, response["Cache-Control"]) == (404, "private, no-store")


@pytest.mark.parametrize("role", [Role.REPORTER, Role.MODERATOR])
def test_everybody_has_an_account_page(client, db, role):
    client.force_login(make_user(role, username="sami", first_name="Sami", last_name="Odeh"))

    page = client.get("/accounts/").content.decode()

    assert [text in page for text in ("sami", "Sami Odeh", "None: your password alone opens the desk.")] == [True] * 3


def test_name_in_the_header_leads_to_the_account(client, rami):
    client.force_login(rami)

    assert '<a href="/accounts/" class="user-name"' in client.get("/admin/").content.decode()


def test_account_page_tells_of_the_factors_and_what_became_of_the_account(huda):
    client, _response = sign_in("huda")
    enrol(client)

    context = client.get("/accounts/").context

    assert [(factor.name, factor.is_app) for factor in context["factors"]] == [("Authenticator app", True)]
    assert (context["codes_left"], [change.what for change in context["changes"]]) == (10, ["Second factor added"])


def test_account_page_asks_as_much_for_three_sessions_as_for_one(rami, django_assert_num_queries):
    client, _response = sign_in("rami")
    client.get("/accounts/")
    with django_assert_num_queries(10):
        client.get("/accounts/")
    for _time in range(2):
        sign_in("rami")
        PersonChange.objects.create(person=rami, act="name", by=rami)

    with django_assert_num_queries(10):
        client.get("/accounts/")


def test_page_speaks_the_persons_language(client, rami):
    client.force_login(rami)
    client.cookies["newsroom-language"] = "ar"

    assert '<html lang="ar" dir="rtl"' in client.get("/accounts/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_change_to_an_account_is_mailed_to_its_person(queue, huda, mailoutbox):
    client, _response = sign_in("huda")
    enrol(client)
    new = {"old_password": PASSWORD, "new_password1": PASSWORD[::-1], "new_password2": PASSWORD[::-1]}
    client.post("/admin/password_change/", new)

    work()

    assert [(mail.to, mail.subject) for mail in mailoutbox] == [
        (["huda@desk.example"], "Newsroom: Second factor added"),
        (["huda@desk.example"], "Newsroom: Password changed"),
    ]
    assert "127.0.0.1" in mailoutbox[0].body


def test_wrong_old_passwords_are_counted(rami):
    client, _response = sign_in("rami")
    new = {"old_password": "wrong", "new_password1": PASSWORD[::-1], "new_password2": PASSWORD[::-1]}
    for _time in range(5):
        client.post("/admin/password_change/", new)

    page = client.post("/admin/password_change/", new | {"old_password": PASSWORD})

    assert "Too many tries." in page.content.decode()
    rami.refresh_from_db()
    assert rami.check_password(PASSWORD)


@pytest.mark.parametrize(
    "email", ["", "nonsense", "a@b", "x" * 300 + "@desk.example", "rami@desk.example", "a@b.c\nBcc: d@e.f"]
)
def test_mail_address_that_is_none_is_refused(rami, email):
    client, _response = sign_in("rami")

    assert client.post("/accounts/mail/", {"email": email}).status_code == 200

"""Who gets in, what they find there, and the headers of every answer."""

import re
from datetime import UTC, datetime

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.utils import translation

from articles.rights import Role
from newsroom.accounts.demo_names import DEMO_ACCOUNTS
from newsroom.demo.people import ACCOUNTS
from tests.factories import make_section, make_user

PASSWORD = "a long enough passphrase"
STORIES = "/admin/articles/article/"


def sign_in(username, password=PASSWORD, client=None, **extra):
    client = client or Client()
    response = client.post("/admin/login/", {"username": username, "password": password, **extra})
    return client, response


@pytest.fixture
def signed_in_at_desk(reporter):
    client = Client()
    client.force_login(reporter)
    return client


def texts(response):
    """The page's words, without the form token that differs each time."""
    return re.sub(r'(csrfmiddlewaretoken"|name="username"|nonce=)[^>]*', "", response.content.decode())


@pytest.mark.parametrize("role", [Role.REPORTER, Role.EDITOR, Role.CHIEF, Role.MODERATOR])
def test_signing_in_with_a_role_opens_the_desk(db, role):
    make_user(role, username="sami", password=PASSWORD, is_staff=False)

    client, response = sign_in("sami")

    assert (response.status_code, response["Location"]) == (302, "/admin/")
    assert client.get("/admin/").status_code == 200


def test_signing_in_as_an_administrator_without_a_role_opens_the_desk(db):
    make_user(username="rana", password=PASSWORD, is_superuser=True, is_staff=False)

    client, _response = sign_in("rana")

    assert client.get("/admin/").status_code == 200


def test_signing_in_says_the_same_whatever_is_wrong(db):
    make_user(Role.CHIEF, username="chief", password=PASSWORD)
    make_user(username="guest", password=PASSWORD, is_staff=True)
    make_user(Role.CHIEF, username="gone", password=PASSWORD, is_active=False)

    answers = [
        sign_in("chief", "another passphrase")[1],
        sign_in("guest")[1],
        sign_in("gone")[1],
        sign_in("nobody")[1],
    ]

    assert [answer.status_code for answer in answers] == [200] * 4
    assert len({texts(answer) for answer in answers}) == 1
    assert "do not open the desk" in answers[0].content.decode()


def test_signing_in_leads_to_no_other_host(db):
    make_user(Role.CHIEF, username="chief", password=PASSWORD)

    _client, response = sign_in("chief", next="https://elsewhere.example/")

    assert response["Location"] == "/admin/"


def test_role_taken_away_ends_the_session_at_the_next_click(client, db):
    user = make_user(Role.CHIEF)
    client.force_login(user)
    assert client.get("/admin/").status_code == 200

    user.memberships.all().delete()

    assert client.get("/admin/")["Location"] == "/admin/login/?next=/admin/"


def test_deactivation_ends_the_session_at_the_next_click(client, db):
    user = make_user(Role.CHIEF)
    client.force_login(user)

    type(user).objects.filter(pk=user.pk).update(is_active=False)

    assert client.get("/admin/")["Location"] == "/admin/login/?next=/admin/"


def test_staff_flag_alone_opens_nothing(client, db):
    client.force_login(make_user(is_staff=True))

    assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/admin/", 200),
        ("/admin/login/", 302),
        ("/admin/articles/section/", 200),
        ("/admin/articles/section/add/", 200),
        ("/admin/jsi18n/", 200),
        ("/admin/autocomplete/", 403),
        ("/admin/accounts/user/", 403),
        ("/admin/articles/image/999/thumbnail/", 404),
        ("/admin/nowhere/", 404),
        ("/admin/language/", 302),
        ("/admin/password_change/", 200),
    ],
)
def test_desk_pages_are_kept_nowhere_and_let_in_only_our_scripts(client, chief, address, status):
    client.force_login(chief)

    response = client.get(address)

    assert response.status_code == status
    assert response["Cache-Control"] == "private, no-store"
    policy = dict(part.split(" ", 1) for part in response["Content-Security-Policy"].split("; "))
    assert policy.pop("script-src").split()[0] == "'self'"
    assert policy == {
        "default-src": "'none'",
        "img-src": "'self'",
        "style-src": "'self' 'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='",
        "font-src": "'self'",
        "connect-src": "'self'",
        "manifest-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    assert (response["X-Frame-Options"], response["X-Content-Type-Options"]) == ("DENY", "nosniff")


def test_sign_in_page_is_kept_nowhere(client, db):
    response = client.get("/admin/login/")

    assert (response.status_code, response["Cache-Control"]) == (200, "private, no-store")
    assert "'unsafe" not in response["Content-Security-Policy"]


def test_reader_page_allows_no_script(client, db):
    response = client.get("/")

    assert "script-src" not in response["Content-Security-Policy"]


def doors(client):
    return [model["object_name"] for model in client.get("/admin/").context["desk_models"]]


def test_first_page_lists_only_what_may_be_opened(client, reporter, editor, chief, administrator, moderator):
    found = {}
    for user in (reporter, editor, chief, administrator, moderator):
        client.force_login(user)
        found[user.username] = doors(client)

    everybody = ["Article", "WireItem", "Image", "Collection", "Author", "Topic", "Section"]
    assert found == {
        "reporter": [*everybody, "PolicyPage"],
        "editor": [*everybody, "PolicyPage"],
        "chief": [*everybody, "Source", "PolicyPage"],
        "administrator": [*everybody, "Source", "User", "ApiKey", "PolicyPage"],
        "moderator": [],
    }


def test_first_page_tells_nothing_of_recent_actions(client, administrator, chief):
    client.force_login(administrator)
    make_section("harbour")

    response = client.get("/admin/")

    assert b"recent-actions" not in response.content


def test_shortcut_by_type_and_number_answers_nobody(client, chief, section):
    client.force_login(chief)

    assert client.get(f"/admin/r/1/{section.pk}/").status_code == 404


@pytest.mark.parametrize("address", ["/admin/auth/group/", "/admin/procrastinate/procrastinatejob/"])
def test_lists_that_the_desk_has_no_use_for_are_not_there(client, administrator, address):
    client.force_login(administrator)

    assert client.get(address).status_code == 404


def switch_language(client, code, *, to="/admin/"):
    return client.post("/admin/language/", {"language": code, "next": to})


@pytest.mark.parametrize("address", ["articles/section/", "wire/source/", "accounts/user/"])
def test_list_that_is_filtered_by_a_nul_is_a_bad_request(client, administrator, address):
    client.force_login(administrator)

    assert client.get(f"/admin/{address}?pk=%00").status_code == 400
    assert client.get(f"/admin/{address}?q=%00").status_code == 200


def test_language_switch_is_remembered(client, chief):
    client.force_login(chief)

    response = switch_language(client, "ar", to="/admin/articles/section/")

    cookie = response.cookies["newsroom-language"]
    assert (response.status_code, response["Location"]) == (302, "/admin/articles/section/")
    assert (cookie.value, cookie["httponly"], cookie["samesite"]) == ("ar", True, "Lax")
    assert 'lang="ar" dir="rtl"' in client.get("/admin/").content.decode()
    assert translation.get_language() == "en"


@pytest.mark.parametrize("address", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"])
def test_language_switch_leads_to_no_other_host(client, db, address):
    assert switch_language(client, "ar", to=address)["Location"] == "/"


def test_language_switch_and_signing_in_need_the_token(db):
    strict = Client(enforce_csrf_checks=True)

    refusal = switch_language(strict, "ar")
    assert refusal.status_code == 403
    assert (
        "It was open for too long, or somebody has signed in or out in this browser since." in refusal.content.decode()
    )
    assert sign_in("chief", client=strict)[1].status_code == 403


@pytest.mark.parametrize("label", ["articles", "wire"])
def test_page_of_one_app_is_the_first_page(client, reporter, label):
    client.force_login(reporter)

    answer = client.get(f"/admin/{label}/")

    assert (answer.status_code, answer["Location"]) == (302, "/admin/")
    assert client.get("/admin/accounts/").status_code == 404


def test_history_of_a_record_is_in_the_desks_own_words(client, administrator):
    client.force_login(administrator)
    address = f"/admin/accounts/user/{administrator.pk}/"

    empty = client.get(f"{address}history/").content.decode()
    LogEntry.objects.create(
        user=administrator,
        content_type=ContentType.objects.get_for_model(administrator),
        object_id=administrator.pk,
        action_flag=CHANGE,
        change_message="Changed Roles.",
        action_time=datetime(2026, 1, 4, 17, 12, tzinfo=UTC),
    )
    told = client.get(f"{address}history/").content.decode()

    assert "Nobody has changed anything here on the desk yet." in empty
    assert [words in told for words in ("Changed Roles.", "4 Jan 2026, 19:12")] == [True, True]


def test_signing_out_needs_post(client, chief):
    client.force_login(chief)

    assert client.get("/admin/logout/").status_code == 405
    assert client.get("/admin/").status_code == 200
    client.post("/admin/logout/")
    assert client.get("/admin/").status_code == 302


# --- the demo's names


@pytest.mark.parametrize("demo", [True, False])
def test_sign_in_page_names_the_accounts_of_the_demo_alone(client, db, settings, demo):
    settings.DEMO = demo

    page = client.get("/admin/login/").content.decode()

    assert [f"<code>{name}</code>" in page for name in DEMO_ACCOUNTS] == [demo] * len(DEMO_ACCOUNTS)


def test_demo_accounts_are_those_that_the_demo_makes():
    assert tuple(ACCOUNTS) == DEMO_ACCOUNTS


@pytest.mark.parametrize("path", ["nowhere/", "budget/nowhere/", "articles/nowhere/", "nowhere/?q=1"])
def test_address_that_there_is_not_is_404(signed_in_at_desk, path):
    assert signed_in_at_desk.get(f"/admin/{path}").status_code == 404


def test_header_leads_to_records_of_the_wire_by_the_page_of_the_wire(client, administrator):
    client.force_login(administrator)

    context = client.get("/admin/wire/incoming/").context

    assert "WireItem" not in [model["object_name"] for model in context["desk_nav"]]
    assert 'href="/admin/wire/wireitem/"' in client.get("/admin/wire/incoming/").content.decode()

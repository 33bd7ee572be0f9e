"""Whoever may publish opens nothing of the desk without a second factor, by no way."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import URLPattern, get_resolver

from articles.models import Membership
from articles.rights import Role
from newsroom.accounts.holding import ALWAYS_OPEN, ENROLLING
from tests.factories import make_article, make_user

from .door import PASSWORD, code, enrol, enrolled, give_code, sign_in

pytestmark = pytest.mark.django_db
CHOICE = "/accounts/second-factor/"


def desk_addresses(story):
    """Every address of the desk, with numbers put in: names and paths."""
    known = {"object_id": story.pk, "number": story.pk, "pk": story.pk, "id": story.pk}
    found = {}

    def walk(patterns, prefix, namespace):
        for pattern in patterns:
            path = prefix + str(pattern.pattern).replace("^", "").replace("\\Z", "").replace("$", "")
            if isinstance(pattern, URLPattern):
                found[":".join(filter(None, [namespace, pattern.name or path]))] = path
            else:
                walk(pattern.url_patterns, path, pattern.namespace or namespace)

    walk([p for p in get_resolver().url_patterns if str(p.pattern) in ("admin/", "accounts/")], "/", "")
    for name, path in found.items():
        for key, value in known.items():
            for kind in ("path:", "int:", ""):
                path = path.replace(f"<{kind}{key}>", str(value))
        if "<" not in path and "(" not in path:
            yield name, path


@pytest.mark.parametrize("role", [Role.EDITOR, Role.CHIEF])
def test_publishing_role_without_a_factor_is_led_to_enrol(required, section, role):
    make_user(role, section, username="huda", password=PASSWORD)

    client, response = sign_in("huda")

    assert response["Location"] == "/admin/"
    assert client.get("/admin/")["Location"] == CHOICE
    assert client.get(CHOICE).status_code == 200


def test_new_administrator_is_led_to_enrol_and_then_lets_in(required, db):
    """As after `manage.py createsuperuser`."""
    get_user_model().objects.create_superuser("noor", "noor@desk.example", PASSWORD)
    client, _response = sign_in("noor")
    assert client.get("/admin/")["Location"] == CHOICE

    enrol(client)

    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize("role", [Role.REPORTER, Role.MODERATOR])
def test_other_roles_sign_in_with_the_password_alone(required, section, role):
    make_user(role, section, username="rami", password=PASSWORD)

    assert sign_in("rami")[0].get("/admin/").status_code == 200


def test_every_address_is_closed_until_then(required, huda, section):
    story = make_article("in_review", section=section)
    client, _response = sign_in("huda")
    open_ones = {}

    addresses = [(name, path) for name, path in desk_addresses(story) if name not in ALWAYS_OPEN | ENROLLING]
    for name, path in addresses:
        page, program, write = (
            client.get(path),
            client.get(path, headers={"Accept": "application/json"}),
            client.post(path, {"reason": "x"}),
        )
        if (page.status_code, page.headers.get("Location"), program.status_code, write.status_code) != (
            302, CHOICE, 403, 403,
        ):  # fmt: skip
            open_ones[name] = (page.status_code, program.status_code, write.status_code)

    assert len(addresses) > 50
    assert open_ones == {}


def test_move_is_not_made_until_then(required, huda, section):
    story = make_article("in_review", section=section)
    client, _response = sign_in("huda")

    response = client.post(
        f"/admin/articles/article/{story.pk}/move/approve/",
        {"revision": story.revision_number},
        headers={"Accept": "application/json"},
    )

    story.refresh_from_db()
    assert (response.status_code, story.desk_state) == (403, "in_review")
    assert "second factor" in response.json()["sentence"]


def test_half_signed_in_is_not_signed_in(required, huda):
    client, _secret, _codes = enrolled("huda")
    sign_in("huda", client=client)

    for address in ("/admin/", "/accounts/", CHOICE, "/accounts/second-factor/app/", "/admin/password_change/"):
        assert client.get(address)["Location"].startswith("/admin/login/?next=")
    assert client.post("/accounts/second-factor/codes/").status_code == 302


def test_password_that_was_changed_meanwhile_opens_nothing(required, huda):
    client, secret, _codes = enrolled("huda")
    sign_in("huda", client=client)
    huda.set_password("another long enough passphrase")
    huda.save()

    answer = give_code(client, code(secret))

    assert answer["Location"] == "/admin/login/"
    assert client.get("/admin/").status_code == 302


def test_reporter_who_becomes_an_editor_is_held_at_the_next_click(required, rami, section):
    client, _response = sign_in("rami")
    assert client.get("/admin/").status_code == 200

    Membership.objects.create(user=rami, role=Role.EDITOR, section=section)

    assert client.get("/admin/")["Location"] == CHOICE


def test_editor_of_any_one_section_is_held(required, rami, other_section):
    Membership.objects.create(user=rami, role=Role.EDITOR, section=other_section)

    assert sign_in("rami")[0].get("/admin/").status_code == 302


def test_session_that_knows_the_password_alone_ends_when_there_is_a_factor(huda, client):
    enrolled("huda")
    client.force_login(huda)

    response = client.get("/admin/")

    assert response["Location"] == "/admin/login/?next=/admin/"
    assert client.get("/accounts/").status_code == 302


def test_enrolling_ends_every_other_session(huda):
    early, _response = sign_in("huda")
    late, _response = sign_in("huda")

    enrol(late)

    assert [late.get("/admin/").status_code, early.get("/admin/").status_code] == [200, 302]


def test_somebody_held_can_sign_out_and_switch_the_language(required, huda):
    client, _response = sign_in("huda")

    assert client.post("/admin/language/", {"language": "ar", "next": CHOICE})["Location"] == CHOICE
    assert 'dir="rtl"' in client.get(CHOICE).content.decode()
    assert client.post("/admin/logout/").status_code == 200
    assert client.get(CHOICE)["Location"].startswith("/admin/login/")


def test_page_for_enrolling_shows_nothing_of_the_desk(required, huda, section):
    make_article("in_review", section=section, headline="Ferry waits")
    client, _response = sign_in("huda")

    page = client.get(CHOICE)

    assert b'id="desk-nav"' not in page.content
    assert b"Ferry waits" not in page.content


def test_demo_asks_nobody_to_have_one(huda):
    assert sign_in("huda")[0].get("/admin/").status_code == 200


def test_reporter_may_switch_it_on_and_is_asked_then(rami):
    client, secret, _codes = enrolled("rami")

    _client, response = sign_in("rami", client=client)

    assert response["Location"] == "/accounts/login/code/"
    assert give_code(client, code(secret))["Location"] == "/admin/"


def test_readers_pages_know_nothing_of_it(required, huda):
    client, _response = sign_in("huda")

    response = client.get("/")

    assert response.status_code == 200
    assert "Cookie" not in response.headers.get("Vary", "")

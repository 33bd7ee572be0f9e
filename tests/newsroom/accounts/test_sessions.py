"""Where one is signed in, and ending it there."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from articles.models import Membership
from articles.rights import Role
from newsroom.accounts import sessions
from newsroom.accounts.models import CacheEntry

from .door import PASSWORD, sign_in

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605 (KHTML, like Gecko) Safari/604.1"
PAGES = ["/admin/", "/accounts/"]


def is_in(client):
    return [client.get(page).status_code for page in PAGES] == [200, 200]


def end(client, **given):
    return client.post("/accounts/sessions/end/", given)


def number_of(client):
    return UserSession.objects.get(session_key=client.session.session_key).pk


def test_account_page_lists_every_session(rami):
    sign_in("rami", client=Client(headers={"User-Agent": PHONE}))
    client, _response = sign_in("rami", client=Client(headers={"User-Agent": FIREFOX}))

    listed = client.get("/accounts/").context["sessions"]

    assert [(row.device, row.is_this, row.address) for row in listed] == [
        ("Firefox on Linux", True, "127.0.0.1"),
        ("Safari on iPhone", False, "127.0.0.1"),
    ]


def test_one_session_is_ended(rami):
    here, other, third = (sign_in("rami")[0] for _time in range(3))

    end(here, number=number_of(other))

    assert [is_in(client) for client in (here, other, third)] == [True, False, True]


def test_all_others_are_ended(rami, client):
    here, other, _third = (sign_in("rami")[0] for _time in range(3))
    client.force_login(rami)  # one that no list knows of

    end(here, others="1")

    assert [is_in(jar) for jar in (here, other, client)] == [True, False, False]


def test_session_of_somebody_else_is_not_ended(rami, huda):
    mine, theirs = sign_in("rami")[0], sign_in("huda")[0]

    end(mine, number=number_of(theirs))

    assert is_in(theirs)


@pytest.mark.parametrize("number", ["", "x", "-1", "٣", "1abc", "9" * 40])
def test_number_of_no_session_ends_none(rami, number):
    client, _response = sign_in("rami")

    assert end(client, number=number)["Location"] == "/accounts/"
    assert is_in(client)


def test_number_written_another_way_ends_none(rami):
    here, other = sign_in("rami")[0], sign_in("rami")[0]

    end(here, number=f"0{number_of(other)}")

    assert other.get("/accounts/").status_code == 200


def test_ending_sessions_needs_post_and_the_token(rami):
    client = Client(enforce_csrf_checks=True)
    client.force_login(rami)

    assert [client.get("/accounts/sessions/end/").status_code, end(client, others="1").status_code] == [405, 403]


def test_signing_out_ends_every_session(rami, client):
    here, other = sign_in("rami")[0], sign_in("rami")[0]
    client.force_login(rami)

    here.post("/admin/logout/")

    assert [is_in(jar) for jar in (here, other, client)] == [False, False, False]


def test_signing_out_ends_nobody_elses(rami, huda):
    other, _response = sign_in("huda")

    sign_in("rami")[0].post("/admin/logout/")

    assert is_in(other)


def test_password_change_ends_every_other_session(rami):
    here, other = sign_in("rami")[0], sign_in("rami")[0]
    old_key = here.session.session_key
    new = {"old_password": PASSWORD, "new_password1": PASSWORD[::-1], "new_password2": PASSWORD[::-1]}

    here.post("/admin/password_change/", new)

    assert [is_in(here), is_in(other)] == [True, False]
    assert here.session.session_key != old_key
    assert len(here.get("/accounts/").context["sessions"]) == 1


def test_deactivation_ends_every_session_for_good(admin_user, rami):
    client, _response = sign_in("rami")
    administrator, _response = sign_in("noor")
    page = f"/admin/accounts/user/{rami.pk}/change/"
    roles = {"memberships-TOTAL_FORMS": "0", "memberships-INITIAL_FORMS": "0"}

    administrator.post(page, {"username": "rami", "email": rami.email} | roles)
    assert not is_in(client)
    administrator.post(page, {"username": "rami", "email": rami.email, "is_active": "on"} | roles)

    assert not is_in(client)


def test_changed_rights_give_the_session_a_new_key(admin_user, rami):
    client, _response = sign_in("rami")
    old_key = client.session.session_key
    administrator, _response = sign_in("noor")
    row = {"role": "editor", "section": "", "user": rami.pk, "id": ""}
    roles = {"memberships-TOTAL_FORMS": "1", "memberships-INITIAL_FORMS": "0"}
    roles |= {f"memberships-0-{name}": value for name, value in row.items()}

    administrator.post(
        f"/admin/accounts/user/{rami.pk}/change/", {"username": "rami", "is_active": "on", "email": rami.email} | roles
    )

    assert rami.memberships.count() == 2
    assert is_in(client)
    assert client.session.session_key != old_key
    stranger = Client()
    stranger.cookies["newsroom"] = old_key
    assert not is_in(stranger)
    assert len(client.get("/accounts/").context["sessions"]) == 1


def test_right_taken_away_shows_at_the_next_click(rami):
    client, _response = sign_in("rami")

    Membership.objects.filter(user=rami).delete()

    assert [client.get(page).status_code for page in PAGES] == [302, 302]


def test_session_holds_no_rights(huda):
    client, _response = sign_in("huda")

    kept = dict(client.session.items())

    assert [word for word in ("editor", "superuser", "role", "section") if word in str(kept)] == []
    assert set(kept) <= {
        "_auth_user_id", "_auth_user_backend", "_auth_user_hash", "rights_seen",
        "account_authentication_methods", "account_authentication_methods_user",
    }  # fmt: skip


def test_sessions_are_json(settings):
    assert settings.SESSION_SERIALIZER == "django.contrib.sessions.serializers.JSONSerializer"


def test_use_is_noted_once_in_a_while(rami, django_assert_num_queries):
    client, _response = sign_in("rami")
    listed = UserSession.objects.filter(user=rami)
    listed.update(last_seen_at=timezone.now() - timedelta(hours=1))

    client.get("/admin/")

    assert listed.get().last_seen_at > timezone.now() - timedelta(minutes=1)


def test_ended_ones_are_cleared_away(rami):
    sign_in("rami")
    alive, _response = sign_in("rami")
    past = timezone.now() - timedelta(days=1)
    Session.objects.exclude(session_key=alive.session.session_key).update(expire_date=past)
    CacheEntry.objects.create(cache_key="old", value="", expires=past)

    sessions.clear_ended()
    sessions.clear_cache()

    assert [row.session_key for row in UserSession.objects.all()] == [alive.session.session_key]
    assert not CacheEntry.objects.filter(cache_key="old").exists()


def test_reporter_promoted_keeps_working_without_signing_in_again(rami, section):
    client, _response = sign_in("rami")

    Membership.objects.create(user=rami, role=Role.EDITOR, section=section)

    assert is_in(client)

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.rights import Role
from newsroom.keys import keeping
from newsroom.keys.models import ApiKey, KeyChange
from tests.factories import make_user

pytestmark = pytest.mark.django_db
KEYS = "/admin/keys/apikey/"
PASSWORD = "a long enough passphrase"


@pytest.fixture
def administrator(client):
    person = make_user(is_superuser=True, username="admin", password=PASSWORD)
    client.force_login(person)
    return person


def long_ago(person):
    """The person signed in an hour ago."""
    type(person).objects.filter(pk=person.pk).update(last_login=timezone.now() - timedelta(hours=1))


def make(client, **fields):
    return client.post(f"{KEYS}add/", {"name": "Partner", "per_minute": "60"} | fields)


def test_key_is_shown_once_and_kept_as_a_digest(client, administrator):
    page = make(client)

    text = re.search(r"nr_[A-Za-z0-9_-]{43}", page.content.decode())[0]
    key = ApiKey.objects.get()
    assert page.headers["Cache-Control"] == "private, no-store"
    assert (key.name, key.per_minute, key.made_by) == ("Partner", 60, administrator)
    assert key.digest == keeping.digest_of(text)
    assert text not in str(vars(key))
    for path in (KEYS, f"{KEYS}{key.pk}/change/"):
        shown = client.get(path).content.decode()
        assert text not in shown
        assert key.start in shown
    assert client.get("/api/v1/articles/", headers={"authorization": f"Bearer {text}"}).status_code == 200


def test_two_keys_that_read_have_two_names(client, administrator):
    make(client)

    assert "There is a key of this name." in make(client).content.decode()
    assert ApiKey.objects.count() == 1
    keeping.revoke(ApiKey.objects.get(), by=administrator, address="203.0.113.9", reason="Over.")
    make(client)
    assert ApiKey.objects.filter(name="Partner").count() == 2


@pytest.mark.parametrize(
    "fields",
    [
        {"name": ""},
        {"name": "\u200b"},
        {"name": "a" * 101},
        {"per_minute": "0"},
        {"per_minute": "9" * 30},
        {"name": "\x00"},
    ],
)
def test_key_that_makes_no_sense_is_refused(client, administrator, fields):
    page = make(client, **fields)

    assert page.status_code == 200
    assert "errorlist" in page.content.decode()
    assert not ApiKey.objects.exists()


def test_making_and_revoking_ask_again_who_it_is_after_a_while(client, administrator):
    key, _text = keeping.make(name="App", per_minute=5, by=administrator, address="203.0.113.9")
    long_ago(administrator)

    assert "Your own password" in make(client).content.decode()
    assert ApiKey.objects.count() == 1
    revoke = f"{KEYS}{key.pk}/revoke/"
    assert client.post(revoke, {"reason": "Over."}).status_code == 200
    assert keeping_is_on(key)
    assert make(client, proof="wrong").status_code == 200
    assert ApiKey.objects.count() == 1

    assert client.post(revoke, {"reason": "Over.", "proof": PASSWORD}).status_code == 302
    assert not keeping_is_on(key)


def keeping_is_on(key):
    return ApiKey.objects.get(pk=key.pk).revoked_at is None


def test_what_became_of_a_key_stands_below_it_for_good(client, administrator):
    make(client)
    key = ApiKey.objects.get()
    client.post(f"{KEYS}{key.pk}/revoke/", {"reason": "The partner left."})

    page = client.get(f"{KEYS}{key.pk}/change/").content.decode()

    assert "The partner left." in page
    assert list(key.changes.values_list("act", "by", "reason")) == [
        ("revoked", administrator.pk, "The partner left."),
        ("made", administrator.pk, ""),
    ]
    assert f"{key.pk}/revoke/" not in page
    for change in (lambda: KeyChange.objects.update(reason="No."), KeyChange.objects.all().delete):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    with pytest.raises(IntegrityError), transaction.atomic():
        ApiKey.objects.filter(pk=key.pk)._raw_delete("default")


@pytest.mark.parametrize("role", [Role.REPORTER, Role.CHIEF, Role.MODERATOR])
def test_keys_are_the_administrators(client, administrator, role):
    key, _text = keeping.make(name="App", per_minute=5, by=administrator, address="203.0.113.9")
    client.force_login(make_user(role))

    for path in ("", "add/", f"{key.pk}/change/", f"{key.pk}/revoke/", f"{key.pk + 99}/revoke/"):
        assert client.get(KEYS + path).status_code == 403

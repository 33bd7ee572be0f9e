from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from newsroom.pages.views.site_files import _expires


def fields(response):
    return dict(line.split(": ", 1) for line in response.content.decode().splitlines())


def test_whoever_finds_a_hole_learns_whom_to_tell(client, settings, db):
    settings.SITE_URL = "https://news.example"
    settings.SECURITY_CONTACTS = ["mailto:security@news.example", "https://news.example/about/contact/"]

    response = client.get("/.well-known/security.txt")

    lines = response.content.decode().splitlines()
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert lines[:2] == [f"Contact: {contact}" for contact in settings.SECURITY_CONTACTS]
    assert fields(response)["Preferred-Languages"] == "en, ar"
    assert fields(response)["Canonical"] == "https://news.example/.well-known/security.txt"
    left = datetime.fromisoformat(fields(response)["Expires"]) - timezone.now()
    assert timedelta(days=120) < left < timedelta(days=365)


@pytest.mark.parametrize(
    ("now", "expires"), [((2026, 1, 31), (2026, 7, 1)), ((2026, 6, 1), (2026, 12, 1)), ((2026, 7, 31), (2027, 1, 1))]
)
def test_it_expires_at_the_start_of_a_month_half_a_year_on(now, expires):
    assert _expires(datetime(*now, 12, tzinfo=UTC)) == datetime(*expires, tzinfo=UTC)


def test_key_is_at_its_own_address_alone(client, settings, db):
    settings.INDEXNOW_KEY = "a-key-of-our-own"

    response = client.get("/a-key-of-our-own.txt")

    assert (response.content, response.headers["Content-Type"]) == (b"a-key-of-our-own", "text/plain; charset=utf-8")
    assert client.get("/another-key-of-ours.txt").status_code == 404


def test_without_a_key_there_is_none(client, db):
    assert client.get("/a-key-of-our-own.txt").status_code == 404


def test_icon_is_found_by_those_who_ask_without_reading(client, db):
    response = client.get("/favicon.ico")

    assert (response.status_code, response.headers["Location"]) == (301, "/static/pages/icon.png")

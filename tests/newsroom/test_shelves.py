"""Where the environment puts the pictures, and how it is refused."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from newsroom.environment import Environment
from newsroom.shelves import shelves

BUCKETS = {"PICTURES_S3_PRIVATE_BUCKET": "desk-private", "PICTURES_S3_PUBLIC_BUCKET": "desk-public"}
KEYS = {"PICTURES_S3_KEY_ID": "desk", "PICTURES_S3_SECRET": "s3cret"}


@pytest.fixture
def placed(monkeypatch):
    def placing(**environment):
        monkeypatch.setattr(Environment, "ENVIRON", environment)
        return shelves(Environment(), Path("/var/newsroom"))

    return placing


def test_pictures_lie_in_two_folders_unless_said_otherwise(placed):
    found = placed(PICTURES_S3_ENDPOINT="")

    assert {name: shelf["OPTIONS"]["location"] for name, shelf in found.items()} == {
        "default": Path("/var/newsroom/pictures"),
        "public": Path("/var/newsroom/public"),
    }
    assert all(shelf["OPTIONS"]["base_url"] is None for shelf in found.values())


def test_pictures_lie_in_two_buckets_of_a_service(placed):
    pytest.importorskip("storages", reason="pictures in buckets need requirements-s3.txt")
    found = placed(**BUCKETS, **KEYS, PICTURES_S3_ENDPOINT="https://s3.example", PICTURES_S3_REGION="eu-central-1")

    assert [shelf["OPTIONS"].pop("bucket_name") for shelf in found.values()] == ["desk-private", "desk-public"]
    assert found["default"] == found["public"]
    assert found["public"]["OPTIONS"] == {
        "access_key": "desk",
        "secret_key": "s3cret",
        "region_name": "eu-central-1",
        "endpoint_url": "https://s3.example",
    }


def test_keys_may_be_those_of_the_machine(placed):
    pytest.importorskip("storages", reason="pictures in buckets need requirements-s3.txt")

    assert placed(**BUCKETS)["default"]["OPTIONS"]["access_key"] is None


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        (KEYS, "Pictures in buckets need two of them: set PICTURES_S3_PRIVATE_BUCKET, too."),
        (
            {"PICTURES_S3_PRIVATE_BUCKET": "desk-private"},
            "Pictures in buckets need two of them: set PICTURES_S3_PUBLIC_BUCKET, too.",
        ),
        (
            BUCKETS | {"PICTURES_S3_PUBLIC_BUCKET": "desk-private"},
            "PICTURES_S3_PRIVATE_BUCKET and PICTURES_S3_PUBLIC_BUCKET are two buckets.",
        ),
        *(
            (
                BUCKETS | {"PICTURES_S3_PUBLIC_BUCKET": name},
                "PICTURES_S3_PUBLIC_BUCKET is a bucket's name: 3 to 63 letters a to z, digits, hyphens and dots.",
            )
            for name in ("s3://desk", "Desk", "ab", "a..b", "-desk", "desk-", "a" * 64, "desk/public")
        ),
        (
            BUCKETS | {"PICTURES_S3_KEY_ID": "s3cret"},
            "PICTURES_S3_KEY_ID and PICTURES_S3_SECRET are set together or not at all.",
        ),
        (
            BUCKETS | KEYS | {"PICTURES_S3_REGION": "s3cret region"},
            "PICTURES_S3_REGION is a region's name, such as eu-central-1.",
        ),
        (
            BUCKETS | KEYS | {"PICTURES_S3_ENDPOINT": "s3cret.example"},
            "PICTURES_S3_ENDPOINT is an address that begins with https:// or http://.",
        ),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence_without_secrets(placed, environment, sentence):
    with pytest.raises(ImproperlyConfigured) as refusal:
        placed(**environment)

    assert str(refusal.value) == sentence


def test_the_library_for_buckets_is_asked_for_where_it_is_not_installed(placed, monkeypatch):
    monkeypatch.setattr("newsroom.shelves.find_spec", lambda name: None)

    with pytest.raises(ImproperlyConfigured, match=r"requirements-s3\.txt"):
        placed(**BUCKETS, **KEYS)

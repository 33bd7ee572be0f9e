"""Pictures in buckets, over HTTP: moto's stand-alone server stands for an S3-compatible service."""

import io
import re
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.core.management import CommandError, call_command

from articles import pictures, publishing
from articles.models import Article, Image, Publication, Rendition
from articles.pictures import checking, listing, public_files
from articles.pictures.storing import private_path
from articles.rights import Role
from articles.workflow import MoveNotAllowed
from newsroom.shelves import ShelfAway
from tests.articles.pictures.conftest import SAID, jpeg
from tests.factories import make_article, make_user
from tests.newsroom.pages.readers import make_image

boto3 = pytest.importorskip("boto3", reason="pictures in buckets need requirements-s3.txt")
pytest.importorskip("moto", reason="an S3-compatible service needs requirements-dev.txt")

SERVICE = {"access_key": "desk", "secret_key": "secret", "region_name": "us-east-1"}
NOBODY = "http://127.0.0.1:1"  # a port on which nothing listens


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory):
    """The address of the service, which ends with this module's tests."""
    said = tmp_path_factory.mktemp("moto") / "said"
    with said.open("wb") as log:
        command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", "0"]
        server = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
    try:
        yield _address(server, said)
    finally:
        server.send_signal(signal.SIGTERM)
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _address(server, said: Path):
    for _ in range(600):
        found = re.search(r"http://127\.0\.0\.1:\d+", said.read_text())
        if found:
            return found[0]
        assert server.poll() is None, said.read_text()
        time.sleep(0.1)
    raise AssertionError(said.read_text())


def storages_at(endpoint):
    options = {"endpoint_url": endpoint, **SERVICE}
    return {
        name: {"BACKEND": "newsroom.buckets.Bucket", "OPTIONS": {"bucket_name": bucket, **options}}
        for name, bucket in (("default", "private-pictures"), ("public", "public-pictures"))
    }


@pytest.fixture
def client_of_service(endpoint):
    keys = {"aws_access_key_id": "desk", "aws_secret_access_key": "secret"}
    return boto3.client("s3", endpoint_url=endpoint, region_name="us-east-1", **keys)


@pytest.fixture
def buckets(endpoint, client_of_service, settings):
    """Both buckets, empty, in place of folders."""
    urllib.request.urlopen(f"{endpoint}/moto-api/reset", data=b"").close()  # noqa: S310
    for name in ("private-pictures", "public-pictures"):
        client_of_service.create_bucket(Bucket=name)
    settings.STORAGES = settings.STORAGES | storages_at(endpoint)
    return client_of_service


@pytest.fixture
def away(settings):
    """Nobody answers where the buckets are."""

    def go():
        settings.STORAGES = settings.STORAGES | storages_at(NOBODY)

    return go


def names_in(buckets, bucket):
    return sorted(row["Key"] for row in buckets.list_objects_v2(Bucket=bucket).get("Contents", ()))


def names_of(image):
    return sorted(set(image.renditions.values_list("name", flat=True)))


@pytest.fixture
def picture(buckets, reporter):
    """A picture in the buckets, as `pictures.add` leaves it, with the files of two widths."""
    image = make_image(uploaded_by=reporter, **SAID)
    image.original.save("x", ContentFile(jpeg()), save=True)
    return image


def test_a_picture_goes_through_its_whole_life_in_buckets(buckets, reporter, editor, chief, client):
    image = pictures.add(jpeg(), by=reporter, render_now=True, **SAID)
    assert names_in(buckets, "private-pictures") == sorted([image.original.name, *map(private_path, names_of(image))])
    assert names_in(buckets, "public-pictures") == []

    article = make_article("published", "live", lead_image=image)
    assert names_in(buckets, "public-pictures") == names_of(image)
    address = f"/media/{names_of(image)[0]}"
    with default_storage.open(private_path(names_of(image)[0])) as file:
        assert client.get(address).getvalue() == file.read()
    assert list(checking.check(mend=False)) == []

    before = names_of(image)
    image = pictures.replace(image, io.BytesIO(jpeg("red")), by=editor, render_now=True)
    assert names_in(buckets, "public-pictures") == names_of(image)
    assert not set(before) & set(names_of(image))

    publishing.hold(Article.objects.get(pk=article.pk), by=editor)
    public_files.take_away_unused()
    assert names_in(buckets, "public-pictures") == []
    publishing.release(Article.objects.get(pk=article.pk), by=editor)
    assert names_in(buckets, "public-pictures") == names_of(image)

    pictures.withdraw(image, by=editor, reason="Wrong harbour")
    assert names_in(buckets, "public-pictures") == []
    pictures.erase(image, by=chief, reason="A court said so")
    assert names_in(buckets, "private-pictures") == []


def test_no_object_is_given_to_strangers(buckets, picture, endpoint):
    make_article("published", "live", lead_image=picture)

    for bucket in ("private-pictures", "public-pictures"):
        for name in names_in(buckets, bucket):
            grants = buckets.get_object_acl(Bucket=bucket, Key=name)["Grants"]
            assert [grant["Grantee"]["Type"] for grant in grants] == ["CanonicalUser"]
    with pytest.raises(ValueError, match="no address"):
        storages["public"].url(names_of(picture)[0])


def test_lost_and_left_objects_are_found_and_mended(buckets, picture, monkeypatch):
    make_article("published", "live", lead_image=picture)
    Image.objects.update(recipe="")
    monkeypatch.setattr(listing, "YOUNG", listing.YOUNG * 0)
    lost = names_of(picture)[0]
    buckets.delete_object(Bucket="public-pictures", Key=lost)
    for bucket, key in (("public-pictures", "left.jpg"), ("private-pictures", "originals/left")):
        buckets.put_object(Bucket=bucket, Key=key, Body=b"x")

    said = [difference.sentence for difference in checking.check(mend=True)]

    assert "Nothing speaks of the file left.jpg." in said
    assert "Nothing speaks of the file originals/left." in said
    assert list(checking.check(mend=False)) == []
    assert names_in(buckets, "public-pictures") == names_of(picture)
    assert names_in(buckets, "private-pictures")[0] == picture.original.name


@pytest.mark.slow  # a thousand requests
def test_a_list_is_read_to_its_end(buckets):
    """A service gives a thousand names at a time."""
    for number in range(1001):
        buckets.put_object(Bucket="public-pictures", Key=f"{number:04}.jpg", Body=b"x")

    assert len(listing.listed(storages["public"]).names) == 1001


def test_a_missing_object_is_a_missing_file(buckets):
    storage = storages["public"]

    assert not storage.exists("nothing.jpg")
    storage.delete("nothing.jpg")
    for asked in (storage.open, storage.size, storage.get_modified_time):
        with pytest.raises(FileNotFoundError):
            asked("nothing.jpg")


def test_a_publish_while_the_buckets_are_away_is_refused_and_not_half_done(picture, away):
    article = make_article("approved", lead_image=picture)
    editor = make_user(Role.EDITOR)
    away()

    with pytest.raises(MoveNotAllowed, match="could not be put where readers get them. Try again in a minute"):
        publishing.publish(article, by=editor)

    article.refresh_from_db()
    assert article.desk_state == "approved"
    assert not Publication.objects.exists()
    assert not Rendition.objects.filter(is_public=True).exists()


def test_a_picture_added_while_the_buckets_are_away_is_refused_with_a_sentence(buckets, away, reporter):
    away()

    with pytest.raises(pictures.PictureRefused, match=r"The picture could not be stored\. Try again in a minute\."):
        pictures.add(jpeg(), by=reporter, **SAID)
    assert not Image.objects.exists()


def test_a_picture_is_withdrawn_while_the_buckets_are_away_and_erased_when_they_are_back(
    buckets, picture, away, chief, client, endpoint, settings
):
    make_article("published", "live", lead_image=picture)
    address = f"/media/{names_of(picture)[0]}"
    away()

    with pytest.raises(MoveNotAllowed, match="Erase it again"):
        pictures.erase(picture, by=chief, reason="A court said so")
    assert client.get(address).status_code == 404
    picture.refresh_from_db()
    assert picture.withdrawn_at
    assert picture.original

    settings.STORAGES = settings.STORAGES | storages_at(endpoint)
    pictures.erase(picture, by=chief, reason="A court said so")
    assert names_in(buckets, "private-pictures") == names_in(buckets, "public-pictures") == []


def test_readers_are_told_to_try_again_while_the_buckets_are_away(picture, away, client):
    make_article("published", "live", lead_image=picture)
    client.raise_request_exception = False
    away()

    response = client.get(f"/media/{names_of(picture)[0]}")

    assert (response.status_code, response.headers["Retry-After"]) == (503, "10")
    assert "no-cache" in response.headers["Cache-Control"]


def test_checking_while_the_buckets_are_away_ends_with_a_sentence(picture, away):
    away()

    with pytest.raises(CommandError, match="could not be compared to their end"):
        call_command("check_media")


def test_a_service_that_does_not_let_us_in_is_named_in_the_log(buckets, picture, caplog):
    buckets.delete_object(Bucket="public-pictures", Key="x")
    storage = storages["public"]
    storage.bucket_name = "of-somebody-else"
    storage._bucket = None

    with pytest.raises(ShelfAway, match="does not answer"):
        storage.listdir("")
    assert "of-somebody-else" in caplog.text

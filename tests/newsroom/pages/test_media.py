import pytest
from django.core.files.storage import storages
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from articles import publishing
from articles.models import Image
from articles.rights import Role
from newsroom.pagecache.knowing import EDITION
from tests.factories import make_article, make_user
from tests.newsroom.pages.readers import make_image, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def image():
    return make_image()


def address(image):
    return f"/media/{image.renditions.filter(media_type='image/webp').first().name}"


def test_picture_of_a_live_story_is_answered_and_kept_for_a_minute(client, image):
    publish(lead_image=image)

    response = client.get(address(image))
    again = client.get(address(image), headers={"If-None-Match": response.headers["ETag"]})

    assert body(response) == address(image).removeprefix("/media/")
    assert response.headers["Content-Type"] == "image/webp"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "public, max-age=60, s-maxage=0"
    assert (again.status_code, body(again), client.head(address(image)).status_code) == (304, "", 200)
    assert {"Content-Length", "Content-Type"}.isdisjoint(again.headers)
    assert response.cookies == {}


@pytest.mark.parametrize("take_back", ["hold", "retract", "remove"])
def test_picture_of_a_story_that_was_taken_back_is_not_there(client, image, take_back):
    story = publish(lead_image=image)
    words = {"text": "It was wrong."} if take_back == "retract" else {}
    getattr(publishing, take_back)(story.article, by=make_user(Role.CHIEF), **words)

    assert client.get(address(image)).status_code == 404
    assert client.get(address(image), headers={"If-None-Match": "*"}).status_code == 404


@pytest.mark.parametrize("state", ["draft", "in_review", "approved"])
def test_picture_of_a_story_that_nobody_published_is_not_there(client, image, state):
    make_article(state, lead_image=image)

    assert client.get(address(image)).status_code == 404


def test_picture_of_two_stories_goes_with_the_last_of_them(client, image):
    first, _second = publish(lead_image=image), publish(lead_image=image)
    publishing.remove(first.article, by=make_user(Role.CHIEF))

    assert client.get(address(image)).status_code == 200


@pytest.mark.parametrize("name", ["nothing.webp", "../settings.py", "..%2fsettings.py", "%00.webp", ""])
def test_picture_of_no_name_is_not_there(client, name):
    assert client.get(f"/media/{name}").status_code == 404


def test_picture_has_one_address(client, image):
    publish(lead_image=image)

    assert client.get("/ar" + address(image)).status_code == 404


def test_picture_whose_file_is_lost_is_not_there(client, image):
    publish(lead_image=image)
    storages["public"].delete(address(image).removeprefix("/media/"))

    assert client.get(address(image)).status_code == 404


def test_picture_that_was_seen_is_answered_while_the_database_is_away(client, image, transactional_db, edition):
    publish(lead_image=image)
    seen = client.get(address(image))
    other = address(image).replace(".webp", "x.webp")
    EDITION.lose("no server answers there")
    client.raise_request_exception = False

    assert body(client.get(seen.wsgi_request.path)) == seen.wsgi_request.path.removeprefix("/media/")
    assert client.get(other).status_code == 503


def body(response):
    return b"".join(response.streaming_content).decode() if response.streaming else response.content.decode()


def test_picture_that_is_withdrawn_is_not_there_at_once(client, image):
    """Also in the moment before its files are taken away."""
    publish(lead_image=image)
    Image.objects.filter(pk=image.pk).update(withdrawn_at=timezone.now())

    assert image.renditions.filter(is_public=True).exists()
    assert client.get(address(image)).status_code == 404


@pytest.mark.parametrize(
    ("asked", "status", "part", "said"),
    [
        ("bytes=0-3", 206, slice(0, 4), "bytes 0-3/69"),
        ("bytes=64-", 206, slice(64, 69), "bytes 64-68/69"),
        ("bytes=60-900", 206, slice(60, 69), "bytes 60-68/69"),
        ("bytes=-5", 206, slice(64, 69), "bytes 64-68/69"),
        ("bytes=-900", 206, slice(0, 69), "bytes 0-68/69"),
        ("bytes=69-", 416, slice(0, 0), "bytes */69"),
        ("bytes=-0", 416, slice(0, 0), "bytes */69"),
        ("bytes=5-4", 200, slice(None), None),
        ("bytes=0-1,4-5", 200, slice(None), None),
        ("bytes=-", 200, slice(None), None),
        ("lines=0-3", 200, slice(None), None),
        (f"bytes={'9' * 5000}-", 200, slice(None), None),
    ],
)
def test_part_of_a_picture_is_sent_to_whoever_asks_for_one(client, image, asked, status, part, said):
    publish(lead_image=image)
    name = address(image).removeprefix("/media/")

    response = client.get(address(image), headers={"Range": asked})

    assert (response.status_code, body(response)) == (status, name[part])
    assert response.headers.get("Content-Range") == said
    assert int(response.headers.get("Content-Length", 0)) == len(name[part])


def test_part_of_another_file_than_one_has_is_the_whole(client, image):
    publish(lead_image=image)
    asked = {"Range": "bytes=0-3"}
    tag = client.get(address(image)).headers["ETag"]

    assert client.get(address(image), headers=asked | {"If-Range": tag}).status_code == 206
    assert client.get(address(image), headers=asked | {"If-Range": '"other"'}).status_code == 200
    assert client.get(address(image), headers=asked | {"If-None-Match": tag}).status_code == 304
    assert client.get(address(image), headers=asked | {"If-Match": '"other"'}).status_code == 412
    assert client.head(address(image), headers=asked).status_code == 200


def test_picture_is_read_piece_by_piece(client, image, monkeypatch):
    publish(lead_image=image)
    monkeypatch.setattr("newsroom.pages.sending.PIECE", 10)

    response = client.get(address(image))

    assert [len(piece) for piece in response.streaming_content] == [10] * 6 + [9]


def test_made_up_widths_are_not_there_and_make_no_work(client, image):
    publish(lead_image=image)
    seen, jobs = address(image), ProcrastinateJob.objects.count()
    stem, _dot, ending = seen.rpartition(".")

    for width in range(1, 26):
        names = f"{stem}-{width}.{ending}", f"{stem}@{width}x.{ending}"
        for made_up in (*names, f"{seen}/{width}", f"/media/{width}/{seen[7:]}"):
            assert client.get(made_up).status_code == 404

    assert ProcrastinateJob.objects.count() == jobs
    assert client.get(f"{seen}?width=77").headers["ETag"] == client.get(seen).headers["ETag"]

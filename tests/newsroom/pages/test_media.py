import pytest
from django.core.files.storage import storages

from articles import publishing
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

    assert response.content.decode() == address(image).removeprefix("/media/")
    assert response.headers["Content-Type"] == "image/webp"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "public, max-age=60, s-maxage=0"
    assert (again.status_code, again.content, client.head(address(image)).status_code) == (304, b"", 200)
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

    assert client.get(seen.wsgi_request.path).content == seen.content
    assert client.get(other).status_code == 503

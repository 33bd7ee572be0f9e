import pytest

from articles.models import PublishedVersion
from articles.rights import Role
from tests.factories import make_user
from tests.newsroom.pages.readers import publish

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _switched_on(settings):
    settings.PUBLIC_VERSIONS = True


@pytest.fixture
def address():
    publish(headline="Harbour reopens")
    return f"/admin/articles/publishedversion/{PublishedVersion.objects.get().pk}/change/"


def test_chief_strikes_a_version_with_a_reason(client, address):
    client.force_login(make_user(Role.CHIEF))

    assert b"Harbour reopens" in client.get(address).content
    assert b"This field is required" in client.post(address, {"reason": ""}).content
    assert client.post(address, {"reason": "A court asked."}).status_code == 302

    version = PublishedVersion.objects.get()
    assert (version.headline, version.struck_because) == ("", "A court asked.")
    assert client.post(address, {"reason": "Again"}).status_code == 403


def test_editor_looks_and_strikes_nothing(client, address):
    client.force_login(make_user(Role.EDITOR))

    assert client.get("/admin/articles/publishedversion/").status_code == 200
    assert b'name="reason"' not in client.get(address).content
    assert client.post(address, {"reason": "Law"}).status_code == 403
    assert PublishedVersion.objects.get().headline == "Harbour reopens"


def test_desk_leads_there_only_where_versions_are_public(client, address, settings):
    client.force_login(make_user(Role.CHIEF))
    link = b'href="/admin/articles/publishedversion/"'

    shown = link in client.get("/admin/").content
    settings.PUBLIC_VERSIONS = False

    assert (shown, link in client.get("/admin/").content) == (True, False)

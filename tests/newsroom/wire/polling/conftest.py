import pytest

from newsroom.wire.models import Source, SourceKind


@pytest.fixture
def make_feed(economy):
    """Stores a source that asks a server."""

    def made(server, **values):
        given = {"name": "Coast Feed", "kind": SourceKind.FEED, "address": server.address("/feed.xml?key=secret")}
        return Source.objects.create(**(given | values))

    return made


@pytest.fixture
def folder(tmp_path, settings):
    settings.WIRE_FOLDERS = str(tmp_path)
    (tmp_path / "agency").mkdir()
    return tmp_path / "agency"


@pytest.fixture
def agency(economy, folder):
    return Source.objects.create(name="Agency", kind=SourceKind.FOLDER, folder="agency")

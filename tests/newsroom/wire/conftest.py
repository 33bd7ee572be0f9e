import pytest

from newsroom.wire.models import Source
from tests.factories import make_section

from .serving import serving


@pytest.fixture
def economy(db):
    return make_section("economy", aliases=["Business"])


@pytest.fixture
def wire(economy):
    return Source.objects.create(name="Coastal Wire", credit_line="© Coastal Wire")


@pytest.fixture
def trusted(economy, chief):
    return Source.objects.create(name="Trusted Wire", trusted_by=chief)


@pytest.fixture
def served(settings):
    """Starts servers that may be asked; what listens inside beside them may not."""
    open_servers = []

    def start(*answers, secured=None):
        opening = serving(*answers, secured=secured)
        open_servers.append(opening)
        server = opening.__enter__()
        settings.FETCH_INSIDE = [*settings.FETCH_INSIDE, f"127.0.0.1:{server.port}"]
        return server

    yield start
    for opening in reversed(open_servers):
        opening.__exit__(None, None, None)


@pytest.fixture
def canary():
    """A server inside that nobody may reach; the test fails if anybody has connected."""
    with serving(b"") as server:
        yield server
    assert server.count == 0

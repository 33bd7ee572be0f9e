import pytest

from newsroom.wire.models import Source
from tests.factories import make_section


@pytest.fixture
def wire(db):
    make_section("economy")
    return Source.objects.create(name="Coastal Wire")

import pytest

from newsroom.wire.models import Source
from tests.factories import make_section


@pytest.fixture
def economy(db):
    return make_section("economy", aliases=["Business"])


@pytest.fixture
def wire(economy):
    return Source.objects.create(name="Coastal Wire", credit_line="© Coastal Wire")


@pytest.fixture
def trusted(economy, chief):
    return Source.objects.create(name="Trusted Wire", trusted_by=chief)

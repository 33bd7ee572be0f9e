from shutil import copytree

import pytest
from django.db import transaction
from django.test import override_settings

from tests.newsroom.moving.taking_in.houses import export_to, fill


@pytest.fixture(scope="package")
def exported_house(django_db_setup, django_db_blocker, tmp_path_factory):
    """The export of a newsroom with something of every kind, which is gone before any test begins."""
    place = tmp_path_factory.mktemp("moving") / "house"
    with django_db_blocker.unblock(), override_settings(PUBLIC_VERSIONS=True), transaction.atomic():
        fill()
        export_to(place)
        transaction.set_rollback(True)
    return place


@pytest.fixture
def house(exported_house, tmp_path, db):
    """A copy of it, to be changed, beside an empty newsroom."""
    return copytree(exported_house, tmp_path / "house")

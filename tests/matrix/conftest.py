import logging

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test.utils import override_settings

from .asking import Desk
from .world import World, password_token


@pytest.fixture(scope="package")
def _room(django_db_setup, django_db_blocker, tmp_path_factory):
    """One world for the whole package: each request is rolled back, and the world itself at the end."""
    shelves = {
        name: settings.STORAGES[name] | {"OPTIONS": {"location": tmp_path_factory.mktemp(name), "base_url": None}}
        for name in ("default", "public")
    }
    shelf = override_settings(STORAGES=settings.STORAGES | shelves)
    logging.getLogger("django.request").setLevel(logging.ERROR)  # thousands of refusals are as they should be
    with shelf, django_db_blocker.unblock(), transaction.atomic():
        world = World()
        world.samples["password_token"] = password_token(world)
        connection.check_constraints()
        yield Desk(world)
        transaction.set_rollback(True)
    logging.getLogger("django.request").setLevel(logging.NOTSET)


@pytest.fixture
def room(_room, db):
    return _room


@pytest.fixture
def world(room):
    return room.world

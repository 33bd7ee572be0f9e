import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings


def storages(location):
    """The settings that put pictures into a folder."""
    storage = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": location, "base_url": None},
    }
    return settings.STORAGES | {"default": storage}


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker, tmp_path_factory):
    """The demo newsroom, loaded once for a module's tests, which see each other's changes no more than usual."""
    shelf = tmp_path_factory.mktemp("pictures")
    with django_db_blocker.unblock(), override_settings(STORAGES=storages(shelf)), transaction.atomic():
        call_command("demo", verbosity=0)
        yield shelf
        transaction.set_rollback(True)

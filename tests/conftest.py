import gc
import ipaddress
import socket

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection, connections
from django.db.models.signals import post_migrate
from django.dispatch import receiver

from articles.rights import Role, Source
from tests import template
from tests.browsers import browser
from tests.factories import make_section, make_trusted_source, make_user
from tests.gate import Gate


@receiver(post_migrate, sender=apps.get_app_config("procrastinate"))
def _drop_jobs(using, **kwargs):
    """Runs when a transactional test has ended as well: emptying the database leaves out tables that Django does not
    manage, and the next test would find the jobs of that one."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT to_regclass('procrastinate_jobs')")
        if cursor.fetchone() != (None,):
            cursor.execute("TRUNCATE procrastinate_jobs CASCADE")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, django_db_blocker):
    with django_db_blocker.unblock():
        connection.settings_dict["TEST"]["TEMPLATE"] = template.ready()


def pytest_collection_finish(session):
    """All that was loaded stays, and is no garbage: looking through it takes the best part of a second each time, which
    was charged to whatever test made the objects that led to it."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _loopback_only(monkeypatch):
    """Nothing in the suite needs the network: a connection to anywhere but this machine is a mistake."""
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex

    def refused(address):
        raise AssertionError(f"A test tried to reach {address}.")

    def guarded(plain):
        def guarded_connect(self, address):
            if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_loopback(address[0]):
                refused(address)
            return plain(self, address)

        return guarded_connect

    monkeypatch.setattr(socket.socket, "connect", guarded(connect))
    monkeypatch.setattr(socket.socket, "connect_ex", guarded(connect_ex))


def _is_loopback(host):
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@pytest.fixture
def django_assert_max_num_queries(django_assert_max_num_queries, _types_known):
    return django_assert_max_num_queries


@pytest.fixture
def django_assert_num_queries(django_assert_num_queries, _types_known):
    return django_assert_num_queries


@pytest.fixture
def _types_known(db):
    """What a process asks once and then knows is no query of the page that happens to be its first."""
    ContentType.objects.get_for_models(*apps.get_models())


@pytest.fixture(scope="session")
def gate(live_server):
    server = live_server.thread.httpd
    server.set_app(Gate(server.get_app()))
    return server.get_app()


@pytest.fixture(autouse=True)
def _server_at_rest(request):
    """Made after the database and before any page: the database is emptied when the server has answered everything,
    what closing pages send included, or the two would wait for each other's locks."""
    if "live_server" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("transactional_db")
    gate = request.getfixturevalue("gate")
    gate.open()
    yield
    assert gate.shut(), "The server is still at work on a request."


@pytest.fixture
def signed_in():
    return browser


@pytest.fixture
def section(db):
    return make_section("world")


@pytest.fixture
def other_section(db):
    return make_section("sport")


@pytest.fixture
def reporter(section):
    return make_user(Role.REPORTER, section, username="reporter")


@pytest.fixture
def reporter2(section):
    return make_user(Role.REPORTER, section, username="reporter2")


@pytest.fixture
def outside_reporter(other_section):
    return make_user(Role.REPORTER, other_section, username="outside-reporter")


@pytest.fixture
def editor(section):
    return make_user(Role.EDITOR, section, username="editor")


@pytest.fixture
def editor2(section):
    return make_user(Role.EDITOR, section, username="editor2")


@pytest.fixture
def outside_editor(other_section):
    return make_user(Role.EDITOR, other_section, username="outside-editor")


@pytest.fixture
def chief(section):
    return make_user(Role.CHIEF, section, username="chief")


@pytest.fixture
def moderator(db):
    return make_user(Role.MODERATOR, username="moderator")


@pytest.fixture
def administrator(db):
    """A superuser without a membership."""
    return make_user(username="administrator", is_superuser=True, is_staff=True)


@pytest.fixture
def deactivated_chief(section):
    return make_user(Role.CHIEF, section, username="deactivated-chief", is_active=False)


@pytest.fixture
def source():
    return Source("Coastal Wire")


@pytest.fixture
def trusted_source(chief):
    return make_trusted_source(chief)

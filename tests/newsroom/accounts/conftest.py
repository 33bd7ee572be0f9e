import time
from types import SimpleNamespace

import pytest
from allauth.mfa.totp.internal import auth

from articles.rights import Role
from newsroom import tries
from tests.factories import make_user

from .door import PASSWORD, no_other_jobs


@pytest.fixture(autouse=True)
def _apps_clock_stands(monkeypatch):
    """No half minute ends between a code and the moment that it is checked."""
    now = time.time()
    monkeypatch.setattr(auth, "time", SimpleNamespace(time=lambda: now))


@pytest.fixture
def required(settings):
    """As on a server: whoever may publish needs a second factor."""
    settings.SECOND_FACTOR_REQUIRED = True


@pytest.fixture
def huda(section):
    """An editor with a password."""
    return make_user(Role.EDITOR, section, username="huda", email="huda@desk.example", password=PASSWORD)


@pytest.fixture
def rami(section):
    """A reporter with a password."""
    return make_user(Role.REPORTER, section, username="rami", email="rami@desk.example", password=PASSWORD)


@pytest.fixture
def admin_user(db):
    return make_user(username="noor", email="noor@desk.example", password=PASSWORD, is_superuser=True)


@pytest.fixture
def queue(transactional_db):
    no_other_jobs()


@pytest.fixture(autouse=True)
def _shared_cache_answers():
    tries.shared.away_until = 0.0


@pytest.fixture
def anywhere(settings):
    """A server that answers more than its own machine."""
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "loopback" not in name]

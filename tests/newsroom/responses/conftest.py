import pytest
from django.core.cache import caches

from newsroom import tries
from tests.newsroom.pages.readers import publish


@pytest.fixture(autouse=True)
def _count_anew(db):
    """Nothing that an earlier test sent is counted: not by this process, and not in the shared cache."""
    for cache in caches.all(initialized_only=True):
        cache.clear()
    tries.shared.away_until = 0.0


@pytest.fixture(autouse=True)
def _letters_stay_open(settings):
    settings.LETTERS_OPEN_DAYS = 0  # the story of these tests is from 2025


@pytest.fixture
def story(db):
    return publish()

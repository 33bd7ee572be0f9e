import pytest

from newsroom.pagecache.knowing import EDITION, monotonic


@pytest.fixture
def page_cache(settings):
    """The page cache as it runs in production, with a listener of its own for this test."""
    settings.PAGE_CACHE = True
    yield EDITION
    EDITION.end()


@pytest.fixture
def edition(settings):
    """Moves the process on to an edition, without a thread: a test's own transaction is seen by no other."""
    settings.PAGE_CACHE = True

    def move(number):
        EDITION.hear(number, asked_at=monotonic() + 3600)

    move(1)
    yield move
    EDITION.begin()

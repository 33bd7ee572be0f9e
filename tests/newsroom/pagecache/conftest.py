import pytest

from newsroom.pagecache.knowing import EDITION


@pytest.fixture
def page_cache(settings):
    """The page cache as it runs in production, with a listener of its own for this test."""
    settings.PAGE_CACHE = True
    yield EDITION
    EDITION.end()

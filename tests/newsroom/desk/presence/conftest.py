import pytest

from tests.articles.admin.conftest import address, typed  # noqa: F401
from tests.factories import make_article


@pytest.fixture
def article(reporter):
    return make_article(by=reporter, headline="Ferry back on time")


@pytest.fixture
def told():
    """What a window with a story's page in it sends each 20 seconds."""

    def post(browser, article, *, window="w1", **values):
        door = f"/admin/articles/article/{getattr(article, 'pk', article)}/presence/"
        sent = {"window": window, **values}
        return browser.post(door, sent, content_type="application/json", headers={"Accept": "application/json"})

    return post

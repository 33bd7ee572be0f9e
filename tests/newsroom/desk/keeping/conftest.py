import pytest

from tests.articles.admin.conftest import address, fingerprint, typed  # noqa: F401
from tests.factories import make_article


@pytest.fixture
def article(reporter):
    return make_article(by=reporter, headline="Ferry back on time", body="<p>The ferry is back.</p>")


@pytest.fixture
def autosaved():
    """Posts what a form's script sends; by default to the story's own door, as JSON."""

    def post(browser, where, *, window="w1", **values):
        door = f"/admin/articles/article/{getattr(where, 'pk', where)}/autosave/"
        more = {name: values.pop(name) for name in ("sequence", "goes_on_from", "person") if name in values}
        sent = {"window": window, **more, "fields": values}
        return browser.post(door, sent, content_type="application/json", headers={"Accept": "application/json"})

    return post

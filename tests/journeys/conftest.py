"""A real Chromium against a real server, a real worker beside it. Skipped, with the reason, where one is missing."""

import io
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connections
from PIL import Image as Pixels

from articles import pictures
from tests import browsers
from tests.database_address import database_address
from tests.factories import make_article, make_author, make_section, make_topic, make_user

try:
    import pytest_playwright  # noqa: F401 - its fixtures are what is asked for
    from axe_playwright_python.sync_playwright import Axe
except ImportError:
    Axe = None

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
# Quiet: no look-ups of its own, and no sandbox, which a container's root does not have.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
# Playwright keeps an event loop running in this thread, which is no sign that our code is asynchronous. Django would
# take it for one and give the thread a second connection, which nobody closes before the database is dropped.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
connections._connections = threading.local()


AXE = {"resultTypes": ["violations"], "preload": False}
COLOURS_ALONE = AXE | {"runOnly": ["color-contrast", "link-in-text-block"]}
GRAVE = ("serious", "critical")


def pytest_collection_modifyitems(items):
    missing = "needs requirements-dev.txt" if not Axe else "there is no Chromium on this machine" * (not CHROMIUM)
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if missing:
                item.add_marker(pytest.mark.skip(reason=missing))


@pytest.fixture(scope="session")
def browser_type_launch_args():
    return {"executable_path": CHROMIUM, "args": ARGUMENTS}


@pytest.fixture
def worker(transactional_db):
    """The worker as production runs it, on the test's own database."""
    address = database_address()
    process = subprocess.Popen(
        [sys.executable, "manage.py", "procrastinate", "worker", "--concurrency=1"],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "tests.settings"},
    )
    yield process
    process.terminate()
    process.wait(timeout=20)


@pytest.fixture
def violations(page):
    """What the page complained of: console errors and violations of the Content-Security-Policy."""
    found = []
    page.on("console", lambda message: found.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


@pytest.fixture
def shelf(settings, tmp_path):
    storage = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": tmp_path, "base_url": None},
    }
    settings.STORAGES = settings.STORAGES | {"default": storage}


@pytest.fixture
def addresses(live_server, shelf):
    """A chief who is an administrator too, and every kind of page with something on it."""
    person = make_user("chief", username="layla", password="layla", is_superuser=True)
    file = io.BytesIO()
    Pixels.new("RGB", (700, 400), "teal").save(file, "JPEG")
    article = make_article("in_review", section=make_section("world", names={"en": "World", "ar": "العالم"}))
    records = {
        "articles/section": article.section,
        "articles/author": make_author(),
        "articles/topic": make_topic(),
        "articles/image": pictures.add(file.getvalue(), by=person, render_now=True),
        "articles/article": article,
        "accounts/user": person,
    }
    live = make_article("published", "live", section=article.section)
    pages = [("wire/wireitem", ""), ("wire/source", ""), ("wire/source", "add/")]
    pages += [(model, rest) for model in records for rest in ("", "add/", f"{records[model].pk}/change/")]
    pages += [
        ("articles/article", f"{live.pk}/{step}")
        for step in ("change/", "history/", "revision/1/", "preview/", "preview-links/", "kept/")
    ]
    moves = [(article, "approve"), (article, "block"), (live, "schedule"), (live, "fix_typo"), (live, "retract")]
    pages += [("articles/article", f"{story.pk}/move/{action}/") for story, action in moves]
    pages += [("articles/image", "upload/"), ("articles/collection", "add/")]
    pages += [("articles/article", "?q=nothing-like-it"), ("articles/image", "?_to_field=id&_popup=1")]
    own = ["/admin/", "/admin/password_change/", f"/admin/accounts/user/{person.pk}/password/"]
    own += ["/admin/budget/", "/admin/reports/", "/admin/reports/speed/", "/admin/reports/overrides/"]
    own += ["/admin/wire/incoming/", "/admin/wire/incoming/?show=failed"]
    own += ["/admin/fronts/", "/admin/fronts/banner/", "/admin/fronts/en/", "/admin/fronts/ar.world/"]
    own += ["/admin/fronts/en/history/", "/admin/fronts/en/history/0/", "/admin/fronts/en/preview/"]
    return [live_server.url + address for address in [*own, *(f"/admin/{model}/{rest}" for model, rest in pages)]]


@pytest.fixture
def signed_in(addresses, live_server, page, violations):
    """The chief's board, without the way through the sign-in form, which has tests of its own."""
    name = settings.SESSION_COOKIE_NAME
    session = browsers.browser(get_user_model().objects.get(username="layla")).cookies[name].value
    page.context.add_cookies([{"name": name, "value": session, "url": live_server.url}])
    page.goto(f"{live_server.url}/admin/")
    return page


@pytest.fixture
def axe():
    return Axe()


@pytest.fixture
def faults():
    """What axe holds against a page, light and dark: rule and first element of each serious or critical fault."""
    axe = Axe()

    def found(page) -> list[str]:
        complaints = []
        for scheme, options in (("light", AXE), ("dark", COLOURS_ALONE)):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # no colour half way to another
            violations = axe.run(page, options=options).response["violations"]
            grave = [fault for fault in violations if fault["impact"] in GRAVE]
            complaints += [f"{scheme} {fault['id']}: {fault['nodes'][0]['html']}" for fault in grave]
        return complaints

    return found

"""Every page of the desk in a real browser: no violation of its policy, nothing wider than a phone."""

import io

import pytest
from PIL import Image as Pixels

from articles import pictures
from tests.factories import make_article, make_author, make_section, make_topic, make_user

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = {"width": 360, "height": 740}
WIDTH = "document.documentElement.scrollWidth"


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
        "articles/image": pictures.add(file.getvalue(), by=person),
        "articles/article": article,
        "accounts/user": person,
    }
    pages = [("wire/wireitem", ""), ("wire/source", ""), ("wire/source", "add/")]
    pages += [(model, rest) for model in records for rest in ("", "add/", f"{records[model].pk}/change/")]
    own = ["/admin/", "/admin/password_change/", f"/admin/accounts/user/{person.pk}/password/"]
    return [live_server.url + address for address in [*own, *(f"/admin/{model}/{rest}" for model, rest in pages)]]


@pytest.fixture
def signed_in(addresses, live_server, page, violations):
    page.goto(f"{live_server.url}/admin/login/")
    page.fill("[name=username]", "layla")
    page.fill("[name=password]", "layla")
    page.press("[name=password]", "Enter")
    page.wait_for_url(f"{live_server.url}/admin/")
    return page


@pytest.mark.parametrize("language", ["en", "ar"])
def test_desk_pages_run_clean_and_fit_a_phone(signed_in, addresses, live_server, violations, language):
    signed_in.context.add_cookies([{"name": "newsroom-language", "value": language, "url": live_server.url}])
    signed_in.set_viewport_size(PHONE)
    widths = {}

    for address in addresses:
        assert signed_in.goto(address).status == 200
        signed_in.wait_for_load_state("networkidle")
        widths[address] = signed_in.evaluate(WIDTH)

    assert violations == []
    assert {address: width for address, width in widths.items() if width > PHONE["width"]} == {}


def test_body_editor_starts_under_the_policy(signed_in, live_server, violations):
    """The one style hash in `newsroom.desk.headers` fits the editor that is installed."""
    signed_in.goto(f"{live_server.url}/admin/articles/article/add/")

    editor = signed_in.locator(".tiptap.ProseMirror")
    editor.click()
    editor.press_sequentially("Boats go out again.")

    assert signed_in.locator("textarea[name=body]").input_value() == "<p>Boats go out again.</p>"
    assert signed_in.locator("style[data-tiptap-style]").count() == 1
    assert editor.evaluate("element => getComputedStyle(element).whiteSpace") == "break-spaces"
    assert violations == []


def test_language_switch_turns_the_desk_round(signed_in, live_server, violations):
    signed_in.goto(f"{live_server.url}/admin/articles/section/")

    signed_in.locator("#language-form button").click()

    assert signed_in.url == f"{live_server.url}/admin/articles/section/"
    assert signed_in.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["ar", "rtl"]
    assert violations == []


def test_theme_switch_works_under_the_policy(signed_in, violations):
    signed_in.locator("#header .theme-toggle").click()
    themes = [signed_in.evaluate("document.documentElement.dataset.theme")]
    signed_in.locator("#header .theme-toggle").click()
    themes.append(signed_in.evaluate("document.documentElement.dataset.theme"))

    assert set(themes) <= {"light", "dark", "auto"}
    assert themes[0] != themes[1]
    assert violations == []

"""What the desk's own policy must let a real browser do."""

import pytest

from .waiting import follow

pytestmark = pytest.mark.django_db(transaction=True)


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

    follow(signed_in, signed_in.locator("#language-form button"))

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

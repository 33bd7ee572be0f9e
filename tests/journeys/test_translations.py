"""A story is translated beside its original, falls behind, and is brought in step again."""

import pytest

from articles import editing, publishing
from articles.models import Article
from tests.factories import make_user

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
MORE = "<p>The port authority said that two ferries a day will sail until the end of the month.</p>"


@pytest.fixture
def original(addresses):
    """Live, with a picture, and with a correction that waits on the desk."""
    live = Article.objects.get(desk_state="published")
    chief, picture = make_user("chief"), Article.objects.get(desk_state="in_review")
    body = "<h2>What happened</h2><p>The harbour <strong>reopened</strong> on Monday.</p><ul><li>One</li></ul>" + MORE
    editing.save(
        live, by=chief, revision=1, headline="Harbour reopens after the storm", body=body, related=[picture.pk]
    )
    publishing.publish_urgent(live, by=chief, reason="Now", kind="update")
    return live


def published_again(original, **changes):
    chief = make_user("chief")
    editing.save(original, by=chief, revision=original.revision_number, **changes)
    publishing.publish_urgent(original, by=chief, reason="Now", kind="correction", text="It was Tuesday.")


def test_translation_beside_its_original(signed_in, live_server, original, faults, violations):
    page = signed_in
    page.set_viewport_size({"width": 1440, "height": 1000})
    page.goto(f"{live_server.url}/admin/articles/article/{original.pk}/change/")

    with page.expect_navigation():
        page.get_by_role("button", name="Translate into Arabic").click()
    source = page.get_by_role("complementary", name="The original")
    assert "The harbour reopened on Monday." in source.inner_text()
    form, beside = page.locator("#article_form").bounding_box(), source.bounding_box()
    assert form["x"] + form["width"] <= beside["x"]
    page.fill("[name=headline]", "الميناء يعود إلى العمل بعد العاصفة")
    page.get_by_role("textbox", name="Body").fill("عاد الميناء إلى العمل يوم الاثنين.")
    with page.expect_navigation():
        page.locator("[name=_continue]").click()
    begun = Article.objects.get(translation_of=original)
    publishing.publish_urgent(begun, by=make_user("chief"), reason="Now")
    published_again(original, body=original.body.replace("Monday", "Tuesday") + "<p>Fishing starts again.</p>")

    page.reload()
    assert page.locator(".source-words del").inner_text().split() == ["removed:", "Monday"]
    assert faults(page) == []
    page.set_viewport_size({"width": 360, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.get_by_role("link", name="What changed in the original").click()
    page.get_by_role("link", name="To the first change").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert faults(page) == []
    page.go_back()
    page.go_back()
    with page.expect_navigation():
        page.get_by_role("button", name="Mark as in step with revision 3").click()

    assert Article.objects.get(pk=begun.pk).stale_since is None
    assert violations == []


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("ar", 360)])
def test_history_and_comparison_have_no_grave_fault(signed_in, live_server, original, faults, language, width):
    signed_in.context.add_cookies([{"name": "newsroom-language", "value": language, "url": live_server.url}])
    signed_in.set_viewport_size({"width": width, "height": 900})
    story = f"{live_server.url}/admin/articles/article/{original.pk}"
    found = {}

    for rest in ("/compare/?from=1&to=2", "/history/", "/revision/1/", "/move/hold/"):
        assert signed_in.goto(story + rest).status == 200
        found[rest] = faults(signed_in)

    assert {rest: complaints for rest, complaints in found.items() if complaints} == {}

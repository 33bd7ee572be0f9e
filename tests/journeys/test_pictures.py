"""Three pictures in a real browser: sent, described, before readers in both languages, replaced and withdrawn."""

import hashlib
import io

import pytest
from PIL import Image as Pixels

from articles.models import Image
from articles.pictures import rendering
from tests.factories import make_section, make_user
from tests.newsroom.pages.readers import publish

from .reader_layout import complaints
from .test_wire_to_reader import Person
from .waiting import follow, wait_until

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

COLOURS = {"teal": (0, 128, 128), "maroon": (128, 0, 0), "navy": (0, 0, 128)}
LOADED = "[...document.images].every(image => image.complete && image.naturalWidth > 0)"
MIDDLE = """image => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 9, height: 9 })
    const context = canvas.getContext("2d")
    context.drawImage(image, 0, 0, 9, 9)
    return [...context.getImageData(4, 4, 1, 1).data].slice(0, 3)
}"""


@pytest.fixture
def editor(browser, live_server, settings, tmp_path):
    for name in ("default", "public"):
        options = {"location": tmp_path / name, "base_url": None}
        local = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": options}
        settings.STORAGES = settings.STORAGES | {name: local}
    make_section("world", names={"en": "World", "ar": "العالم"})
    make_user("editor", username="edith", password="edith")
    return Person(browser, live_server.url, "edith")


def file(colour):
    kept = io.BytesIO()
    Pixels.new("RGB", (900, 600), colour).save(kept, "JPEG")
    return {"name": f"{colour}.jpg", "mimeType": "image/jpeg", "buffer": kept.getvalue()}


def send(editor, colours):
    """By the page that sends many; then what the worker does."""
    page = editor.page
    page.goto(f"{editor.address}/admin/articles/image/upload/")
    page.set_input_files("#id_file", [file(colour) for colour in colours])
    page.locator("li.sent.added").nth(len(colours) - 1).wait_for()
    make()
    digests = [hashlib.sha256(file(colour)["buffer"]).hexdigest() for colour in colours]
    return [Image.objects.get(sha256=digest) for digest in digests]


def make():
    for key in Image.objects.values_list("pk", flat=True):
        rendering.render(key)


def describe(editor, image, name):
    """Says what readers need, and moves the focal point by keyboard alone."""
    page = editor.page
    page.goto(f"{editor.address}/admin/articles/image/{image.pk}/change/")
    for field in ("caption_en", "alternative_en"):
        page.fill(f"[name={field}]", name)
    for field in ("caption_ar", "alternative_ar"):
        page.fill(f"[name={field}]", "قوارب")
    page.fill("[name=credit]", "Rana Haddad")
    page.locator("[name=focal_x]").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("0.2")
    editor.save()


def step(editor, image, label, **answers):
    """Takes a grave step of a picture: a file to choose, or texts by the names of their fields."""
    page = editor.page
    page.goto(f"{editor.address}/admin/articles/image/{image.pk}/change/")
    follow(page, page.locator(".moves").get_by_role("link", name=f"{label}…", exact=True))
    for name, value in answers.items():
        field = page.locator(f"[name={name}]")
        field.set_input_files(value) if isinstance(value, dict) else field.fill(value)
    follow(page, page.get_by_role("button", name=label, exact=True))
    make()


def seen(page, address):
    """The colours of the pictures of a story, on top and in its body, in a window of each size."""
    found = []
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(address)
        for image in page.locator(".story img").all():
            image.scroll_into_view_if_needed()
        wait_until(page, LOADED)
        assert complaints(page, "overflow") == []
        assert complaints(page, "pictures") == []
        found.append([tuple(image.evaluate(MIDDLE)) for image in page.locator(".story img").all()])
    assert found[0] == found[1]
    return found[0]


def is_like(seen_colours, *names):
    """Within what a lossy file may differ by."""
    wanted = [COLOURS[name] for name in names]
    return len(seen_colours) == len(wanted) and all(
        abs(one - other) <= 12
        for pair in zip(seen_colours, wanted, strict=True)
        for one, other in zip(*pair, strict=True)
    )


def test_pictures_are_sent_described_seen_replaced_and_withdrawn(editor, live_server, browser):
    lead, inside, spare = send(editor, ["teal", "maroon", "navy"])
    for image in (lead, inside):
        describe(editor, image, f"Boats {image.pk}")
    make()
    assert set(Image.objects.exclude(pk=spare.pk).values_list("focal_x", "credit")) == {(0.2, "Rana Haddad")}
    body = f'<p>Boats go out.</p><figure data-picture="{inside.pk}"></figure>'
    lead.refresh_from_db()
    english = publish(lead_image=lead, body=body)
    arabic = publish(
        language="ar", headline="الميناء", lead_image=lead, body=body, translation_of_id=english.article_id
    )
    reader = browser.new_page()
    addresses = [live_server.url + story.path for story in (english, arabic)]

    assert [is_like(seen(reader, address), "teal", "maroon") for address in addresses] == [True, True]
    assert reader.locator("figcaption .credit").all_inner_texts() == ["Rana Haddad"] * 2
    before = reader.locator(".lead-picture img").evaluate("image => image.currentSrc")

    step(editor, lead, "Replace", file=file("navy"))
    assert [is_like(seen(reader, address), "navy", "maroon") for address in addresses] == [True, True]
    assert reader.request.get(before).status == 404

    step(editor, inside, "Withdraw", reason="The agency asked.")
    assert [is_like(seen(reader, address), "navy") for address in addresses] == [True, True]
    assert editor.complaints == []

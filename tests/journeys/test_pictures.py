"""Three pictures, by the pages of the desk alone: sent, described, put into a story in both languages, seen by readers,
replaced and withdrawn."""

import pytest

from articles.models import Article, Image, Publication
from tests.factories import make_section, make_user

from .picture_room import MIDDLE, file, is_like, make, on_local_shelves, open_picture, send, step
from .reader_layout import complaints
from .test_wire_to_reader import Person
from .waiting import follow, wait_until

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

LOADED = "[...document.images].every(image => image.complete && image.naturalWidth > 0)"
OFFERED = """() => [...document.querySelectorAll(".story :is(img, source)")].flatMap(
    ({ srcset }) => srcset.split(", ").map((one) => one.split(" ")[0]))"""


@pytest.fixture
def world(settings, tmp_path):
    on_local_shelves(settings, tmp_path)
    return make_section("world", names={"en": "World", "ar": "العالم"})


@pytest.fixture
def reporter(browser, live_server, world):
    make_user("reporter", username="rana", password="rana")
    return Person(browser, live_server.url, "rana")


@pytest.fixture
def editor(browser, live_server, world):
    make_user("editor", username="edith", password="edith")
    return Person(browser, live_server.url, "edith")


def describe(person, image, name):
    """Says what readers need, and moves the focal point by keyboard alone."""
    page = person.page
    open_picture(person, image)
    for field in ("caption_en", "alternative_en"):
        page.fill(f"[name={field}]", name)
    for field in ("caption_ar", "alternative_ar"):
        page.fill(f"[name={field}]", "قوارب")
    page.fill("[name=credit]", "Rana Haddad")
    page.fill("[name=focal_x]", "0.5")
    page.locator(".focal-mark").focus()
    for key in ("Shift+ArrowLeft", "Shift+ArrowLeft", "Shift+ArrowLeft", "ArrowRight"):
        page.keyboard.press(key)
    person.save()


def write_story(person, section, *, lead, inside):
    """A story with one picture on top, chosen in the library's window, and one in its body, by the editor's button."""
    page = person.page
    page.goto(f"{person.address}/admin/articles/article/add/")
    page.fill("[name=headline]", "Harbour reopens after the storm")
    page.select_option("[name=section]", str(section.pk))
    page.fill("[name=source]", "Wire")
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Choose a picture").click()
    opened.value.locator(f".picture-grid [data-popup-opener='{lead.pk}']").click()
    wait_until(page, f"document.querySelector('[name=lead_image]').value === '{lead.pk}'")
    write_body(person, "Boats go out again.", inside=f"Boats {inside.pk}")
    return Article.objects.get(language="en")


def translate(person, *, inside):
    """With the lead of the original, and a text of its own."""
    page = person.page
    follow(page, page.get_by_role("button", name="Translate into Arabic"))
    page.fill("[name=headline]", "الميناء يعود إلى العمل بعد العاصفة")
    write_body(person, "عادت القوارب إلى البحر.", inside=f"No. {inside.pk}")
    return Article.objects.get(language="ar")


def write_body(person, text, *, inside):
    """Words, and below them the picture that the library shows with these."""
    page = person.page
    person.write(text)
    page.get_by_role("toolbar").get_by_role("button", name="Picture", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name=inside).click()
    page.locator(".ProseMirror figure img").wait_for()
    follow(page, page.locator("[name=_continue]"))


def publish(reporter, editor, article):
    """Submitted by whoever wrote it, approved and published by somebody else."""
    reporter.open(article)
    reporter.move("Submit for review")
    editor.open(article)
    editor.move("Approve")
    editor.open(article)
    editor.move("Publish")
    return editor.address + Publication.objects.get(article=article).path


def seen(page, address):
    """The colours of the pictures of a story, on top and in its body, in a window of each size."""
    found = []
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(address)
        images = page.locator(".story img").all()
        for image in images:
            image.scroll_into_view_if_needed()
        wait_until(page, LOADED)
        assert complaints(page, "overflow") == []
        assert complaints(page, "pictures") == []
        assert all(image.evaluate("image => image.currentSrc") for image in images)
        found.append([tuple(image.evaluate(MIDDLE)) for image in images])
    assert found[0] == found[1]
    return found[0]


def offered(page, address):
    """What readers are offered of the pictures of a page, in each format and width: status and type of each file."""
    page.goto(address)
    answers = {
        name: page.request.get(name)
        for name in {page.evaluate("location.origin") + one for one in page.evaluate(OFFERED)}
    }
    assert {answer.status for answer in answers.values()} == {200}
    assert {answer.headers["content-type"] for answer in answers.values()} == {"image/avif", "image/webp", "image/jpeg"}
    return set(answers)


def public_files(tmp_path):
    return {path.name for path in (tmp_path / "public").rglob("*") if path.is_file()}


def test_pictures_are_sent_described_published_replaced_and_withdrawn(reporter, editor, world, browser, tmp_path):
    lead, inside, spare = send(reporter, file("teal"), file("maroon"), file("navy"))
    for image in (lead, inside):
        describe(reporter, image, f"Boats {image.pk}")
    make()
    assert set(Image.objects.exclude(pk=spare.pk).values_list("focal_x", "credit")) == {(0.21, "Rana Haddad")}
    assert public_files(tmp_path) == set()
    english = write_story(reporter, world, lead=lead, inside=inside)
    arabic = translate(reporter, inside=inside)
    addresses = [publish(reporter, editor, article) for article in (english, arabic)]
    reader = browser.new_page()

    assert [is_like(seen(reader, address), "teal", "maroon") for address in addresses] == [True, True]
    assert reader.locator("figcaption .credit").all_inner_texts() == ["Rana Haddad"] * 2
    files = [offered(reader, address) for address in addresses]
    assert files[0] == files[1]

    step(editor, lead, "Replace", file=file("navy"))
    assert [is_like(seen(reader, address), "navy", "maroon") for address in addresses] == [True, True]
    replaced = offered(reader, addresses[0])
    gone = files[0] - replaced
    assert len(gone) == len(files[0]) / 2
    assert {reader.request.get(name).status for name in gone} == {404}

    step(editor, inside, "Withdraw", reason="The agency asked.")
    assert [is_like(seen(reader, address), "navy") for address in addresses] == [True, True]
    gone |= replaced - offered(reader, addresses[0])
    assert {reader.request.get(name).status for name in gone} == {404}
    assert public_files(tmp_path) == set(lead.renditions.filter(is_public=True).values_list("name", flat=True))
    assert public_files(tmp_path).isdisjoint(name.rsplit("/", 1)[1] for name in gone)
    assert [reporter.complaints, editor.complaints] == [[], []]

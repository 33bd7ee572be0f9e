"""Pictures that are pasted or dropped into a body: by the library's door into the text, and nothing typed is lost."""

import base64
import hashlib
import io

import pytest
from PIL import Image as Pixels

from articles import bodies
from articles.models import Article, Image
from tests.factories import make_article

from .test_body_editor import article, body_of, editing, open_story  # noqa: F401 - fixtures among them
from .waiting import wait_until

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

CARRIED = """(editor, { kind, files, html, at }) => {
  const carried = new DataTransfer()
  for (const [name, type, letters] of files) {
    carried.items.add(new File([Uint8Array.from(atob(letters), (letter) => letter.charCodeAt(0))], name, { type }))
  }
  if (html) carried.setData("text/html", html)
  const how = { bubbles: true, cancelable: true }
  if (kind === "paste") return editor.dispatchEvent(new ClipboardEvent("paste", { ...how, clipboardData: carried }))
  const { left, right, bottom } = editor.querySelectorAll("p")[at].getBoundingClientRect()
  const place = { clientX: (left + right) / 2, clientY: bottom - 2 }
  return editor.dispatchEvent(new DragEvent("drop", { ...how, ...place, dataTransfer: carried }))
}"""


def shot(angle=0):
    file = io.BytesIO()
    Pixels.linear_gradient("L").rotate(angle).resize((60, 40)).save(file, "PNG")
    return base64.b64encode(file.getvalue()).decode()


def carry(page, *files, kind="paste", html="", at=0):
    """Pastes or drops files (name, content in base64), HTML, or both; whether the browser would do more."""
    rows = [(name, "image/png", content) for name, content in files]
    return page.locator(".ProseMirror").evaluate(CARRIED, {"kind": kind, "files": rows, "html": html, "at": at})


def figures(count):
    """The newest pictures of the library, oldest first, as a body refers to them."""
    keys = sorted(Image.objects.values_list("pk", flat=True))[-count:]
    return [f'<figure data-picture="{key}"></figure>' for key in keys]


def in_order_of(page, *files):
    """The references to the pictures with these bytes, in this order."""
    digests = [hashlib.sha256(base64.b64decode(content)).hexdigest() for _name, content in files]
    found = dict(Image.objects.values_list("sha256", "pk"))
    return "".join(f'<figure data-picture="{found[digest]}"></figure>' for digest in digests)


def known(violations):
    """What a browser says of each refused request by itself is no complaint."""
    return [text for text in violations if "400 (Bad Request)" not in text and "ERR_FAILED" not in text]


def test_pasted_files_stand_in_the_text_in_their_order(editing, violations):  # noqa: F811
    before = Image.objects.count()
    files = [("one.png", shot(0)), ("two.png", shot(90)), ("three.png", shot(180))]

    assert not carry(editing, *files)
    editing.keyboard.type(" And back.")
    editing.locator(".ProseMirror figure").nth(2).wait_for()

    assert body_of(editing) == f"<p>Boats go out. And back.</p>{in_order_of(editing, *files)}"
    assert Image.objects.count() == before + 3
    note = editing.locator(".editor-note")
    assert note.inner_text().startswith("Added as picture ")
    link = note.get_by_role("link", name="Describe it").get_attribute("href")
    assert link in [f"/admin/articles/image/{image.pk}/change/" for image in Image.objects.all()[:3]]
    assert violations == []


def test_file_that_the_library_has_is_not_added_twice(editing):  # noqa: F811
    carry(editing, ("one.png", shot()))
    editing.locator(".ProseMirror figure").wait_for()
    count = Image.objects.count()

    carry(editing, ("again.png", shot()))
    editing.locator(".ProseMirror figure").nth(1).wait_for()

    assert Image.objects.count() == count
    assert body_of(editing) == f"<p>Boats go out.</p>{figures(1)[0] * 2}"


def test_refused_file_says_why_and_leaves_the_text_alone(editing, violations):  # noqa: F811
    letters = base64.b64encode(b"<svg xmlns='http://www.w3.org/2000/svg'/>").decode()

    carry(editing, ("drawing.png", letters), ("good.png", shot()))
    editing.keyboard.type(" And back.")
    notice = editing.locator(".sending-picture.refused")
    notice.wait_for()
    editing.locator(".ProseMirror figure").wait_for()

    assert notice.locator(".name").inner_text() == "drawing.png"
    assert notice.locator(".said").inner_text() == "This is not a JPEG, PNG, WebP, AVIF or GIF picture."
    assert body_of(editing) == f"<p>Boats go out. And back.</p>{figures(1)[0]}"
    notice.get_by_role("button", name="Leave it out").click()
    assert editing.locator(".sending-picture").count() == 0
    assert known(violations) == []


def test_file_larger_than_allowed_is_not_even_sent(editing):  # noqa: F811
    editing.locator(".body-editor").evaluate("root => root.dataset.mostBytes = '40'")
    asked = []
    editing.on("request", lambda request: asked.append(request.url))

    carry(editing, ("large.png", shot()))

    said = editing.locator(".sending-picture.refused .said").inner_text()
    assert said.startswith("The file is larger than ")
    assert [address for address in asked if address.endswith("/upload/")] == []


def test_nothing_is_lost_without_a_connection(editing, violations):  # noqa: F811
    editing.route("**/image/upload/", lambda route: route.abort())
    carry(editing, ("one.png", shot()))
    notice = editing.locator(".sending-picture.refused")
    notice.wait_for()
    editing.keyboard.type(" And back.")
    before = (notice.locator(".said").inner_text(), body_of(editing))

    editing.unroute("**/image/upload/")
    notice.get_by_role("button", name="Try again").click()
    editing.locator(".ProseMirror figure").wait_for()

    assert before == ("Could not be sent: there is no connection.", "<p>Boats go out. And back.</p>")
    assert body_of(editing) == f"<p>Boats go out. And back.</p>{figures(1)[0]}"
    assert known(violations) == []


def test_dropped_file_stands_where_it_was_dropped(signed_in, live_server, violations):
    open_story(signed_in, live_server, make_article(body="<p>Boats go out.</p><p>They come back.</p>"))

    assert not carry(signed_in, ("one.png", shot()), kind="drop", at=0)
    signed_in.locator(".ProseMirror figure").wait_for()

    assert body_of(signed_in) == f"<p>Boats go out.</p>{figures(1)[0]}<p>They come back.</p>"
    assert violations == []
    signed_in.goto("about:blank")


def test_file_that_is_dropped_beside_the_text_leaves_the_page_where_it_is(editing):  # noqa: F811
    goes_on = """() => {
        const carried = new DataTransfer()
        carried.items.add(new File(["x"], "one.png", { type: "image/png" }))
        const how = { dataTransfer: carried, bubbles: true, cancelable: true }
        return document.querySelector("#content h1, #content h2").dispatchEvent(new DragEvent("drop", how))
    }"""

    assert editing.evaluate(goes_on) is False


def test_pictures_within_pasted_words_are_taken_where_they_stood_or_left_out(editing, violations):  # noqa: F811
    html = (
        f'<h2>Tides</h2><p>High <img alt="" src="data:image/png;base64,{shot(0)}"> water.</p>'
        f'<p><img src="data:image/png;base64,{shot(90)}"></p><p>Low water.</p>'
        '<p><img src="https://elsewhere.example/spy.png"></p><figure><img src="data:image/png,%00"><figcaption>A pier'
        "</figcaption></figure>"
    )

    editing.keyboard.press("Enter")
    carry(editing, html=html)
    editing.get_by_text("Pictures that lie elsewhere were left out").wait_for()
    editing.locator(".ProseMirror figure").nth(1).wait_for()
    editing.locator(".sending-picture.refused").wait_for()

    one, two = (in_order_of(editing, ("", shot(angle))) for angle in (0, 90))
    assert body_of(editing) == (
        f"<p>Boats go out.</p><h2>Tides</h2><p>High water.</p>{one}{two}<p>Low water.</p><p>A pier</p>"
    )
    assert "data:" not in editing.locator("textarea[name=body]").input_value()
    editing.keyboard.press("Control+z")
    editing.keyboard.press("Control+z")
    editing.keyboard.press("Control+z")
    assert "\ue000" not in editing.locator("textarea[name=body]").input_value()
    assert known(violations) == []


def test_picture_of_pasted_words_is_not_taken_for_one(editing):  # noqa: F811
    count = Image.objects.count()

    carry(editing, ("words.png", shot()), html="<p>They come back.</p>")

    assert body_of(editing) == "<p>Boats go out.They come back.</p>"
    assert Image.objects.count() == count


def test_picture_that_is_copied_from_a_page_comes_as_its_file(editing, violations):  # noqa: F811
    carry(editing, ("image.png", shot()), html='<meta charset="utf-8"><img src="https://elsewhere.example/a.png">')
    editing.locator(".ProseMirror figure").wait_for()

    assert body_of(editing) == f"<p>Boats go out.</p>{figures(1)[0]}"
    assert violations == []


def test_save_waits_for_pictures_on_their_way(editing, article):  # noqa: F811
    held = []
    editing.route("**/image/upload/", lambda route: held.append(route))
    carry(editing, ("one.png", shot()))
    editing.keyboard.type(" And back.")
    editing.keyboard.press("Control+s")
    editing.get_by_text("Pictures are still on their way.").wait_for()
    assert Article.objects.get(pk=article.pk).body == "<p>Boats go out.</p>"

    with editing.expect_navigation():
        held[0].continue_()

    assert Article.objects.get(pk=article.pk).body == f"<p>Boats go out. And back.</p>{figures(1)[0]}"


def test_picture_that_is_chosen_in_a_gallery_is_joined_by_what_is_pasted(signed_in, live_server, addresses):
    picture = Image.objects.get()
    figure = f'<figure data-picture="{picture.pk}"></figure>'
    story = make_article(body=f'<figure data-kind="gallery">{figure}</figure><p>Boats go out.</p>')
    signed_in.goto(f"{live_server.url}/admin/articles/article/{story.pk}/change/")
    signed_in.locator(".ProseMirror figure.of-picture .said").click()
    wait_until(signed_in, "document.querySelector('.of-picture.ProseMirror-selectednode') !== null")

    carry(signed_in, ("one.png", shot()))
    signed_in.locator(".ProseMirror .pictures figure").nth(1).wait_for()

    assert body_of(signed_in) == bodies.sanitise(
        f'<figure data-kind="gallery">{figure}{figures(1)[0]}</figure><p>Boats go out.</p>'
    )
    signed_in.goto("about:blank")


def test_text_that_has_no_pictures_says_that_they_were_left_out(signed_in, live_server, violations):
    signed_in.goto(f"{live_server.url}/admin/about/policypage/add/")
    signed_in.locator(".ProseMirror > p").first.click()
    said = signed_in.get_by_text("Pictures were left out of what you pasted: this text has none.")

    carry(signed_in, html=f'<p>We mend <img src="data:image/png;base64,{shot()}"> mistakes.</p>')
    said.wait_for()
    signed_in.locator(".editor-note").evaluate("note => note.replaceChildren()")
    carry(signed_in, ("one.png", shot()))
    said.wait_for()

    assert body_of(signed_in) == "<p>We mend mistakes.</p>"
    assert violations == []
    signed_in.goto("about:blank")

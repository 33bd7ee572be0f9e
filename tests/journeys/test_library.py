"""The library in a browser: pictures chosen or dropped, and what became of each of them."""

import base64
import io

from PIL import Image as Pixels

from articles.models import Image

DROP = """([name, letters]) => {
  const carried = new DataTransfer()
  carried.items.add(new File([Uint8Array.from(atob(letters), (letter) => letter.charCodeAt(0))], name))
  document.querySelector(".drop-zone").dispatchEvent(new DragEvent("drop", { dataTransfer: carried, bubbles: true }))
}"""


def gradient(angle):
    file = io.BytesIO()
    Pixels.linear_gradient("L").rotate(angle).resize((60, 40)).save(file, "JPEG")
    return file.getvalue()


def sent(name, content):
    return {"name": name, "mimeType": "image/jpeg", "buffer": content}


def test_each_picture_that_is_chosen_or_dropped_says_what_became_of_it(signed_in, live_server, faults, violations):
    before = Image.objects.count()
    signed_in.goto(f"{live_server.url}/admin/articles/image/upload/")
    signed_in.get_by_label("Credit").fill("Rana Haddad")

    signed_in.get_by_label("Pictures", exact=True).set_input_files(
        [sent("one.jpg", gradient(0)), sent("two.jpg", b"<svg/>")]
    )
    signed_in.get_by_text("All files are through: 1 taken, 1 refused.").wait_for()
    signed_in.evaluate(DROP, ["three.jpg", base64.b64encode(gradient(270)).decode()])
    signed_in.get_by_text("All files are through: 2 taken, 1 refused.").wait_for()

    rows = signed_in.locator(".sent-pictures > li")
    assert [row.locator(".name").inner_text() for row in rows.all()] == ["one.jpg", "two.jpg", "three.jpg"]
    assert rows.nth(1).locator(".said").inner_text() == "This is not a JPEG, PNG, WebP, AVIF or GIF picture."
    assert [image.credit for image in Image.objects.all()[: Image.objects.count() - before]] == ["Rana Haddad"] * 2
    assert faults(signed_in) == []
    signed_in.goto(f"{live_server.url}/admin/articles/image/")
    assert signed_in.locator(".picture-grid > li").count() == before + 2
    assert faults(signed_in) == []
    assert [text for text in violations if "400 (Bad Request)" not in text] == []


def test_file_is_sent_again_after_signing_in_in_another_tab(signed_in, live_server):
    before = Image.objects.count()
    signed_in.goto(f"{live_server.url}/admin/articles/image/upload/")
    signed_in.get_by_label("Credit").fill("Rana Haddad")
    signed_in.context.clear_cookies(name="newsroom")

    signed_in.get_by_label("Pictures", exact=True).set_input_files([sent("one.jpg", gradient(0))])
    signed_in.get_by_text("All files are through: 0 taken, 1 refused.").wait_for()
    row = signed_in.locator(".sent-pictures > li")
    assert row.locator(".said").inner_text() == "You are signed out. Sign in, in another tab, and send it again."

    other = signed_in.context.new_page()
    other.goto(f"{live_server.url}/admin/login/")
    other.fill("[name=username]", "layla")
    other.fill("[name=password]", "layla")
    other.press("[name=password]", "Enter")
    other.wait_for_url(f"{live_server.url}/admin/")
    row.get_by_role("button", name="Send it again: one.jpg").press("Enter")
    signed_in.get_by_text("All files are through: 1 taken, 0 refused.").wait_for()
    assert signed_in.locator(":focus").inner_text() == "Describe it"

    assert [image.credit for image in Image.objects.all()[: Image.objects.count() - before]] == ["Rana Haddad"]


def test_one_file_chosen_twice_is_added_once(signed_in, live_server):
    before = Image.objects.count()
    signed_in.goto(f"{live_server.url}/admin/articles/image/upload/")

    signed_in.get_by_label("Pictures", exact=True).set_input_files(
        [sent("one.jpg", gradient(0)), sent("again.jpg", gradient(0))]
    )
    signed_in.get_by_text("All files are through: 2 taken, 0 refused.").wait_for()

    assert Image.objects.count() == before + 1

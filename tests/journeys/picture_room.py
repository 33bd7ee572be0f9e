"""What journeys of pictures share: people at the desk, files to send, and what the page of a picture is asked for."""

import hashlib
import io

from PIL import Image as Pixels

from articles.models import Image
from articles.pictures import rendering

from .waiting import follow

COLOURS = {"teal": (0, 128, 128), "maroon": (128, 0, 0), "navy": (0, 0, 128)}
MIDDLE = """image => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 9, height: 9 })
    const context = canvas.getContext("2d")
    context.drawImage(image, 0, 0, 9, 9)
    return [...context.getImageData(4, 4, 1, 1).data].slice(0, 3)
}"""


def on_local_shelves(settings, folder):
    """The server of a test, which runs in its process, keeps pictures below a folder."""
    for name in ("default", "public"):
        options = {"location": folder / name, "base_url": None}
        local = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": options}
        settings.STORAGES = settings.STORAGES | {name: local}


def file(*colours):
    """A picture of upright stripes as a browser is given it."""
    pixels, kept = Pixels.new("RGB", (900, 600)), io.BytesIO()
    width = 900 // len(colours)
    for place, colour in enumerate(colours):
        pixels.paste(colour, (place * width, 0, (place + 1) * width, 600))
    pixels.save(kept, "JPEG", quality=95)
    return {"name": f"{'-'.join(colours)}.jpg", "mimeType": "image/jpeg", "buffer": kept.getvalue()}


def send(person, *files):
    """By the page that sends many; then what the worker does."""
    page = person.page
    page.goto(f"{person.address}/admin/articles/image/upload/")
    page.set_input_files("#id_file", files)
    page.locator("li.sent.added").nth(len(files) - 1).wait_for()
    make()
    digests = [hashlib.sha256(one["buffer"]).hexdigest() for one in files]
    return [Image.objects.get(sha256=digest) for digest in digests]


def make():
    """What the worker does once it is its turn."""
    for key in Image.objects.values_list("pk", flat=True):
        rendering.render(key)


def open_picture(person, image):
    person.page.goto(f"{person.address}/admin/articles/image/{image.pk}/change/")


def step(person, image, label, **answers):
    """Takes a grave step of a picture: a file to choose, or texts by the names of their fields."""
    page = person.page
    open_picture(person, image)
    follow(page, page.locator(".moves").get_by_role("link", name=f"{label}…", exact=True))
    for name, value in answers.items():
        field = page.locator(f"[name={name}]")
        field.set_input_files(value) if isinstance(value, dict) else field.fill(value)
    follow(page, page.get_by_role("button", name=label, exact=True))
    make()


def is_like(seen_colours, *names):
    """Within what a lossy file may differ by."""
    wanted = [COLOURS[name] for name in names]
    return len(seen_colours) == len(wanted) and all(
        abs(one - other) <= 12
        for pair in zip(seen_colours, wanted, strict=True)
        for one, other in zip(*pair, strict=True)
    )

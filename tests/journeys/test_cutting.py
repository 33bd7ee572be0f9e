"""A crop of one use, drawn by hand on the picture's page: with a pointer, and with keys alone."""

import pytest

from articles.models import Image
from tests.factories import make_section, make_user

from .picture_room import MIDDLE, file, is_like, make, on_local_shelves, open_picture, send
from .test_wire_to_reader import Person

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

SQUARE = ".cut[data-use=square]"


@pytest.fixture
def editor(browser, live_server, settings, tmp_path):
    on_local_shelves(settings, tmp_path)
    make_section("world")
    make_user("editor", username="edith", password="edith")
    return Person(browser, live_server.url, "edith")


@pytest.fixture
def image(editor):
    """Wider than the square that is cut from it, in three stripes; its page is open."""
    [image] = send(editor, file("teal", "maroon", "navy"))
    open_picture(editor, image)
    editor.page.fill("[name=focal_x]", "0.5")
    return image


def box(page):
    return [float(side) for side in page.locator(f"{SQUARE} input").input_value().split()]


def cut(editor, image):
    """Saves, lets the worker cut, and looks: the box that is kept, and the colour in the middle of the square."""
    editor.save()
    make()
    open_picture(editor, image)
    cut_now = editor.page.evaluate(
        f"""async (address) => {{
        const image = Object.assign(new Image(), {{ src: address }})
        await image.decode()
        return ({MIDDLE})(image)
    }}""",
        f"/admin/articles/image/{image.pk}/shown/square/",
    )
    return Image.objects.get(pk=image.pk).crops, tuple(cut_now)


def drag(page, element, right, down=0):
    """By so many pixels, as a hand does: pressed, moved in steps, let go."""
    element.scroll_into_view_if_needed()
    place = element.bounding_box()
    x, y = place["x"] + place["width"] / 2, place["y"] + place["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + right, y + down, steps=5)
    page.mouse.up()


def test_crop_is_drawn_by_pointer(editor, image):
    page = editor.page
    page.locator(SQUARE).get_by_role("button", name="Draw").click()
    assert box(page) == pytest.approx([1 / 6, 0, 2 / 3, 1], abs=0.001)

    drag(page, page.locator(".crop-box [data-corner='1 1']"), -90, -90)
    smaller = box(page)
    drag(page, page.locator(".crop-move"), -2000)
    moved = box(page)
    said = page.locator(".cut-said").inner_text()
    kept, colour = cut(editor, image)

    assert smaller[:2] == pytest.approx([1 / 6, 0], abs=0.001)
    assert 0.1 < smaller[2] < 2 / 3
    assert smaller[2] * 900 == pytest.approx(smaller[3] * 600, rel=0.01)
    assert moved == pytest.approx([0, 0, *smaller[2:]], abs=0.001)
    assert said.startswith("search engines, square: from 0 % of the width and 0 % of the height")
    assert kept == {"square": moved}
    assert is_like([colour], "teal")
    assert editor.complaints == []


def test_crop_is_drawn_by_keys_alone_and_given_up(editor, image):
    page = editor.page
    page.locator(SQUARE).get_by_role("button", name="Draw").focus()
    page.keyboard.press("Enter")
    for _time in range(8):
        page.keyboard.press("-")
    for key in ("Shift+ArrowRight",) * 7:
        page.keyboard.press(key)
    page.keyboard.press("ArrowLeft")
    drawn = box(page)
    page.keyboard.press("Escape")
    is_back = page.evaluate("document.activeElement.matches('.cut[data-use=square] [data-draw]')")
    kept, colour = cut(editor, image)

    assert drawn[2] == pytest.approx(2 / 3 / 1.05**8, rel=0.01)
    assert drawn[0] + drawn[2] == pytest.approx(0.99, abs=0.001)
    assert is_back
    assert kept == {"square": drawn}
    assert is_like([colour], "navy")

    open_picture(editor, image)
    page.locator(SQUARE).get_by_role("button", name="Give up").press("Enter")
    kept, colour = cut(editor, image)
    assert kept == {}
    assert is_like([colour], "maroon")
    assert editor.complaints == []

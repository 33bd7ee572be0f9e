import pytest

from newsroom.about.shown import shown_pages, shown_rows, shown_text

from .pages import write

pytestmark = pytest.mark.django_db


def pages():
    return shown_pages(found["row"] for found in shown_rows())


def test_pages_come_in_the_readers_order_without_what_is_not_shown():
    write("privacy", title="Privacy")
    write("about", title="About", description="Who we are.")
    write("about", "ar", title="من نحن")
    write("ethics", is_shown=False)

    assert [tuple(page) for page in pages()] == [
        ("about", "ar", "من نحن", ""),
        ("about", "en", "About", "Who we are."),
        ("privacy", "en", "Privacy", ""),
    ]


def test_language_that_the_newsroom_gave_up_is_left_out(settings):
    write("about", "ar")
    settings.NEWSROOM_LANGUAGES = ["en"]

    assert pages() == ()


def test_text_of_another_language_is_not_there():
    write("about", "ar")

    assert shown_text("about", language="en") is None
    assert shown_text("about", language="ar").language == "ar"

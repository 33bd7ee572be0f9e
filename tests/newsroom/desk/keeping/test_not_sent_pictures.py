"""Forms of the picture library that are sent after the sign-in has ended, or without the right that was there."""

import io

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image as Pixels

from articles import pictures
from articles.models import Collection, Image
from tests.factories import make_article

from .test_given_back import TOKEN, hidden
from .test_not_sent import BROWSER, plain

pytestmark = pytest.mark.django_db
LIBRARY = "/admin/articles/image/"


@pytest.fixture
def picture(reporter):
    file = io.BytesIO()
    Pixels.new("RGB", (60, 40), "teal").save(file, "JPEG")
    said = {"captions": {"en": "Boats"}, "alternatives": {"en": "Two boats"}, "credit": "Rana Haddad"}
    return pictures.add(file.getvalue(), by=reporter, **said)


@pytest.fixture
def opened(reporter, picture):
    """A browser that asks for tokens, with the picture's form open, and the form's token."""
    browser = Client(enforce_csrf_checks=True, headers=BROWSER)
    browser.force_login(reporter)
    return browser, TOKEN.search(browser.get(f"{LIBRARY}{picture.pk}/change/").content.decode())[1]


def typed(token):
    return {
        "caption_en": "Boats at <dusk>",
        "caption_ar": "قوارب",
        "credit": "Rana",
        "focal_x": "0.25",
        "focal_y": "0.5",
        "_save": "Save",
        "csrfmiddlewaretoken": token,
    }


def test_what_is_said_of_a_picture_comes_back_and_is_saved_after_signing_in(opened, reporter, picture):
    browser, token = opened
    Session.objects.all().delete()

    page = browser.post(f"{LIBRARY}{picture.pk}/change/", typed(token))

    assert page.status_code == 403
    assert "Boats at &lt;dusk&gt;" in page.content.decode()
    assert '<dd class="words" dir="rtl" lang="ar">قوارب</dd>' in page.content.decode()
    assert f'<a href="{LIBRARY}{picture.pk}/change/">Back to the library</a>' in page.content.decode()
    browser.force_login(reporter)
    again = browser.post(f"{LIBRARY}{picture.pk}/change/", hidden(page))
    assert browser.post(f"{LIBRARY}{picture.pk}/change/", hidden(again)).status_code in (302, 403)
    picture.refresh_from_db()
    assert (picture.captions, picture.focal_x) == ({"en": "Boats at <dusk>", "ar": "قوارب"}, 0.25)


def test_reason_comes_back_and_a_file_is_asked_for_again(opened, reporter, picture):
    browser, token = opened
    Session.objects.all().delete()
    file = SimpleUploadedFile("new.jpg", b"letters", "image/jpeg")

    values = {"reason": "Sharper", "file": file, "csrfmiddlewaretoken": token}
    page = browser.post(f"{LIBRARY}{picture.pk}/replace/", values)

    assert (page.status_code, hidden(page)["reason"]) == (403, ["Sharper"])
    assert "choose them once more" in plain(page)
    browser.force_login(reporter)
    sent = browser.post(f"{LIBRARY}{picture.pk}/replace/", hidden(page))
    if sent.status_code == 403:  # the token was of the sign-in before
        sent = browser.post(f"{LIBRARY}{picture.pk}/replace/", hidden(sent))
    assert (sent.status_code, sent.context["sentence"]) == (400, "Choose the file that takes its place.")
    assert sent.context["form"]["reason"].value() == "Sharper"


def test_name_of_a_new_collection_comes_back_with_the_ticked_pictures(opened, picture):
    browser, token = opened
    Session.objects.all().delete()

    values = {"name": "Harvest", "picture": picture.pk, "do": "add", "csrfmiddlewaretoken": token}
    page = browser.post(f"{LIBRARY}collect/", values)

    assert (hidden(page)["name"], hidden(page)["picture"]) == (["Harvest"], [str(picture.pk)])
    assert f'<a href="{LIBRARY}">Back to the library</a>' in page.content.decode()
    assert not Collection.objects.exists()


def test_what_is_typed_comes_back_where_the_right_has_gone_meanwhile(opened, picture):
    browser, token = opened
    make_article("published", "live", lead_image=picture)

    page = browser.post(f"{LIBRARY}{picture.pk}/change/", typed(token))

    assert page.status_code == 403
    assert "A picture that readers have or get takes an editor of each section that uses it." in plain(page)
    assert "Boats at &lt;dusk&gt;" in page.content.decode()
    assert Image.objects.get().captions == {"en": "Boats"}

"""Sending many pictures at once, to a form and to a script: what is taken, what is there already, what is refused."""

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image as Pixels

from articles import pictures
from articles.models import Collection, Image
from articles.pictures import adding

UPLOAD = "/admin/articles/image/upload/"
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'/>"


@pytest.fixture(autouse=True)
def shelf(settings, tmp_path):
    storage = settings.STORAGES["default"] | {"OPTIONS": {"location": tmp_path, "base_url": None}}
    settings.STORAGES = settings.STORAGES | {"default": storage}
    return tmp_path


@pytest.fixture(autouse=True)
def _signed_in(client, reporter):
    client.force_login(reporter)


def jpeg(shade=0, size=(60, 40), quality=75):
    """A picture with something in it, so that two of them differ as people see it."""
    file = io.BytesIO()
    picture = Pixels.linear_gradient("L").rotate(shade).resize(size)
    picture.save(file, "JPEG", quality=quality)
    return file.getvalue()


def named(content, name="DSC_1.JPG"):
    return SimpleUploadedFile(name, content, "image/jpeg")


def told(client, content, **more):
    answer = client.post(UPLOAD, {"file": named(content), **more}, headers={"Accept": "application/json"})
    return answer.status_code, answer.json()


def test_form_takes_many_files_and_says_what_became_of_each(client, reporter):
    files = [named(jpeg(), "one.jpg"), named(SVG, "<b>two.svg"), named(jpeg(270), "three.jpg")]

    answer = client.post(UPLOAD, {"file": files, "credit": "Rana Haddad"})

    sent = answer.context["sent"]
    assert answer.status_code == 200
    assert [(one.name, one.outcome) for one in sent] == [
        ("one.jpg", "added"),
        ("<b>two.svg", "refused"),
        ("three.jpg", "added"),
    ]
    assert sent[1].sentence == "This is not a JPEG, PNG, WebP, AVIF or GIF picture."
    assert "&lt;b&gt;two.svg" in answer.content.decode()
    assert list(Image.objects.values_list("credit", "uploaded_by")) == [("Rana Haddad", reporter.pk)] * 2


def test_what_is_true_of_all_is_said_of_each(client):
    said = {"creator": "Rana Haddad", "place": "Sidon", "licence_expires_on": "2030-05-01", "is_sensitive": "on"}

    client.post(UPLOAD, {"file": [named(jpeg()), named(jpeg(270))]} | said)

    found = Image.objects.values_list("creator", "place", "licence_expires_on", "is_sensitive", "copyright_notice")
    assert list(found) == [("Rana Haddad", "Sidon", date(2030, 5, 1), True, "")] * 2


def test_refused_form_has_all_that_was_typed(client):
    refused = client.post(UPLOAD, {"file": named(jpeg()), "place": "Sidon", "licence_expires_on": "2030-13-01"})

    assert refused.status_code == 400
    assert refused.context["problem"].startswith("Licence expires on: ")
    assert (refused.context["form"]["place"].value(), refused.context["form"].says_more) == ("Sidon", True)
    assert not Image.objects.exists()


def test_script_is_told_of_one_picture(client):
    status, said = told(client, jpeg())

    image = Image.objects.get()
    assert (status, said["outcome"]) == (200, "added")
    assert said["sentence"] == f"Added as picture {image.pk}."
    assert (said["picture"]["number"], said["picture"]["thumbnail"]) == (
        image.pk,
        f"/admin/articles/image/{image.pk}/thumbnail/",
    )
    assert "DSC_1.JPG" in said["row"]


def test_script_is_told_why_a_file_is_refused(client, shelf):
    status, said = told(client, SVG)

    assert (status, said["outcome"], said["picture"]) == (400, "refused", None)
    assert said["sentence"] == "This is not a JPEG, PNG, WebP, AVIF or GIF picture."
    assert [path for path in shelf.rglob("*") if path.is_file()] == []


def test_nothing_sent_is_said(client):
    shown = client.post(UPLOAD, {})
    asked = client.post(UPLOAD, {}, headers={"Accept": "application/json"})

    assert (shown.status_code, shown.context["problem"]) == (400, "Choose at least one picture.")
    assert (asked.status_code, asked.json()["sentence"]) == (400, "Choose at least one picture.")


def test_same_file_is_not_added_again_unless_somebody_says_so(client):
    first = told(client, jpeg())[1]["picture"]["number"]

    status, said = told(client, jpeg())

    assert (status, said["outcome"], said["picture"]["number"]) == (200, "there", first)
    assert said["sentence"] == f"Not added: the library has this file already, as picture {first}."
    assert Image.objects.count() == 1
    again = told(client, jpeg(), again="on")[1]
    assert (again["outcome"], Image.objects.count()) == ("added", 2)
    assert "the same file" in again["row"]


def test_withdrawn_file_does_not_come_back_as_another_picture(client):
    number = told(client, jpeg())[1]["picture"]["number"]
    Image.objects.update(withdrawn_at=timezone.now())

    status, said = told(client, jpeg())

    assert (status, said["outcome"], said["picture"]) == (200, "there", None)
    assert said["sentence"] == f"Not added: the same file was withdrawn, as picture {number}."
    assert Image.objects.count() == 1


def test_picture_that_looks_like_another_is_told(client):
    first = told(client, jpeg(size=(90, 60)))[1]["picture"]["number"]

    said = told(client, jpeg(quality=40))[1]

    assert said["sentence"].endswith("It looks like what is there already:")
    assert f"/admin/articles/image/{first}/change/" in said["row"]
    assert "looks like" not in told(client, jpeg(270))[1]["sentence"]


def test_pictures_go_into_a_collection_that_the_person_fills(client, reporter, reporter2):
    own = Collection.objects.create(name="Own", made_by=reporter)
    other = Collection.objects.create(name="Other", made_by=reporter2)

    number = told(client, jpeg(), collection=own.pk)[1]["picture"]["number"]
    status, said = told(client, jpeg(270), collection=other.pk)

    assert [image.pk for image in own.pictures.all()] == [number]
    assert (status, other.pictures.count(), Image.objects.count()) == (400, 0, 1)
    assert said["sentence"].startswith("Collection: ")


def test_credit_that_is_too_long_is_refused_before_anything_is_stored(client):
    status, said = told(client, jpeg(), credit="x" * 201)

    assert (status, Image.objects.count()) == (400, 0)
    assert said["sentence"].startswith("Credit: ")


def test_full_disk_is_said_and_the_others_go_on(client, monkeypatch):
    plain, calls = adding.store_original, []

    def full_once(*given, **named):
        calls.append(1)
        if len(calls) == 1:
            raise OSError(28, "No space left on device")
        return plain(*given, **named)

    monkeypatch.setattr(adding, "store_original", full_once)

    sent = client.post(UPLOAD, {"file": [named(jpeg()), named(jpeg(270))]}).context["sent"]

    assert [one.outcome for one in sent] == ["refused", "added"]
    assert sent[0].sentence == "The file could not be stored. Nothing of it was kept; try again later."


def test_who_has_no_role_at_the_desk_sends_nothing(client, administrator):
    client.force_login(administrator)

    assert (client.get(UPLOAD).status_code, client.post(UPLOAD, {"file": named(jpeg())}).status_code) == (403, 403)
    assert Image.objects.count() == 0


def test_file_that_was_replaced_is_known(client, reporter):
    image = pictures.add(jpeg(), by=reporter, render_now=True)
    pictures.replace(image, jpeg(270), by=reporter, render_now=True)

    assert told(client, jpeg())[1]["outcome"] == "there"

"""The picture library: upload, captions, and thumbnails for the desk alone."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image as Pixels

from articles import editing, pictures, timed
from articles.models import Image, Membership
from articles.rights import Role
from tests.factories import make_article, make_user

LIBRARY = "/admin/articles/image/"


@pytest.fixture(autouse=True)
def shelf(settings, tmp_path):
    """Where the files of this test go."""
    storage = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": tmp_path, "base_url": None},
    }
    settings.STORAGES = settings.STORAGES | {"default": storage}
    return tmp_path


def jpeg(size=(700, 400)):
    file = io.BytesIO()
    Pixels.new("RGB", size, "teal").save(file, "JPEG")
    return file.getvalue()


@pytest.fixture
def picture(reporter):
    captions = {"en": "Boats at dusk", "ar": "قوارب عند الغروب"}
    said = {"captions": captions, "alternatives": {"en": "Boats", "ar": "قوارب"}, "credit": "Rana Haddad"}
    return pictures.add(jpeg(), by=reporter, render_now=True, **said)


def said(**changes):
    typed = {
        "caption_en": "Boats",
        "caption_ar": "قوارب",
        "alternative_en": "Six boats",
        "alternative_ar": "",
        "credit": "Rana Haddad",
        "source": "Newsroom",
        "usage_terms": "Once, on the web",
        "licence_expires_on": "2030-05-01",
        "focal_x": "0.25",
        "focal_y": "0.75",
    }
    return typed | changes


def upload(client, content, **changes):
    file = SimpleUploadedFile(changes.pop("name", "DSC_0001.JPG"), content, "image/jpeg")
    return client.post(f"{LIBRARY}add/", said(**changes) | {"file": file})


def page(picture, name="change"):
    return f"{LIBRARY}{picture.pk}/{name}/"


def errors(response):
    return response.context["adminform"].form.non_field_errors()


def test_reporter_uploads_a_picture(client, reporter):
    client.force_login(reporter)

    response = upload(client, jpeg())

    image = Image.objects.get()
    assert response["Location"] == LIBRARY
    assert (image.width, image.height, image.uploaded_by) == (700, 400, reporter)
    assert (image.captions, image.alternatives) == ({"en": "Boats", "ar": "قوارب"}, {"en": "Six boats"})
    assert (image.credit, image.source, image.usage_terms) == ("Rana Haddad", "Newsroom", "Once, on the web")
    assert (image.licence_expires_on.isoformat(), image.focal_x, image.focal_y) == ("2030-05-01", 0.25, 0.75)
    assert image.is_confirmed


def test_upload_forgets_a_long_file_name(client, reporter):
    client.force_login(reporter)

    upload(client, jpeg(), name="a" * 240 + ".jpg")

    assert len(Image.objects.get().original.name) < 60


def test_file_that_the_library_has_is_named_and_not_added_again(client, reporter, picture):
    client.force_login(reporter)

    response = upload(client, jpeg())

    assert errors(response) == [f"Not added: the library has this file already, as picture {picture.pk}."]
    assert response.context["adminform"].form["credit"].value() == "Rana Haddad"
    assert Image.objects.get() == picture


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "This is not a JPEG, PNG, WebP, AVIF or GIF picture."),
        (jpeg()[:600], "The picture is broken: it cannot be read to its end."),
    ],
)
def test_file_that_is_no_picture_is_refused_with_a_sentence(client, reporter, shelf, content, sentence):
    client.force_login(reporter)

    response = upload(client, content)

    assert (response.status_code, errors(response)) == (200, [sentence])
    assert response.context["adminform"].form["caption"].value() == ["Boats", "قوارب"]
    assert Image.objects.count() == 0
    assert [path for path in shelf.rglob("*") if path.is_file()] == []


def test_upload_without_a_file_is_refused(client, reporter):
    client.force_login(reporter)

    response = client.post(f"{LIBRARY}add/", said())

    assert response.context["adminform"].form.errors == {"file": ["This field is required."]}


def test_files_are_removed_if_the_rows_are_rolled_back(client, reporter, shelf, monkeypatch):
    client.force_login(reporter)
    client.raise_request_exception = False
    monkeypatch.setattr("django.contrib.admin.options.ModelAdmin.log_addition", lambda *_given: 1 / 0)

    response = upload(client, jpeg())

    assert response.status_code == 500
    assert Image.objects.count() == 0
    assert [path for path in shelf.rglob("*") if path.is_file()] == []


def test_uploader_changes_what_is_said(client, reporter, picture):
    client.force_login(reporter)

    client.post(page(picture), said(caption_en=" Boats\u202e at noon "))

    picture.refresh_from_db()
    assert picture.captions == {"en": "Boats at noon", "ar": "قوارب"}
    assert (picture.focal_x, picture.uploaded_by, picture.width) == (0.25, reporter, 700)


def test_caption_in_a_language_that_the_form_does_not_ask_for_stays(client, reporter, picture):
    Image.objects.update(captions={"en": "Boats", "he": "סירות"})
    client.force_login(reporter)

    client.post(page(picture), said())

    picture.refresh_from_db()
    assert picture.captions == {"en": "Boats", "ar": "قوارب", "he": "סירות"}


def test_change_takes_no_other_field(client, reporter, picture):
    client.force_login(reporter)
    smuggled = {"sha256": "0", "width": "1", "uploaded_by": "", "original": "x", "uploader": "x"}

    client.post(page(picture), said() | smuggled | {"file": SimpleUploadedFile("x.jpg", jpeg((10, 10)))})

    changed = Image.objects.get()
    assert (changed.sha256, changed.width, changed.original.name) == (picture.sha256, 700, picture.original.name)
    assert changed.uploaded_by == reporter


@pytest.mark.parametrize("focal", ["-0.1", "1.1", "nan", "left"])
def test_focal_point_outside_is_refused(client, reporter, picture, focal):
    client.force_login(reporter)

    response = client.post(page(picture), said(focal_x=focal))

    assert list(response.context["adminform"].form.errors) == ["focal_x"]


def test_other_reporters_only_look(client, reporter2, picture):
    client.force_login(reporter2)

    shown = client.get(page(picture))

    assert (shown.status_code, client.post(page(picture), said()).status_code) == (200, 403)
    assert "Boats at dusk" in shown.content.decode()
    assert 'name="credit"' not in shown.content.decode()


def test_editor_changes_any_picture(client, editor, picture):
    client.force_login(editor)

    client.post(page(picture), said())

    picture.refresh_from_db()
    assert picture.captions["en"] == "Boats"


def as_lead(picture, section):
    return {"lead_image": picture, "section": section}


def in_body(picture, section):
    return {"body": f'<p>Boats.</p><figure data-picture="{picture.pk}"></figure>', "section": section}


@pytest.mark.parametrize("used", [as_lead, in_body])
@pytest.mark.parametrize(
    ("state", "status"),
    [
        (("draft", "none"), 302),
        (("in_review", "none"), 302),
        (("approved", "none"), 403),
        (("published", "live"), 403),
        (("draft", "live"), 403),
        (("published", "held"), 403),
    ],
)
def test_uploader_changes_nothing_that_readers_have_or_get(client, reporter, picture, section, used, state, status):
    make_article(*state, **used(picture, section))
    client.force_login(reporter)

    answer = client.post(f"{LIBRARY}{picture.pk}/change/", said(credit="Somebody else"))

    picture.refresh_from_db()
    assert answer.status_code == status
    assert picture.credit == ("Somebody else" if status == 302 else "Rana Haddad")


def test_uploader_changes_nothing_that_waits_with_an_older_text(client, reporter, editor, picture, section):
    article = make_article("approved", **as_lead(picture, section))
    timed.schedule(article, by=editor, run_at=timezone.now() + timedelta(days=1))
    editing.save(article, by=editor, revision=1, lead_image=None)
    client.force_login(reporter)

    assert client.post(f"{LIBRARY}{picture.pk}/change/", said()).status_code == 403


def test_picture_before_readers_takes_an_editor_of_each_section(client, picture, section, other_section):
    for place in (section, other_section):
        make_article("published", "live", **as_lead(picture, place))
    of_one, of_both = make_user(Role.EDITOR, section), make_user(Role.EDITOR, section)
    Membership.objects.create(user=of_both, role=Role.EDITOR, section=other_section)
    answers = []

    for person in (of_one, of_both):
        client.force_login(person)
        answers.append(client.post(f"{LIBRARY}{picture.pk}/change/", said()).status_code)

    assert answers == [403, 302]


def test_administrator_without_a_role_only_looks(client, administrator, picture):
    client.force_login(administrator)

    assert client.get(LIBRARY).status_code == 200
    assert client.get(page(picture)).status_code == 200
    assert upload(client, jpeg()).status_code == 403
    assert client.post(page(picture), said()).status_code == 403


def test_moderator_sees_no_picture(client, moderator, picture):
    client.force_login(moderator)

    addresses = (LIBRARY, page(picture), page(picture, "thumbnail"), f"{LIBRARY}add/")

    assert [client.get(address).status_code for address in addresses] == [403] * 4


def test_thumbnail_is_for_the_desk_alone(client, reporter, picture):
    assert client.get(page(picture, "thumbnail"))["Location"].startswith("/admin/login/")
    client.force_login(reporter)

    response = client.get(page(picture, "thumbnail"))

    assert (response.status_code, response["Content-Type"]) == (200, "image/webp")
    assert (response["Cache-Control"], response["X-Content-Type-Options"]) == ("private, no-store", "nosniff")
    assert Pixels.open(io.BytesIO(response.getvalue())).size == (320, 183)


def test_small_picture_has_a_thumbnail(client, reporter):
    small = pictures.add(jpeg((90, 60)), by=reporter, render_now=True)
    client.force_login(reporter)

    response = client.get(page(small, "thumbnail"))

    assert Pixels.open(io.BytesIO(response.getvalue())).size == (90, 60)


def test_list_is_not_filtered_by_the_uploader_s_password(client, reporter):
    client.force_login(reporter)

    assert client.get(LIBRARY, {"uploaded_by__password__startswith": "a"}).status_code == 400


def test_pictures_are_never_deleted(client, reporter, picture):
    client.force_login(make_user(Role.CHIEF, is_superuser=True))

    assert client.post(page(picture, "delete"), {"post": "yes"}).status_code == 403
    assert Image.objects.get() == picture

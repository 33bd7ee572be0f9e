import io
from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from PIL import Image as Pixels
from procrastinate.contrib.django.models import ProcrastinateJob

from articles import pictures
from articles.decoder.rights_xmp import packet
from articles.models import Image, PictureChange, Rendition
from articles.pictures import PictureRefused
from articles.rights import Source
from articles.workflow import RightMissing

from .conftest import jpeg


def test_add_stores_the_original_and_asks_for_its_renditions(reporter, shelves):
    image = pictures.add(
        jpeg(size=(700, 400)),
        by=reporter,
        captions={"en": " A harbour\u202e. ", "ar": "ميناء"},
        alternatives={"en": "Boats", "ar": " "},
        credit="Newsroom",
        people=["Rana", " "],
        focal=(0.25, 0.75),
    )

    image.refresh_from_db()
    assert (image.width, image.height, image.uploaded_by) == (700, 400, reporter)
    assert (image.captions, image.alternatives) == ({"en": "A harbour.", "ar": "ميناء"}, {"en": "Boats"})
    assert (image.focal, image.people, image.is_confirmed) == ((0.25, 0.75), ["Rana"], True)
    with image.original.open("rb") as original:
        assert original.read() == jpeg(size=(700, 400))
    assert shelves.files() == [[image.original.name], []]
    assert ProcrastinateJob.objects.get().args == {"image_id": image.pk}
    change = PictureChange.objects.get()
    assert (change.action, change.by, change.after["credit"]) == ("added", reporter, "Newsroom")


def test_add_may_make_the_renditions_at_once(reporter, shelves):
    image = pictures.add(jpeg(), by=reporter, render_now=True)

    names = {f"renditions/{row.name}" for row in image.renditions.all()}
    assert shelves.files() == [sorted([image.original.name, *names]), []]
    assert not ProcrastinateJob.objects.exists()


def test_add_takes_an_uploaded_file_and_forgets_its_name(reporter, shelves):
    hostile = SimpleUploadedFile("../../evil.php", jpeg(), content_type="text/html")

    image = pictures.add(hostile, by=reporter)

    assert image.original.name.startswith("originals/")
    assert not list(shelves.private.parent.rglob("*evil*"))


def test_a_picture_that_is_there_already_shares_its_files(reporter, shelves):
    first, second = (pictures.add(jpeg(), by=reporter, render_now=True) for _ in range(2))

    assert first.sha256 == second.sha256
    assert set(first.renditions.values_list("name")) == set(second.renditions.values_list("name"))
    assert len(shelves.files()[0]) == 2 + Rendition.objects.values("name").distinct().count()


def test_what_the_file_says_stands_until_somebody_confirms_it(reporter):
    exif = Pixels.Exif()
    exif[0x010E] = "Boats at dawn"
    xmp = packet({"creator": "Rana Haddad", "credit": "Newsroom", "licence_url": "javascript:x"})

    image = pictures.add(jpeg(exif=exif, xmp=xmp), by=reporter, credit="The Desk")

    assert (image.captions, image.creator, image.credit) == ({"en": "Boats at dawn"}, "Rana Haddad", "The Desk")
    assert (image.licence_url, image.is_confirmed) == ("", False)


def test_what_a_source_says_of_its_picture_needs_nobody_else(db):
    image = pictures.add(jpeg(xmp=packet({"creator": "Rana"})), by=Source("Wire"))

    assert (image.creator, image.is_confirmed, image.uploaded_by) == ("Rana", True, None)


def test_a_caption_for_everybody_goes_to_the_language_of_its_letters(reporter):
    exif = Pixels.Exif()
    exif[0x010E] = "قوارب".encode()

    assert pictures.add(jpeg(exif=exif), by=reporter).captions == {"ar": "قوارب"}


@pytest.mark.parametrize("content", [b"", b"<svg/>", jpeg(size=(700, 400))[:2000]])
def test_add_of_a_refused_file_leaves_nothing(reporter, shelves, content):
    with pytest.raises(PictureRefused):
        pictures.add(content, by=reporter)

    assert (Image.objects.count(), shelves.files()) == (0, [[], []])


@pytest.mark.parametrize("wrong", [{"credit": "x" * 201}, {"focal": (0.5, 1.5)}, {"taken_at": "yesterday"}])
def test_add_refuses_what_the_library_cannot_hold(reporter, shelves, wrong):
    with pytest.raises(PictureRefused, match="credit|focal point|taken"):
        pictures.add(jpeg(), by=reporter, **wrong)

    assert (Image.objects.count(), shelves.files()) == (0, [[], []])


def test_add_refuses_a_file_larger_than_it_says(reporter, shelves, monkeypatch):
    monkeypatch.setattr("articles.pictures.storing.MOST_BYTES", 500)
    endless = SimpleUploadedFile("a.jpg", jpeg(size=(700, 400)))
    endless.size = 10

    with pytest.raises(PictureRefused, match="The file is larger than"):
        pictures.add(endless, by=reporter)

    assert shelves.files() == [[], []]


class FullDisk(FileSystemStorage):
    """Has room for the original and three renditions; of the fourth, half a file is left, as on a real disk."""

    def _save(self, name, content):
        saved = super()._save(name, content)
        if len(list(Path(self.location).rglob("*.*"))) > 3:
            raise OSError(28, "No space left on device")
        return saved


def test_renditions_on_a_full_disk_leave_nothing(reporter, shelves, settings):
    full = settings.STORAGES["default"] | {"BACKEND": f"{__name__}.FullDisk"}
    settings.STORAGES = settings.STORAGES | {"default": full}

    with pytest.raises(OSError, match="No space left"):
        pictures.add(jpeg(), by=reporter, render_now=True)

    image = Image.objects.get()
    assert (Rendition.objects.count(), shelves.files()) == (0, [[image.original.name], []])


def test_add_that_the_database_refuses_leaves_no_file(reporter, shelves):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE articles_image ADD CHECK (width < 60)")

    with pytest.raises(Exception, match="check constraint"):
        pictures.add(jpeg(), by=reporter)

    assert shelves.files() == [[], []]


def test_add_by_people_without_a_desk_role_is_refused(moderator, administrator, shelves):
    for person in (moderator, administrator):
        with pytest.raises(RightMissing, match="Pictures are added by people who have a role at the desk."):
            pictures.add(jpeg(), by=person)

    assert shelves.files() == [[], []]


def test_add_takes_a_stream(reporter):
    assert pictures.add(io.BytesIO(jpeg()), by=reporter).width == 90

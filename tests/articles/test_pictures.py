import io
from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from PIL import Image as Pixels

from articles import pictures
from articles.models import Image, Rendition
from articles.pictures import PictureRefused
from articles.workflow import RightMissing


def jpeg(colour="teal", size=(700, 400)):
    file = io.BytesIO()
    Pixels.new("RGB", size, colour).save(file, "JPEG")
    return file.getvalue()


@pytest.fixture(autouse=True)
def shelf(settings, tmp_path):
    """Where the files of this test go."""
    storage = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": tmp_path, "base_url": None},
    }
    settings.STORAGES = settings.STORAGES | {"default": storage}
    return tmp_path


def files(shelf: Path):
    return sorted(str(path.relative_to(shelf)) for path in shelf.rglob("*") if path.is_file())


def test_add_stores_the_original_and_its_renditions(reporter, shelf):
    image = pictures.add(
        jpeg(),
        by=reporter,
        captions={"en": " A harbour\u202e. ", "ar": "ميناء"},
        alternatives={"en": "Boats", "ar": " "},
        credit="Newsroom",
        focal=(0.25, 0.75),
    )

    image.refresh_from_db()
    assert (image.width, image.height, image.uploaded_by) == (700, 400, reporter)
    assert (image.captions, image.alternatives) == ({"en": "A harbour.", "ar": "ميناء"}, {"en": "Boats"})
    assert (image.focal_x, image.focal_y) == (0.25, 0.75)
    with image.original.open("rb") as original:
        assert original.read() == jpeg()
    made = [(row.width, row.height, row.media_type) for row in image.renditions.order_by("width", "media_type")]
    assert made == [
        (width, height, kind)
        for width, height in ((320, 183), (640, 366), (700, 400))
        for kind in ("image/jpeg", "image/webp")
    ]
    names = [f"renditions/{row.name}" for row in image.renditions.all()]
    assert files(shelf) == sorted([image.original.name, *names])


def test_add_takes_an_uploaded_file_and_forgets_its_name(reporter, shelf):
    hostile = SimpleUploadedFile("../../evil.php", jpeg(), content_type="text/html")

    image = pictures.add(hostile, by=reporter)

    assert image.original.name.startswith("originals/")
    assert not [name for name in files(shelf.parent) if "evil" in name]


def test_add_of_the_same_picture_makes_one_of_its_own(reporter, shelf):
    first, second = (pictures.add(jpeg(), by=reporter) for _ in range(2))

    assert first.sha256 == second.sha256
    assert Rendition.objects.values("name").distinct().count() == 12
    assert len(files(shelf)) == 14
    for row in Rendition.objects.all():
        assert default_storage.exists(f"renditions/{row.name}")


def test_add_replaces_a_file_that_a_crash_left_behind(reporter, shelf):
    name = pictures.images.prepare(jpeg()).renditions[0].name
    (shelf / "renditions").mkdir()
    (shelf / "renditions" / name).write_bytes(b"half a f")

    pictures.add(jpeg(), by=reporter)

    assert len((shelf / "renditions" / name).read_bytes()) > 8
    assert len(files(shelf)) == 7


@pytest.mark.parametrize("content", [b"", b"<svg/>", jpeg()[:2000]])
def test_add_of_a_refused_file_leaves_nothing(reporter, shelf, content):
    with pytest.raises(PictureRefused):
        pictures.add(content, by=reporter)

    assert (Image.objects.count(), files(shelf)) == (0, [])


@pytest.mark.parametrize("wrong", [{"credit": "x" * 201}, {"focal": (0.5, 1.5)}])
def test_add_refuses_what_the_library_cannot_hold(reporter, shelf, wrong):
    with pytest.raises(PictureRefused, match="credit|focal point"):
        pictures.add(jpeg(), by=reporter, **wrong)

    assert (Image.objects.count(), files(shelf)) == (0, [])


class FullDisk(FileSystemStorage):
    """Has room for the original and three renditions; of the fourth, half a file is left, as on a real disk."""

    def _save(self, name, content):
        saved = super()._save(name, content)
        if len(list(Path(self.location).rglob("*.*"))) > 3:
            raise OSError(28, "No space left on device")
        return saved


def test_add_on_a_full_disk_leaves_nothing(reporter, shelf, settings):
    settings.STORAGES = settings.STORAGES | {
        "default": settings.STORAGES["default"] | {"BACKEND": f"{__name__}.FullDisk"}
    }

    with pytest.raises(OSError, match="No space left"):
        pictures.add(jpeg(), by=reporter)

    assert (Image.objects.count(), Rendition.objects.count(), files(shelf)) == (0, 0, [])


def test_add_that_the_database_refuses_leaves_no_file(reporter, shelf):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE articles_rendition ADD CHECK (width < 600)")

    with pytest.raises(Exception, match="check constraint"):
        pictures.add(jpeg(), by=reporter)

    assert (Image.objects.count(), files(shelf)) == (0, [])


def test_add_by_people_without_a_desk_role_is_refused(moderator, administrator, shelf):
    for person in (moderator, administrator):
        with pytest.raises(RightMissing, match="Pictures are added by people who have a role at the desk."):
            pictures.add(jpeg(), by=person)

    assert files(shelf) == []

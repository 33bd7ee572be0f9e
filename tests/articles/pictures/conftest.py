import io
from pathlib import Path
from typing import NamedTuple

import pytest
from PIL import Image as Pixels

from articles import pictures

LOCAL = "django.core.files.storage.FileSystemStorage"


class Shelves(NamedTuple):
    """Where the files of a test lie: in private and in public storage."""

    private: Path
    public: Path

    def files(self):
        """Names of private and of public files."""
        return [sorted(str(path.relative_to(shelf)) for path in shelf.rglob("*") if path.is_file()) for shelf in self]


@pytest.fixture(autouse=True)
def shelves(settings, tmp_path):
    found = Shelves(tmp_path / "private", tmp_path / "public")
    for shelf in found:
        shelf.mkdir()
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": LOCAL, "OPTIONS": {"location": found.private, "base_url": None}},
        "public": {"BACKEND": LOCAL, "OPTIONS": {"location": found.public, "base_url": None}},
    }
    return found


def jpeg(colour="teal", size=(90, 60), **options):
    file = io.BytesIO()
    Pixels.new("RGB", size, colour).save(file, "JPEG", **options)
    return file.getvalue()


SAID = {"captions": {"en": "Boats"}, "alternatives": {"en": "Two boats"}, "credit": "Rana Haddad"}


@pytest.fixture
def picture(reporter):
    """A small picture of the library, its renditions made."""
    return pictures.add(jpeg(), by=reporter, render_now=True, **SAID)

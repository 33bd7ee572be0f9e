import os
import time

import pytest
from django.core.files.storage import FileSystemStorage

from articles.pictures import checking
from articles.pictures.listing import listed
from tests.factories import make_article


class Asked(FileSystemStorage):
    """Remembers after which files it was asked one by one."""

    files = []

    def exists(self, name):
        self.files.append(name)
        return super().exists(name)

    def get_modified_time(self, name):
        self.files.append(name)
        return super().get_modified_time(name)


@pytest.fixture
def asked(settings, monkeypatch):
    monkeypatch.setattr(Asked, "files", [])
    for name in ("default", "public"):
        options = settings.STORAGES[name]["OPTIONS"]
        settings.STORAGES = settings.STORAGES | {name: {"BACKEND": f"{__name__}.Asked", "OPTIONS": options}}
    return Asked.files


def test_a_library_that_fits_is_listed_and_no_file_asked_for(picture, asked):
    make_article("published", "live", lead_image=picture)
    asked.clear()

    assert list(checking.check(mend=False)) == []
    assert asked == []


def test_only_a_file_that_the_list_lacks_is_asked_for(picture, asked, shelves):
    (shelves.private / picture.original.name).unlink()

    assert len(list(checking.check(mend=False))) == 1
    assert asked == [picture.original.name]


def test_a_file_that_came_after_the_list_is_not_lost(tmp_path):
    folder = listed(FileSystemStorage(tmp_path))
    (tmp_path / "late.jpg").touch()

    assert folder.lost(["late.jpg", "lost.jpg"]) == ["lost.jpg"]


def test_a_file_that_went_after_the_list_is_not_left_over(tmp_path):
    for name in ("gone.jpg", "left.jpg", "known.jpg"):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (time.time() - 7200,) * 2)
    folder = listed(FileSystemStorage(tmp_path))
    (tmp_path / "gone.jpg").unlink()

    assert list(folder.old_but(["known.jpg"])) == ["left.jpg"]


def test_a_folder_that_is_not_there_is_empty(tmp_path):
    assert listed(FileSystemStorage(tmp_path), "originals").names == frozenset()

import pytest

from newsroom.moving.exporting.formats import ExportFailed
from newsroom.moving.exporting.placing import placed


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_file_has_its_name_once_it_is_whole(tmp_path):
    with placed(tmp_path / "export.xml", is_folder=False) as place:
        place.write_text("<a/>")
        assert not (tmp_path / "export.xml").exists()

    assert (tmp_path / "export.xml").read_text() == "<a/>"
    assert names(tmp_path) == ["export.xml"]


def test_folder_has_its_name_once_it_is_whole(tmp_path):
    with placed(tmp_path / "site", is_folder=True) as place:
        (place / "index.html").write_text("<p>")

    assert names(tmp_path / "site") == ["index.html"]
    assert names(tmp_path) == ["site"]


def fail_in(destination):
    with placed(destination, is_folder=True) as place:
        (place / "index.html").write_text("<p>")
        raise OSError("full")


def test_nothing_is_left_of_what_failed(tmp_path):
    with pytest.raises(OSError, match="full"):
        fail_in(tmp_path / "site")

    assert names(tmp_path) == []


def test_what_is_there_is_never_written_over(tmp_path):
    (tmp_path / "export.xml").write_text("kept")

    with pytest.raises(ExportFailed, match="already"), placed(tmp_path / "export.xml", is_folder=False):
        pass

    assert (tmp_path / "export.xml").read_text() == "kept"
    assert names(tmp_path) == ["export.xml"]


def come_too_late(destination):
    with placed(destination, is_folder=False) as place:
        place.write_text("late")
        destination.write_text("first")


def test_what_came_meanwhile_is_kept(tmp_path):
    with pytest.raises(ExportFailed, match="already"):
        come_too_late(tmp_path / "export.xml")

    assert (tmp_path / "export.xml").read_text() == "first"
    assert names(tmp_path) == ["export.xml"]


def test_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ExportFailed, match="no folder"), placed(tmp_path / "none" / "site", is_folder=True):
        pass

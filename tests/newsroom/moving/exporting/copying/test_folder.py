import os
import shutil

import pytest

from newsroom.moving.exporting.copying.folder import Foreign, opened
from newsroom.moving.exporting.copying.naming import OWN
from newsroom.moving.exporting.formats import ExportFailed


def copy_to(place, **files):
    """One round; returns what was written and what was removed."""
    with opened(place) as folder:
        with folder.filling(files):
            written = [name for name, text in files.items() if folder.put(name, text.encode())]
        return written, list(folder.sweep())


def test_only_what_changed_is_written_and_only_what_was_written_is_removed(tmp_path):
    place = tmp_path / "copy"
    first = {"index.html": "front", "a/index.html": "a", "b/c/index.html": "b"}
    assert copy_to(place, **first) == (list(first), [])
    (place / "CNAME").write_text("news.example")
    (place / "b" / "own.txt").write_text("mine")
    before = (place / "index.html").stat().st_mtime_ns

    assert copy_to(place, **{"index.html": "front", "d/index.html": "d"}) == (
        ["d/index.html"],
        ["a/index.html", "b/c/index.html"],
    )

    files = sorted(str(file.relative_to(place)) for file in place.rglob("*") if file.is_file() and OWN not in str(file))
    assert files == ["CNAME", "b/own.txt", "d/index.html", "index.html"]
    assert (place / "index.html").stat().st_mtime_ns == before
    assert not (place / "a").exists()
    assert not (place / "b" / "c").exists()


def test_file_that_somebody_removed_or_cut_is_written_again(tmp_path):
    copy_to(tmp_path, **{"a.html": "long text", "b.html": "b"})
    (tmp_path / "a.html").write_text("short")
    (tmp_path / "b.html").unlink()

    assert copy_to(tmp_path, **{"a.html": "long text", "b.html": "b"})[0] == ["a.html", "b.html"]


def test_file_of_somebody_else_is_not_written_over(tmp_path):
    copy_to(tmp_path, **{"a.html": "a"})
    (tmp_path / "b.html").write_text("mine")
    (tmp_path / "c").write_text("mine")

    names = ("b.html", "c/index.html")
    with opened(tmp_path) as folder, folder.filling(names):
        for name in names:
            with pytest.raises(Foreign):
                folder.put(name, b"ours")

    assert (tmp_path / "b.html").read_text() == "mine"


def test_nothing_is_written_or_removed_through_a_link(tmp_path):
    place, outside = tmp_path / "copy", tmp_path / "outside"
    copy_to(place, **{"a/index.html": "a", "b.html": "b"})
    outside.mkdir()
    (outside / "index.html").write_text("mine")
    (place / "a" / "index.html").unlink()
    (place / "a").rmdir()
    (place / "a").symlink_to(outside)
    (place / "b.html").unlink()
    (place / "b.html").symlink_to(outside / "index.html")

    names = ("a/index.html", "a/new/index.html", "b.html")
    with opened(place) as folder:
        with folder.filling(names):
            for name in names:
                with pytest.raises(Foreign):
                    folder.put(name, b"other")
        list(folder.sweep())

    assert [path.name for path in outside.iterdir()] == ["index.html"]
    assert (outside / "index.html").read_text() == "mine"


def test_copy_that_was_killed_is_brought_to_its_end(tmp_path):
    """Killed before the end of what it was filling: the manifest that is left is that of its beginning."""
    place, killed = tmp_path / "copy", tmp_path / "killed"
    copy_to(place, **{"a.html": "a", "c.html": "c"})
    with opened(place) as folder, folder.filling(["a.html", "b.html", "c.html"]):
        folder.put("a.html", b"A")
        folder.put("b.html", b"b")
        shutil.copytree(place, killed)

    assert copy_to(killed, **{"a.html": "a", "b.html": "b"}) == (["a.html", "b.html"], ["c.html"])
    assert (killed / "a.html").read_text() == "a"
    assert copy_to(killed, **{"a.html": "a"}) == ([], ["b.html"])


def test_file_that_was_expected_and_did_not_come_stays_what_it_was(tmp_path):
    copy_to(tmp_path, **{"a.html": "a"})
    with opened(tmp_path) as folder, folder.filling(["a.html", "b.html"]):
        pass
    (tmp_path / "b.html").write_text("mine")

    assert copy_to(tmp_path, **{"a.html": "a"}) == ([], [])
    assert (tmp_path / "b.html").read_text() == "mine"


def test_folder_with_something_else_in_it_is_refused(tmp_path):
    (tmp_path / "thesis.txt").write_text("mine")

    with pytest.raises(ExportFailed, match="something else"), opened(tmp_path):
        pass
    with pytest.raises(ExportFailed, match="There is no folder"), opened(tmp_path / "no" / "where"):
        pass
    assert os.listdir(tmp_path) == ["thesis.txt"]


def test_two_copies_to_one_folder_do_not_meet(tmp_path):
    place = tmp_path / "copy"
    with opened(place), pytest.raises(ExportFailed, match="Another copy"), opened(place):
        pass

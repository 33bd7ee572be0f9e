import os

import pytest

from newsroom.moving.exporting.copying.folder import Foreign, opened
from newsroom.moving.exporting.copying.naming import OWN
from newsroom.moving.exporting.formats import ExportFailed


def copy_to(place, **files):
    """One round; returns what was written and what was removed."""
    with opened(place) as folder:
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

    with opened(tmp_path) as folder:
        for name in ("b.html", "c/index.html"):
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

    with opened(place) as folder:
        for name in ("a/index.html", "a/new/index.html", "b.html"):
            with pytest.raises(Foreign):
                folder.put(name, b"other")
        list(folder.sweep())

    assert [path.name for path in outside.iterdir()] == ["index.html"]
    assert (outside / "index.html").read_text() == "mine"


def test_copy_that_was_cut_short_is_brought_to_its_end(tmp_path):
    with opened(tmp_path) as folder:
        folder.put("a.html", b"a")
        folder.manifest.keep("b.html", digest=None, size=None)
    (tmp_path / "b.html").write_text("half of")

    assert copy_to(tmp_path, **{"a.html": "a", "b.html": "half of it"}) == (["b.html"], [])
    assert copy_to(tmp_path, **{"a.html": "a"})[1] == ["b.html"]


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

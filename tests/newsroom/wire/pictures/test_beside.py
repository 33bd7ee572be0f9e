"""Pictures beside a file: found in its folder and below, and nothing anywhere else."""

import os

import pytest

from articles.decoding import PictureRefused
from newsroom.wire.pictures import NotTaken, beside, opened_beside


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "agency"
    (place / "pictures").mkdir(parents=True)
    (place / "quay.jpg").write_bytes(b"quay")
    (place / "pictures" / "caf\u00e9 1#2.jpg").write_bytes(b"cafe")
    (tmp_path / "secret.jpg").write_bytes(b"secret")
    (place / "link.jpg").symlink_to(tmp_path / "secret.jpg")
    (place / "near.jpg").symlink_to("quay.jpg")
    (place / "linked").symlink_to(tmp_path)
    (place / "deep.jpg").mkdir()
    os.mkfifo(place / "pipe.jpg")
    return place


@pytest.mark.parametrize(
    ("address", "content"),
    [
        ("quay.jpg", b"quay"),
        ("./quay.jpg", b"quay"),
        ("pictures/caf\u00e9 1#2.jpg", b"cafe"),
        ("pictures\\cafe\u0301 1#2.jpg", b"cafe"),
        ("pictures/caf%C3%A9%201%232.jpg", b"cafe"),
        ("https://coast.example/2026/quay-300x200.jpg?w=10", b"quay"),
        ("HTTP://coast.example/quay.jpg", b"quay"),
    ],
)
def test_picture_is_found_in_the_folder_and_below(folder, address, content):
    with opened_beside(folder, address) as file:
        assert file.read() == content


@pytest.mark.parametrize(
    "address",
    [
        *("../secret.jpg", "pictures/../../secret.jpg", "%2e%2e/secret.jpg", "..\\secret.jpg", "https://a.example/../s"),
        *("link.jpg", "near.jpg", "linked/secret.jpg", "deep.jpg", "pipe.jpg", "secret.jpg"),
        *("", ".", "/", "a\0b.jpg", "\ud800.jpg", "x" * 5000, "data:image/png;base64,AAAA", "http://[x", "none.jpg"),
        *("/etc/passwd", "\\\\server\\quay.jpg", "C:\\quay.jpg", "/quay.jpg", "file:///quay.jpg", "ftp://a/quay.jpg"),
    ],
    ids=ascii,
)  # fmt: skip
def test_nothing_else_is_opened(folder, address):
    with pytest.raises(NotTaken, match=r"^it does not lie beside its story's file$"):
        opened_beside(folder, address)


def test_absolute_name_of_a_file_in_the_folder_itself_is_refused(folder):
    with pytest.raises(NotTaken):
        opened_beside(folder, str(folder / "quay.jpg"))


def test_file_that_is_too_large_is_refused_before_it_is_read(folder, monkeypatch):
    monkeypatch.setattr(beside, "MOST_BYTES", 3)

    with pytest.raises(PictureRefused, match="larger than"):
        opened_beside(folder, "quay.jpg")

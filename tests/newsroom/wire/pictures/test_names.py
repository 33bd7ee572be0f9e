import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.wire.pictures.names import larger, paths_of


@pytest.mark.parametrize(
    ("address", "first"),
    [
        ("https://old.example/wp-content/uploads/2020/01/quay.jpg", "2020/01/quay.jpg"),
        ("https://old.example/wp-content/uploads/2020/01/quay-300x200.jpg", "2020/01/quay.jpg"),
        ("https://old.example/wp-content/uploads/2020/01/quay-scaled.jpg?w=3", "2020/01/quay.jpg"),
        ("https://old.example/wp-content/uploads/2020/01/%D9%85%D9%8A.jpg", "2020/01/مي.jpg"),
        ("https://i0.wp.com/old.example/wp-content/uploads/2020/01/quay.jpg", "2020/01/quay.jpg"),
        ("https://old.example/content/images/size/w600/2020/01/lamp.png", "2020/01/lamp.png"),
        ("content/images/2020/01/lamp.png", "2020/01/lamp.png"),
        ("./pictures/lamp.png", "pictures/lamp.png"),
        ("https://agency.example/a/b/lamp.png", "a/b/lamp.png"),
    ],
)
def test_best_path_comes_first(address, first):
    assert paths_of(address)[0] == first


def test_smaller_copies_come_after_the_original_and_the_large_one():
    assert paths_of("https://old.example/wp-content/uploads/2020/quay-300x200.jpg")[:3] == [
        "2020/quay.jpg",
        "2020/quay-scaled.jpg",
        "2020/quay-300x200.jpg",
    ]


def test_copy_of_the_folder_may_begin_anywhere():
    paths = paths_of("https://old.example/wp-content/uploads/2020/quay.jpg")

    assert {"2020/quay.jpg", "uploads/2020/quay.jpg", "wp-content/uploads/2020/quay.jpg"} <= set(paths)


@pytest.mark.parametrize(
    "address",
    ["../../etc/passwd", "https://old.example/uploads/../../x.jpg", "a/%2e%2e/b.jpg", "a%00b.jpg", "", "http://["],
)
def test_path_that_leads_up_is_none(address):
    assert paths_of(address) == []


@given(st.text(max_size=60))
def test_every_path_leads_down(address):
    assert all(not path.startswith("/") and ".." not in path.split("/") for path in paths_of(address))


@pytest.mark.parametrize(
    ("address", "original"),
    [
        ("https://old.example/uploads/quay-300x200.jpg", "https://old.example/uploads/quay.jpg"),
        ("https://old.example/content/images/size/w600/lamp.png", "https://old.example/content/images/lamp.png"),
        ("https://old.example/quay.jpg", "https://old.example/quay.jpg"),
    ],
)
def test_address_of_the_original(address, original):
    assert larger(address) == original

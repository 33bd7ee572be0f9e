import pytest

from newsroom.wire.foreign_pictures import Offer, address_of, best, pixels


def test_best_is_the_largest_that_can_be_read():
    small, large = Offer("a.jpg", 10, 10, "image/jpeg"), Offer("b.jpg", 20, 10)

    assert best([small, large, Offer("c.tif", 99, 99, "image/tiff"), Offer("", 99, 99)]) == large
    assert best([Offer("a"), Offer("b")]) == Offer("a")
    assert best([Offer("v.mp4", 9, 9, "video/mp4")]) is None


@pytest.mark.parametrize(
    ("href", "base", "address"),
    [
        ("./a.jpg", "", "a.jpg"),
        ("file:///./ a b.jpg", "", "a b.jpg"),
        ("file:///etc/a.jpg", "", "etc/a.jpg"),
        ("a.jpg", "https://wire.example/x/1.xml", "https://wire.example/x/a.jpg"),
        ("https://cdn.example/a.jpg", "https://wire.example/", "https://cdn.example/a.jpg"),
        ("http://[bad", "https://wire.example/", ""),
        ("", "https://wire.example/", ""),
    ],
)
def test_address(href, base, address):
    assert address_of(href, base) == address


@pytest.mark.parametrize(
    ("value", "number"),
    [("640", 640), (640, 640), (640.0, 640), ("640px", 640), (0, None), (-1, None), (True, None), ("9" * 5000, None)],
)
def test_pixels(value, number):
    assert pixels(value) == number

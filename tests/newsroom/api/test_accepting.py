import pytest

from newsroom.api.accepting import preferred

JSON, NINJS = "application/json", "application/vnd.iptc.ninjs+json"


@pytest.mark.parametrize(
    ("accepted", "found"),
    [
        ("", JSON),
        (" , ", JSON),
        ("*/*", JSON),
        ("application/*", JSON),
        ("text/html, application/xhtml+xml, */*;q=0.8", JSON),
        (NINJS, NINJS),
        (f"{NINJS}, */*", NINJS),
        (f"{NINJS}, {JSON}", NINJS),
        (f"{JSON}, {NINJS}", JSON),
        (f"{JSON};q=0.5, {NINJS};q=0.6", NINJS),
        (f"{JSON};q=0.6, {NINJS};q=0.5", JSON),
        (f"{JSON};q=0, */*;q=0.1", NINJS),
        (f"{JSON};q=0, {NINJS};q=0", None),
        (f"{JSON}; charset=utf-8", JSON),
        (f"{NINJS};version=2.1, */*;q=0.1", NINJS),
        (JSON.upper(), JSON),
        (f"{JSON};q=x", JSON),
        ("*/*;q=0", None),
        ("image/png", None),
        ("json", None),
        ("/, ;, q=1, a/, /b", None),
    ],
)
def test_type_that_is_liked_best_is_chosen(accepted, found):
    assert preferred(accepted, [JSON, NINJS]) == found

import pytest

from newsroom.wire.json_reading import read_json, text_in
from newsroom.wire.reading import Unreadable


def test_of_a_doubled_key_the_last_is_taken_and_said():
    document = read_json('{"b": {"a": 1, "a": 2}}'.encode("utf-8-sig"))

    assert document.value == {"b": {"a": 2}}
    assert document.warnings == ("“a” stands twice in one object; the last was taken.",)


@pytest.mark.parametrize(
    ("payload", "said"),
    [
        (b"[NaN]", "NaN is no number"),
        (b'{"a": -Infinity}', "-Infinity is no number"),
        (b"[" * 100_000, "inside each other"),
        (b'{"a":' * 101 + b"1" + b"}" * 101, "More than|more than 100"),
        (b"1" * 5000, "a number has thousands of digits"),
        (b'{\n"a": }', "Line 2: this is no JSON"),
        (b"", "this is no JSON|empty"),
    ],
)
def test_refusal_says_what_and_where(payload, said):
    with pytest.raises(Unreadable, match=said):
        read_json(payload)


@pytest.mark.parametrize(
    ("value", "text"), [("é", "é"), (12, "12"), ("\ud800x", "\ufffdx"), (None, ""), (True, ""), ([], ""), ({}, "")]
)
def test_only_texts_and_numbers_are_text(value, text):
    assert text_in(value) == text

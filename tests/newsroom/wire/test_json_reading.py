import pytest

from newsroom.wire.json_reading import read_json_text, text_in
from newsroom.wire.reading import Unreadable


def test_of_a_doubled_key_the_last_is_taken_and_said():
    document = read_json_text(' {"b": {"a": 1, "a": 2}}\n')

    assert document.value == {"b": {"a": 2}}
    assert document.warnings == ("“a” stands twice in one object; the last was taken.",)


def test_key_that_is_doubled_among_very_many_is_found():
    """To count each name anew would take hours."""
    names = [*map(str, range(300_000)), "299999"]

    document = read_json_text("{" + ",".join(f'"{name}":1' for name in names) + "}")

    assert document.warnings == ("“299999” stands twice in one object; the last was taken.",)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[NaN]", "NaN is no number"),
        ('{"a": -Infinity}', "-Infinity is no number"),
        ("[" * 100_000, "inside each other"),
        ('{"a":' * 101 + "1" + "}" * 101, "More than|more than 100"),
        ("1" * 5000, "a number has thousands of digits"),
        ('{\n"a": }', "Line 2: this is no JSON"),
        ("[1]\n\n]", "Line 3: this is no JSON .Extra data"),
        ("", "this is no JSON|empty"),
    ],
)
def test_refusal_says_what_and_where(text, said):
    with pytest.raises(Unreadable, match=said):
        read_json_text(text)


@pytest.mark.parametrize(
    ("value", "text"), [("é", "é"), (12, "12"), ("\ud800x", "\ufffdx"), (None, ""), (True, ""), ([], ""), ({}, "")]
)
def test_only_texts_and_numbers_are_text(value, text):
    assert text_in(value) == text

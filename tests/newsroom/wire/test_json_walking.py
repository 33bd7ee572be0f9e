import io
import json
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.wire import json_walking
from newsroom.wire.json_listing import listed
from newsroom.wire.json_reading import read_json_text
from newsroom.wire.json_walking import Walk, opened
from newsroom.wire.reading import Unreadable

# A short file with this character, which JSON does not escape, is taken for no text at all.
TEXTS = st.text(st.characters(exclude_characters="\x7f"))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXTS,
    lambda inner: st.lists(inner) | st.dictionaries(TEXTS.map(lambda text: text[:5]), inner),
    max_leaves=20,
)


@pytest.fixture
def _small_pieces(monkeypatch):
    monkeypatch.setattr(json_walking, "PIECE", 3)


def parts(text):
    return list(listed(text if isinstance(text, bytes) else text.encode(), held=("items", "posts"), unless="uri"))


def walked(walk):
    """All that is there, taken value by value."""
    sign = walk.sign()
    if sign == "[":
        return [walked(walk) for _value in walk.items()]
    if sign == "{":
        return {name: walked(walk) for name in walk.names()}
    return walk.value().value


@pytest.mark.usefixtures("_small_pieces")
@given(VALUES, st.sampled_from([None, 1]))
@settings(deadline=None)
def test_what_is_read_in_pieces_is_what_is_read_whole(value, indent):
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    with opened(text.encode(errors="replace")) as file:
        assert walked(file.walk()) == read_json_text(text.encode(errors="replace").decode()).value
        assert file.walk().value() == read_json_text(text.encode(errors="replace").decode())
        passed = file.walk()
        passed._pass_over()
        passed.end()


@pytest.mark.usefixtures("_small_pieces")
@given(st.text(alphabet='[]{}",:\\ \n12.eutrfalsn-NI', max_size=25))
@settings(deadline=None, max_examples=300)
def test_any_text_is_refused_or_read_as_it_is_whole(text):
    payload = text.encode()
    try:
        with opened(payload) as file:
            walk = file.walk()
            found = walk.value()
            walk.end()
    except Unreadable:
        found = None
    try:
        whole = read_json_text(text)
    except Unreadable:
        whole = None
    assert found == whole


@pytest.mark.usefixtures("_small_pieces")
def test_values_of_a_list_are_those_of_the_list_that_an_object_holds():
    expected = [1, {"a": [2]}, "x"]

    assert [part.value for part in parts('[1, {"a": [2]}, "x"]')] == expected
    held = '{"_links": {"items": 3}, "posts": [9], "items": [1, {"a": [2]}, "x"], "z": [[]]}'
    assert [part.value for part in parts(held)] == expected
    [whole] = parts('{"items": [1], "uri": "a"}')
    assert (whole.value, whole.is_whole) == ({"items": [1], "uri": "a"}, True)


def test_last_of_two_lists_counts_and_keys_that_stand_twice_are_told_where_they_stand():
    twice = parts('{"items": [1], "items": [{"a": 1, "a": 2}, {"b": 1}]}')

    assert [part.value for part in twice] == [{"a": 2}, {"b": 1}]
    assert [[warning[:7] for warning in part.warnings] for part in twice] == [["“items”", "“a” sta"], ["“items”"]]


def test_value_that_is_none_stops_no_other_and_is_shown():
    deep = '{"a":' * 99 + "1" + "}" * 99
    bad, fine, too_deep = parts(f'[{{"a": NaN}}, 1, {deep}]')

    assert (bad.value, bad.shown, fine.value) == (None, '{"a": NaN}', 1)
    assert "NaN is no number" in bad.problem
    assert "inside each other" in too_deep.problem


@pytest.mark.parametrize(
    ("payload", "count", "said"),
    [
        ("[1, 2", 2, "Expecting ',' delimiter"),
        ("[1, 2,]", 2, "Expecting value"),
        ("[1\n2]", 1, "Line 2"),
        ('{"items": [1, {"a": "b', 1, "Unterminated"),
        ('{"items": [1], 2: 3}', 1, "property name"),
        ("[1] 2", 1, "Extra data"),
        ('["a", ' + "[" * 100_000, 1, "inside each other"),
        (b'["\xe4\xe5"', 0, "not UTF-8"),
    ],
)
def test_what_stands_before_a_break_is_read(payload, count, said):
    values = listed(payload if isinstance(payload, bytes) else payload.encode(), held=("items",))

    assert len(list(islice(values, count))) == count
    with pytest.raises(Unreadable, match=said):
        next(values)


def test_what_is_longer_than_news_is_refused_in_words(monkeypatch):
    monkeypatch.setattr(json_walking, "LONGEST", 100_000)
    monkeypatch.setattr(json_walking, "LARGEST", 1000)

    with pytest.raises(Unreadable, match="one value is longer than 0 MB"):
        parts(f'["{"x" * 300_000}"]')
    with pytest.raises(Unreadable, match="Split it"):
        parts(f'["{"ש" * 1000}"]'.encode("windows-1255"))


def test_long_values_that_nobody_wants_are_passed_over(monkeypatch):
    monkeypatch.setattr(json_walking, "_PASSED_OVER", 1000)
    stream = io.BytesIO(json.dumps({"settings": [{"a": list(range(10_000))}] * 3, "items": [1]}).encode())

    walk = Walk(stream)

    assert [walk.value().value for name in walk.names() if name == "items"] == [[1]]

import json

import pytest

from newsroom.moving.mapping import UnreadableMapping, read_mapping

FULL = {
    "sections": {"Local news": "palestine", "محليات": "palestine"},
    "authors": {"S. Nasser": "salma-nasser"},
    "topics": {"books": "libraries"},
}


@pytest.fixture
def write(tmp_path):
    def written(text, name="map.json"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return written


def refusal(path):
    with pytest.raises(UnreadableMapping) as refused:
        read_mapping(path)
    return str(refused.value)


def test_mapping_as_json(write):
    assert read_mapping(write(json.dumps(FULL))) == FULL


def test_mapping_as_json_with_a_byte_order_mark(write):
    assert read_mapping(write(b"\xef\xbb\xbf" + json.dumps(FULL, ensure_ascii=False).encode())) == FULL


@pytest.mark.parametrize("name", ["map.toml", "MAP.TOML"])
def test_mapping_as_toml(write, name):
    text = (
        '[sections]\n"Local news" = "palestine"\n"محليات" = "palestine"\n'
        '[authors]\n"S. Nasser" = "salma-nasser"\n[topics]\nbooks = "libraries"\n'
    )

    assert read_mapping(write(text, name)) == FULL


def test_mapping_without_kinds_is_of_sections(write):
    assert read_mapping(write('{"Local news": "palestine"}')) == {"sections": {"Local news": "palestine"}}
    assert read_mapping(write('"Local news" = "palestine"', "map.toml")) == {"sections": {"Local news": "palestine"}}


def test_empty_mapping_maps_nothing(write):
    assert read_mapping(write("{}")) == {"sections": {}}
    assert read_mapping(write("", "map.toml")) == {"sections": {}}


@pytest.mark.parametrize(
    "text",
    [
        *("", "{", "[sections", "sections = 1", b"\xff\xfe{}", '{"sections": 1e', "[" * 100_000),
    ],
)
def test_broken_json_is_refused(write, text):
    path = write(text)

    assert refusal(path).startswith(f"The mapping file {path} is neither JSON nor TOML: ")


@pytest.mark.parametrize("text", ["[sections", '{"a": "b"}', "a = 1\na = 2", b"a = '\xff'"])
def test_broken_toml_is_refused(write, text):
    path = write(text, "map.toml")

    assert refusal(path).startswith(f"The mapping file {path} is neither JSON nor TOML: ")


@pytest.mark.parametrize(
    "mapping",
    [
        *([], "text", 1, None, {"Local news": 1}, {"Local news": None}, {"Local news": ["palestine"]}),
        *({"sections": ["palestine"]}, {"sections": {"Local news": 1}}),
    ],
)
def test_mapping_of_another_form_is_refused(write, mapping):
    path = write(json.dumps(mapping))

    assert refusal(path) == (
        f'The mapping file {path} should hold labels and slugs: {{"sections": {{"Local news": "palestine"}}}}.'
    )


@pytest.mark.parametrize("text", ['[section]\na = "world"', '[sections]\na = "world"\n[section]\nb = "world"'])
def test_part_that_nobody_knows_is_named(write, text):
    path = write(text, "map.toml")

    assert refusal(path) == (
        f"The mapping file {path} has a part “section”. There are: sections, authors, topics, pages."
    )


def test_mapping_in_another_charset_is_refused(write):
    path = write(b'"Caf\xe9" = "world"', "map.toml")

    assert refusal(path) == f"The mapping file {path} is neither JSON nor TOML: it is not in UTF-8."


def test_missing_mapping_is_refused(tmp_path):
    path = tmp_path / "nowhere.json"

    assert refusal(path) == f"The mapping file {path} cannot be read: No such file or directory."


def test_folder_instead_of_a_mapping_is_refused(tmp_path):
    assert refusal(tmp_path) == f"The mapping file {tmp_path} cannot be read: Is a directory."

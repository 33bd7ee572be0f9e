"""Variables as people write them: each that cannot be is refused by name, and no secret is repeated."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from newsroom.environment import Environment


@pytest.fixture
def read(monkeypatch):
    """What a method of the environment says of a value that is given."""

    def reading(method, given, **named):
        monkeypatch.setattr(Environment, "ENVIRON", {"ONE": given})
        return getattr(Environment(), method)("ONE", **named)

    return reading


def test_spaces_around_the_parts_of_a_list_do_not_count(read):
    assert read("list", "en, ar ,", default=[]) == ["en", "ar"]


@pytest.mark.parametrize(
    ("method", "named"),
    [
        ("str", {"default": "x"}),
        ("bool", {"default": True}),
        ("list", {"default": ["x"]}),
        ("dict", {"default": {"a": "x"}}),
        ("number", {"default": 5}),
        ("by_language", {"default": {"en": "x"}}),
        ("address", {"default": "https://news.example"}),
    ],
)
def test_empty_variable_is_as_one_that_is_not_there(read, method, named):
    assert read(method, "", **named) == named["default"]


@pytest.mark.parametrize(("given", "found"), [("1", True), ("yes", True), ("0", False), ("Off", False)])
def test_switch_is_on_or_off(read, given, found):
    assert read("bool", given, default=not found) is found


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ("en=The Herald, ar=الصحيفة", {"en": "The Herald", "ar": "الصحيفة"}),
        ('{"en": "1 Harbour Street, Haifa"}', {"en": "1 Harbour Street, Haifa"}),
        ("pt-br=Jornal", {"pt-br": "Jornal"}),
    ],
)
def test_texts_by_language_are_pairs_or_json(read, given, found):
    assert read("by_language", given, default={}) == found


@pytest.mark.parametrize(
    ("method", "given", "named"),
    [
        ("bool", "maybe-s3cret", {"default": False}),
        ("number", "s3cret", {"default": 5}),
        ("number", "0", {"default": 5, "least": 1}),
        ("number", "-1", {"default": 5}),
        ("dict", "s3cret", {"default": {}}),
        ("email_url", "s3cret", {}),
        ("email_url", "smtp://user:s3cret@host:port", {}),
        ("cache_url", "s3cret", {}),
        ("address", "s3cret.example", {}),
        ("address", "https://", {}),
        ("addresses", "https://social.example/@news, javascript:s3cret()", {}),
        *(
            ("by_language", given, {"default": {}})
            for given in ("s3cret", "en=", "en=A,s3cret", '{"en": ', '"s3cret"', "[1]", '{"en": 3}', '{"a b": "c"}')
        ),
    ],
)
def test_what_cannot_be_is_refused_by_the_name_of_the_variable(read, method, given, named):
    with pytest.raises(ImproperlyConfigured) as refusal:
        read(method, given, **named)

    assert str(refusal.value).startswith("ONE is")
    assert "s3cret" not in str(refusal.value)

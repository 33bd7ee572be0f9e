import pytest

from newsroom.wire.languages import language_for, language_tagged
from newsroom.wire.reading import Terms


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("en-GB", "en"),
        ("ar", "ar"),
        ("HE", "he"),
        ("iw", "he"),
        ("swe", "sv"),
        ("ara", "ar"),
        ("zh-Hant-TW", "zh"),
        ("en_US", "en"),
        ("und", ""),
        ("english", ""),
        ("x" * 10_000, ""),
        ("", ""),
    ],
)
def test_language_of_a_tag(tag, language):
    assert language_tagged(tag) == language


def test_story_goes_before_terms_and_terms_before_letters():
    terms = Terms("UTC", language="ar")

    assert language_for("en-GB", "שלום", terms) == ("en", ())
    assert language_for("", "שלום", terms) == ("ar", ())
    assert language_for("?", "שלום", Terms("UTC")) == ("he", ())
    assert language_for("", "…", Terms("UTC"))[0] == "en"


def test_tags_and_addresses_in_them_are_no_letters():
    said = '<figure data-picture="1"></figure><p><a href="https://wire.example/a/long/address">خبر</a></p>'

    assert language_for("", said, Terms("UTC")) == ("ar", ())

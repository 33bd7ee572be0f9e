import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.slugs import RESERVED, ascii_slug_problem, numbered, slugify


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Ferry operators agree winter timetable", "ferry-operators-agree-winter-timetable"),
        ("  “Quotes”, dashes — and/or: dots...  ", "quotes-dashes-and-or-dots"),
        ("The port's future", "the-ports-future"),
        ("The port’s future", "the-ports-future"),
        ("Straße nach Zürich", "straße-nach-zürich"),
        ("CAFE\u0301", "café"),
        ("İstanbul", "istanbul"),
        ("Ｆｕｌｌ ｗｉｄｔｈ", "full-width"),
        ("snake_case", "snake-case"),
        ("شركات العبّارات تتفق", "شركات-العبارات-تتفق"),
        ("مـــديـــنة", "مدينة"),
        ("مُحَمَّدٌ", "محمد"),
        ("می\u200cخواهم", "میخواهم"),
        ("新聞編集室", "新聞編集室"),
        ("2025", "n-2025"),
        ("٢٠٢٥", "n-٢٠٢٥"),
        ("1", "n-1"),
        ("2025 in pictures", "2025-in-pictures"),
        ("", ""),
        ("!!! — …", ""),
        ("\u200b\u064b\u0640", ""),
    ],
)
def test_slugify_spells_text(text, slug):
    assert slugify(text) == slug


def test_slugify_long_text_is_cut_at_a_word():
    assert slugify("harbour " * 40) == "-".join(["harbour"] * 10)
    assert slugify("one two three", max_length=8) == "one-two"
    assert slugify("one two three", max_length=7) == "one-two"


def test_slugify_long_word_is_cut():
    assert slugify("新" * 300) == "新" * 80
    assert slugify("a " + "新" * 300) == "a-" + "新" * 78
    assert slugify("7" * 100) == "n-" + "7" * 78


@given(st.text(max_size=200))
def test_slugify_holds_letters_digits_and_hyphens(text):
    slug = slugify(text, max_length=30)

    assert len(slug) <= 30
    assert all(character.isalnum() or character == "-" for character in slug)
    assert slug == slug.strip("-").replace("--", "-")
    assert not slug.isdecimal()
    assert slugify(slug, max_length=30) == slug


@given(st.text(alphabet=st.characters(categories=["Ll", "Lu", "Nd"]), min_size=1))
def test_slugify_text_with_letters_is_never_empty(text):
    assert slugify(text) != ""


@pytest.mark.parametrize("piece", ["a", "a ", "-", "\u0301\u0316", "\ufdfa", "ـ"])
def test_slugify_time_grows_with_length(piece):
    started = time.thread_time()
    slugify((piece * 40_000)[:40_000])

    assert time.thread_time() - started < 0.5


def test_numbered_free_slug_stays():
    assert numbered("ferry", set()) == "ferry"


def test_numbered_taken_slug_counts_on():
    assert numbered("ferry", {"ferry"}) == "ferry-2"
    assert numbered("ferry", {"ferry", "ferry-2", "ferry-3"}) == "ferry-4"


def test_numbered_stays_within_the_length():
    long = "a" * 80

    assert numbered(long, {long}) == "a" * 78 + "-2"
    assert numbered("abcd-efg", {"abcd-efg"}, max_length=8) == "abcd-e-2"
    assert numbered("abcde-fg", {"abcde-fg"}, max_length=8) == "abcde-2"


@pytest.mark.parametrize("slug", ["palestine", "arab-world", "g20"])
def test_ascii_slug_problem_good_slug_has_none(slug):
    assert ascii_slug_problem(slug) == ""


@pytest.mark.parametrize(
    "slug", ["", "World", "arab world", "-world", "world-", "arab--world", "اقتصاد", "a.b", "a\n", "a_b"]
)
def test_ascii_slug_problem_other_letters_are_named(slug):
    assert ascii_slug_problem(slug) == "Use lower-case letters a to z, digits and single hyphens between them."


def test_ascii_slug_problem_digits_look_like_a_year():
    assert ascii_slug_problem("2025") == "A slug of digits alone would look like a year. Add a word to it."


def test_ascii_slug_problem_too_long_is_named():
    assert ascii_slug_problem("a" * 81) == "This is longer than 80 characters. Choose a shorter one."


def test_ascii_slug_problem_reserved_segments_are_named():
    sentence = "is the address of another part of the site. Choose a different one."

    assert [ascii_slug_problem(slug) for slug in sorted(RESERVED)] == [
        f"“{slug}” {sentence}" for slug in sorted(RESERVED)
    ]
    assert ascii_slug_problem("ar", RESERVED | {"ar"}) == f"“ar” {sentence}"


def test_reserved_segments_are_the_other_addresses():
    first = ["about", "accounts", "admin", "api", "authors", "corrections", "feeds"]
    last = ["healthz", "media", "oembed", "preview", "readyz", "search", "static", "topics"]

    assert sorted(RESERVED) == first + last

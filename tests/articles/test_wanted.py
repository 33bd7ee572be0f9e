import time

import pytest

from articles.wanted import BIGGEST_NUMBER, MOST_CHARACTERS, Wanted, understood

STATES = {"state": {"draft"}, "assignee": None}


def asked(text):
    return understood(text, languages=["en"], narrowing=STATES)


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("olive oil", "('olive' | 'oliv' | '=olive' | '=oliv') & ('oil':* | '=oil')"),
        ('"olive oil"', "('olive' <-> 'oil')"),
        ("“olive oil” -press", "('olive' <-> 'oil') & !('press':* | '=press')"),
        ('"olive', "('olive':* | 'oliv' | '=olive' | '=oliv')"),
        ("covid-19", "('covid' <-> '19')"),
        ("-", ""),
        ("a - b", "('a' | '=a') & ('b' | '=b')"),
        ("state:nowhere", "('state' <-> 'nowhere':*)"),
    ],
)
def test_text_becomes_a_query(text, terms):
    assert asked(text).terms == terms


def test_known_words_before_a_colon_narrow():
    assert asked("state:draft assignee:rana olive") == Wanted(
        terms="('olive':* | 'oliv' | '=olive' | '=oliv')",
        headline="^olive",
        narrowing=(("state", "draft"), ("assignee", "rana")),
    )


@pytest.mark.parametrize(
    ("text", "number"),
    [("#12", 12), ("12", 12), ("# 12", 12), ("١٢", 12), ("9" * 40, BIGGEST_NUMBER), ("12a", None), ("1 2", None)],
)
def test_number_alone_is_a_storys_own(text, number):
    assert asked(text).number == number


@pytest.mark.parametrize("text", ["", " ", "\u200b", "\x00", "\ud800"])
def test_nothing_to_be_seen_is_no_search(text):
    assert asked(text) is None


@pytest.mark.parametrize("text", ["%%%", "-", '""', "…", "🎉"])
def test_signs_alone_find_nothing(text):
    assert asked(text).is_nothing


@pytest.mark.parametrize("unit", ['"', "-", '"a ', "a:", " -", "state:draft ", "ا", "#"])
def test_time_does_not_grow_with_what_is_cut_off(unit):
    started = time.process_time()
    asked(unit * 40_000)

    assert time.process_time() - started < 0.1
    assert asked("x" * MOST_CHARACTERS + " late").terms == asked("x" * MOST_CHARACTERS).terms

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
        ("covid-19", "((('covid' | '=covid') <-> ('19' | '=19')) | ('covid19':* | '=covid19'))"),
        ("F-16s", "((('f' | '=f') <-> ('16s':* | '16' | '=16s' | '=16')) | ('f16s':* | 'f16' | '=f16s' | '=f16'))"),
        ("3,500", "((('3' | '=3') <-> ('500':* | '=500')) | ('3500':* | '=3500'))"),
        ("1/2", "(('1' | '=1') <-> ('2' | '=2'))"),
        ('"F-16"', "('f' <-> '16')"),
        ("-", ""),
        ("a - b", "('a' | '=a') & ('b' | '=b')"),
        ("state:nowhere", "(('state' | '=state') <-> ('nowhere':* | 'nowher' | '=nowhere' | '=nowher'))"),
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


@pytest.mark.parametrize("text", ["State:draft", "state:DRAFT", "STATE:Draft", "ASSIGNEE:Rana"])
def test_what_narrows_is_read_in_any_case(text):
    assert asked(text).narrowing in [(("state", "draft"),), (("assignee", "rana"),)]


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


@pytest.mark.parametrize("unit", ['"', "-", '"a ', "a:", "a-", "a-b ", " -", "state:draft ", "ا", "#"])
def test_time_does_not_grow_with_what_is_cut_off(unit):
    started = time.thread_time()
    asked(unit * 40_000)

    assert time.thread_time() - started < 0.1
    assert asked("x" * MOST_CHARACTERS + " late").terms == asked("x" * MOST_CHARACTERS).terms

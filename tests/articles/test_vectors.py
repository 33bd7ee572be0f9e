import random
import time

import pytest
from django.db import connection

from articles import vectors
from articles.vectors import (
    BODY_AT,
    LAST_POSITION,
    MOST_CHARACTERS,
    any_form,
    exactly,
    in_headline,
    phrase,
    terms_of_body,
    vector,
    whole_line,
)


def test_vector_keeps_place_and_weight_of_every_form():
    written = vector([("A", "Presses opened"), ("B", "Press")], language="en", headline="Presses opened")

    assert written == (
        "'^presses opened' '~presses' '~press' '~opened' '~open' "
        "'presses':1A '=press':1A 'opened':2A '=open':2A 'press':11B"
    )


def test_signs_that_a_hyphen_joins_are_no_word():
    assert vector([("B", "Press _-ـ run")], language="en", headline="") == "'press':1B 'run':2B"


def test_quotes_and_backslashes_are_doubled():
    assert exactly("a'b\\c") == "'a''b\\\\c'"


@pytest.mark.parametrize(
    ("made", "query"),
    [
        (any_form("runs", languages=["en"]), "('runs' | 'run' | '=runs' | '=run')"),
        (any_form("oli", languages=[], beginning=True), "('oli':* | '=oli')"),
        (any_form("ol", languages=[], beginning=True), "('ol' | '=ol')"),
        (phrase(["olive", "press"]), "('olive' <-> 'press')"),
        (phrase(["olive", "pre"], beginning=True), "('olive' <-> 'pre':*)"),
        (in_headline({"b", "a"}), "('~a' | '~b')"),
        (whole_line("Olive press, opens!"), "^olive press opens"),
        (whole_line("…"), ""),
    ],
)
def test_queries_are_written_out(made, query):
    assert made == query


@pytest.mark.parametrize("letters", ["abcdefghijklmnop", "وابتثلهيونم"])
def test_vector_of_any_text_is_bounded_and_quick(letters):
    chance = random.Random(7)

    def text_of(words):
        return " ".join("".join(chance.choices(letters, k=9)) for _number in range(words))

    def spent(words):
        text = text_of(words)
        started = time.thread_time()
        vector([("C", text)], language="en", headline="")
        return time.thread_time() - started

    floor = min(spent(500) for _time in range(3))
    longest = vector([("C", text_of(80_000))], language="en", headline="")

    assert min(spent(4_000) for _time in range(3)) < 8 * 3 * floor
    assert len(longest.encode()) < 4 * MOST_CHARACTERS
    assert f":{LAST_POSITION + 1}" not in longest
    assert vectors.vector([], language="en", headline="") == ""


def test_body_follows_the_texts_at_a_fixed_place():
    written = vector([("A", "Press")], language="en", headline="", body="The press")

    assert written == f"'press':1A 'the':{BODY_AT + 1}C 'press':{BODY_AT + 2}C"
    assert written.endswith(terms_of_body("en\nThe press"))


@pytest.mark.django_db
def test_database_takes_all_places_of_a_lexeme_in_text_and_body():
    written = vector([("A", "Press")], language="en", headline="Press", body="The press")

    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::tsvector::text", [written])
        assert cursor.fetchone() == (f"'^press' 'press':1A,{BODY_AT + 2}C 'the':{BODY_AT + 1}C '~press'",)


@pytest.mark.parametrize("above", [0, BODY_AT])
def test_long_texts_leave_room_for_what_fits_of_a_body(above):
    long = " ".join(f"w{number}" for number in range(LAST_POSITION))

    written = vector([("B", "press " * above)], language="en", headline="", body=long)

    assert f":{LAST_POSITION}C" in written
    assert f":{LAST_POSITION + 1}" not in written
    assert not terms_of_body(f"en\n{long}")

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.desk.spreadsheets import STARTS, cell, table

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=40)


def read(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize(
    "text",
    [
        *("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u00a0=1", "＝1"),
        *('=HYPERLINK("http://elsewhere.example")', "=cmd|' /C calc'!A0"),
    ],
)
def test_formula_is_marked_as_text(text):
    assert cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Ferry waits", "1+1", "a=b", "كأس المدينة", "'quoted'"])
def test_plain_text_stays_as_it_is(text):
    assert cell(text) == text


def test_table_begins_with_a_byte_order_mark_and_ends_lines_as_the_standard_says():
    assert table([["a", 'b "c"'], ["كأس", "x,y"]]) == '\ufeff"a","b ""c"""\r\n"كأس","x,y"\r\n'.encode()


@given(st.lists(st.lists(TEXTS, min_size=2, max_size=2), max_size=5))
def test_no_cell_of_a_table_is_a_formula_and_every_text_comes_back(rows):
    found = read(table(rows))

    assert [[text.removeprefix("'") for text in row] for row in found] == [
        [text.removeprefix("'") for text in row] for row in rows
    ]
    assert not any(text.lstrip(" \u00a0").startswith(STARTS) for row in found for text in row)

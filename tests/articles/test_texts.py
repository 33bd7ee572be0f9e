import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.texts import clean_line, clean_text, leftover_markers


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("  Ferries\u00a0 agree \t on\r\nwinter\u2028timetable ", "Ferries agree on winter timetable"),
        ("e\u0301", "é"),
        ("a\x00b\x1bc\x7fd\x9be", "abcde"),
        ("a\u202eb\u202ac\u2066d\u2069e", "abcde"),
        ("a\ud800b\ufdd0c\ufffed\U0010ffffe", "abcde"),
        ("\u200f«عنوان»\u200e", "\u200f«عنوان»\u200e"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d🚀", "👩\u200d🚀"),
        ("\u200b\u200d\ufeff\u2060\u00ad\u3164\u2800", ""),
        (" \n ", ""),
        ("x" + "\u0301" * 100, "x" + "\u0301" * 30),
    ],
)
def test_clean_line(text, line):
    assert clean_line(text) == line


def test_clean_text_keeps_newlines():
    assert clean_text(" a\u00a0 b \r\nc\r\r d\u202e\n\n") == "a b\nc\n\nd"
    assert clean_text("\u200b\n\u200b") == ""


@given(st.text())
def test_clean_texts_twice_change_nothing(text):
    assert clean_line(clean_line(text)) == clean_line(text)
    assert clean_text(clean_text(text)) == clean_text(text)
    assert "\n" not in clean_line(text)


@pytest.mark.parametrize(
    ("text", "markers"),
    [
        ("The minister, aged TK, said TKTK.", ["TK", "TKTK"]),
        ("TK and TK again", ["TK"]),
        ("XXX check, XXXXX", ["XXX", "XXXXX"]),
        ("Do not  publish before noon. DO NOT PUBLISH", ["Do not publish", "DO NOT PUBLISH"]),
        ("(لا للنشر) قبل الظهر", ["لا للنشر"]),
        ("Atkins and TKO, tk, Tk, ATK, XX, xxx, XXXL and XXXI", []),
        ("They do not publish_ed", []),
        ("We do publish, do not fear", []),
        ("أهلا للنشرة", []),
        ("T\u200bK, X\u2060X\u00adX and do\u200bnot publish", ["TK", "XXX", "do not publish"]),
        ("TK\u200bsaid TK\u200c", ["TK"]),
        ("do-not-publish, _TK_ and _XXX_", ["do-not-publish", "TK", "XXX"]),
        ("قال وXXX لـTK", ["XXX", "TK"]),
        ("لا لِلنّشـر", ["لا للنشر"]),
        ("هذا ليس للنشر وغير معد للنشر؛ غير مخصصة للنشر", ["ليس للنشر", "غير مخصصة للنشر"]),
        ("@TK_name, XXX_1, the Super Bowl XXX, the XXX Olympiad, an XXX-Large from TK Maxx", []),
        ("Super Bowl XXXX, TK Maxximum", ["XXXX", "TK"]),
        ("", []),
    ],
)
def test_leftover_markers(text, markers):
    assert leftover_markers(text) == markers


@pytest.mark.parametrize("piece", ["a", " ", "do ", "do not ", "X", "TK", "\u0301\u0316", "\n", "\r", "لا ", "\u200b"])
def test_texts_time_grows_with_length(piece):
    text = "do" + (piece * 40_000)[:40_000]
    started = time.thread_time()
    clean_line(text)
    clean_text(text)
    leftover_markers(text)

    assert time.thread_time() - started < 0.5


@pytest.mark.parametrize("mark", ["\x00", "\x7f", "\u2066", "\u202e", "\ufeff", "\ud800", "\ufdd0"], ids=ascii)
@pytest.mark.parametrize("text", ["{}", "plain {}words", "كلمات {}عربية", "two\n{}lines"])
def test_what_is_removed_is_found_in_any_text(mark, text):
    assert clean_text(text.format(mark)) == clean_text(text.format(""))

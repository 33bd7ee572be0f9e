import time
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from articles import terms, wanted
from articles.found_words import PASSAGE, passage, pieces, sought

LANGUAGES = ["en", "ar", "he"]
LETTERS = st.text(alphabet="abC+#'’-\u0301\u200f .<>&\"\nالنو\u064bـءשל\u05be״京1_", max_size=60)


def what(asked):
    return sought([replace(part, is_begun=False) for part in wanted.parts(asked)], languages=LANGUAGES)


def marked(text, asked, language="en"):
    return "".join(f"[{text}]" if found else text for text, found in pieces(text, what(asked), language=language))


@pytest.mark.parametrize(
    ("text", "asked", "shown"),
    [
        ("Two olives, pressed", "olive press", "Two [olives], [pressed]"),
        ("The mill's stones", "mills", "The [mill's] stones"),
        ("Say ‘olive’ (again)", "olive", "Say ‘[olive]’ (again)"),
        ("ÉCOLE e\u0301cole", "ecole", "[ÉCOLE] [e\u0301cole]"),
        ("an e-mail came", "email", "an [e-mail] came"),
        ("an email came", "e-mail", "an [email] came"),
        ("the U.S. in C++", "us c++", "the [U.S.] in [C++]"),
        ("at 3,500 a day", "3500", "at [3,500] a day"),
        ("five crises", "crisis", "five [crises]"),
        ("oil olive, olive oil", '"olive oil"', "oil olive, [olive oil]"),
        ("olives oil", '"olives"', "[olives] oil"),
        ("olive oil", "oil -olive", "olive [oil]"),
        ("olive\noil", "oil", "olive\n[oil]"),
        ("東京の春", "京", "東[京]の春"),
        ("nothing here", "olive", "nothing here"),
        ("<b>olive</b> &amp;", "b amp", "<[b]>olive</[b]> &[amp];"),
    ],
)
def test_what_was_looked_for_is_marked(text, asked, shown):
    assert marked(text, asked) == shown


@pytest.mark.parametrize(
    ("text", "asked", "shown"),
    [
        ("وقال الصحفيّون إنّ المدارس", "صحفي", "وقال [الصحفيّون] إنّ المدارس"),
        ("والجامعات الفلسطينية", "جامعة فلسطين", "[والجامعات] [الفلسطينية]"),
        ("أبوابها", "ابوابها", "[أبوابها]"),
        ("في مدارسهم وبيوتنا", "مدرسة بيت", "في [مدارسهم] [وبيوتنا]"),
        ("في ١٢ آذار", "12 اذار", "في [١٢] [آذار]"),
    ],
)
def test_arabic_forms_are_marked(text, asked, shown):
    assert marked(text, asked, language="ar") == shown


def test_hebrew_forms_are_marked():
    assert marked("והספרים על השולחן", "ספר", language="he") == "[והספרים] על השולחן"
    assert marked('צה"ל בתל־אביב', "צה״ל אביב", language="he") == '[צה"ל] בתל־[אביב]'


@given(LETTERS, LETTERS, st.sampled_from(LANGUAGES))
@example("_-ـ", "a", "en")  # signs that a hyphen joins, and no word
def test_pieces_are_the_text(text, asked, language):
    assert "".join(piece.text for piece in pieces(text, what(asked), language=language)) == text


@given(st.text(max_size=80), st.text(max_size=20))
def test_pieces_of_any_text_are_the_text(text, asked):
    assert "".join(piece.text for piece in pieces(text, what(asked), language="en")) == text


@given(LETTERS, LETTERS, st.integers(70, 120))
def test_passage_is_of_the_text_and_has_what_was_found(text, asked, length):
    found = passage(text, what(asked), language="en", length=length)

    assert bool(found) == any(piece.is_found for piece in pieces(text, what(asked), language="en"))
    assert "".join(piece.text for piece in found).strip("\u2026") in text
    assert not found or any(piece.is_found for piece in found)


@given(LETTERS)
def test_runs_hold_all_words(text):
    assert [word for start, end in terms.runs(text) for word in terms.words(text[start:end])] == terms.words(text)


def test_passage_has_most_of_what_was_looked_for():
    body = "Olive. " + "Words of no matter. " * 30 + "Here an olive press turns. " + "And on it goes. " * 30

    found = passage(body, what("olive press"), language="en")

    assert [piece.text for piece in found if piece.is_found] == ["olive", "press"]
    assert (found[0].text, found[-1].text) == ("\u2026", "\u2026")
    assert found[1].text == "Here an "
    assert sum(len(piece.text) for piece in found) <= PASSAGE + 2


def test_passage_of_a_text_without_it_is_none():
    assert passage("Nothing here.", what("olive"), language="en") == []


@pytest.mark.parametrize("unit", ["a ", "ab-", "olive ", "京", "'", "\u0301", "a\u0301"])
def test_time_grows_no_more_than_the_text(unit):
    started = time.thread_time()
    passage(unit * 40_000, what('olive a "a a a" ab 京'), language="en")

    assert time.thread_time() - started < 1.5

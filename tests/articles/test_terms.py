import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.terms import fold, in_one, spellings, stems, words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Olive press opens!", ["olive", "press", "opens"]),
        ("CAFÉ Zürich ẞtraße", ["cafe", "zurich", "sstrasse"]),
        ("don’t mayor's", ["dont", "mayors"]),
        ("covid-19 wait_for path\\home 3,500", ["covid", "19", "wait", "for", "path", "home", "3", "500"]),
        ("الإِسْكَنْدَرِيّة أُمّ آخر إلى", ["الاسكندريه", "ام", "اخر", "الي"]),
        ("مســؤول شيئاً ماء", ["مسوول", "شييا", "ماء"]),
        ("١٢٣ ۴۵ ９", ["123", "45", "9"]),
        ("\u05d1\u05bc\u05d9\u05b4\u05ea ספרים מלך", ["בית", "ספרימ", "מלכ"]),
        ('צה"ל צה״ל תל־אביב "שלום"', ["צהל", "צהל", "תל", "אביב", "שלומ"]),
        ("C++ c# a#b 2++", ["cplusplus", "csharp", "a", "b", "2"]),
        ("ڤيينا پاريس", ["فيينا", "باريس"]),
        ("日本語", ["日", "本", "語"]),
        ("हिन्दी", ["हिन्दी"]),
        ("\u200fabc\u200d\u00addef", ["abcdef"]),
        ("🎉 … — %", []),
        ("", []),
    ],
)
def test_words_have_one_spelling(text, found):
    assert words(text) == found


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("running", "runs", "en"),
        ("1990s", "1990", "en"),
        ("f16s", "f16", "en"),
        ("elections", "election", "en"),
        ("الصحفيون", "صحفي", "ar"),
        ("الصحفيين", "الصحفيون", "ar"),
        ("للصحفيين", "صحفي", "ar"),
        ("الفلسطينية", "فلسطين", "ar"),
        ("فلسطينيون", "فلسطيني", "ar"),
        ("شركات", "شركة", "ar"),
        ("بالمدرسة", "مدرسة", "ar"),
        ("والقدس", "القدس", "ar"),
        ("ومعلمات", "معلمة", "ar"),
        ("הילדים", "ילד", "he"),
        ("ومباني", "مباني", "ar"),
        ("وكالمدرسة", "فبالمدرسة", "ar"),
        ("والماء", "ماء", "ar"),
        ("النص", "نص", "ar"),
        ("حكومتهم", "الحكومة", "ar"),
        ("بجامعاتنا", "جامعة", "ar"),
        ("مسؤول", "مسئول", "ar"),
        ("كتاباً", "كتاب", "ar"),
        ("سوريا", "السورية", "ar"),
        ("أمريكا", "الأميركيين", "ar"),
        ("ממשלת", "הממשלה", "he"),
        ("עיתונאית", "העיתונאים", "he"),
        ("וכשהילדים", "ילד", "he"),
        ("שבירושלים", "ירושלים", "he"),
        ("השרים", "שר", "he"),
    ],
)
def test_forms_of_a_word_meet(one, other, language):
    assert _forms(one, language) & _forms(other, language)


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("زيتون", "زيت", "ar"),
        ("لبنان", "لبن", "ar"),
        ("ماء", "ما", "ar"),
        ("الله", "له", "ar"),
        ("כנסת", "כנס", "he"),
        ("news", "new", "en"),
        ("2025", "2024", "en"),
        ("harbour", "arbour", "en"),
    ],
)
def test_other_words_stay_apart(one, other, language):
    assert not _forms(one, language) & _forms(other, language)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("an e-mail, the U.S. and the U.N", ["email", "us", "un"]),
        ("3,500 of ١٬٥٠٠ and 3,5", ["3500", "1500"]),
        ("תל־אביב", ["תלאביב"]),
        ("قال عبد الله لأبي مازن", ["عبدالله", "لابيمازن"]),
        ("أبي مازن وأبا بكر", ["ابومازن", "وابابكر"]),
        ("a end. B", []),
    ],
)
def test_words_that_others_write_in_one(text, found):
    assert in_one(text) == found


def _forms(text, language):
    (word,) = words(text)
    return {*spellings(word), *stems(word, language)}


@given(st.text(max_size=200))
def test_folding_again_changes_nothing(text):
    assert words(fold(text)) == words(text)
    assert all(word and not set(word) & set(" \x00'\\") for word in words(text))


@pytest.mark.parametrize(
    "unit", ["a", "ا", "و ", "'", "e\u0301\u0300", "\u0301", "ﷺ", "漢", "abcdef ", "الصحفيون ", '"', "\u200f"]
)
def test_time_grows_with_the_length_alone(unit):
    text = (unit * 40_000)[:40_000]

    started = time.thread_time()
    for word in words(text):
        stems(word, "en")

    assert time.thread_time() - started < 0.5

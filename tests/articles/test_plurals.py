import re

import pytest

from articles import plurals, terms, vectors


def meet(one, other, language):
    (word,), (looked_for,) = terms.words(one), terms.words(other)
    return bool({*vectors.forms(word, language)} & {*vectors.forms_of(looked_for, languages=[language])})


def pairs(table):
    """Each noun with each of its other forms."""
    for noun, *others in map(str.split, re.split("[/\n]", table.strip())):
        yield from ((noun, other) for other in others)


@pytest.mark.parametrize(("language", "table"), [("ar", plurals.ARABIC), ("he", plurals.HEBREW)])
def test_nouns_of_the_table_are_found_by_each_form(language, table):
    apart = [pair for pair in pairs(table) if not (meet(*pair, language) and meet(*reversed(pair), language))]

    assert apart == []


@pytest.mark.parametrize(
    ("plural", "noun"),
    [
        *(("المدارس", "مدرسة"), ("بالمساجد", "مسجد"), ("معابر", "المعبر"), ("مواقعها", "موقع"), ("مشاريع", "مشروع")),
        *(("مفاتيح", "مفتاح"), ("شوارعنا", "شارع"), ("حواجز", "الحاجز"), ("صواريخ", "صاروخ"), ("قوانين", "القانون")),
        *(("رسائل", "رسالة"), ("جرائم", "جريمة"), ("الوزراء", "وزير"), ("سجناء", "سجين"), ("بيوتهم", "بيت")),
    ],
)
def test_plural_is_known_by_its_shape(plural, noun):
    assert meet(plural, noun, "ar")
    assert meet(noun, plural, "ar")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(("الجزائر", "جزيرة"), ("مقاتل", "مقتل"), ("مقابل", "مقبل"), ("مراجعة", "مرجع"), ("تواصل", "توصل")),
        *(("إسلام", "سلم"), ("إعلام", "علم"), ("لبناني", "لبن"), ("سياسي", "سيسي"), ("زراعي", "زرع"), ("كاتب", "كتاب")),
    ],
)
def test_words_of_a_like_shape_stay_apart(one, other):
    assert not meet(one, other, "ar")
    assert not meet(other, one, "ar")

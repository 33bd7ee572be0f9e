"""The measure of likeness: pairs that a desk would call the same story, and pairs that it would not."""

import time

import pytest

from articles.headlines import SAME, alike, sketch

THE_SAME = [
    ("en", "Harbour reopens after storm", "Harbour reopens after the storm"),
    ("en", "Harbour reopens after storm damage", "Storm-damaged harbour reopens"),
    ("en", "Ministers agree ceasefire plan in Cairo", "Cairo: ministers agree on ceasefire plan"),
    ("en", "Three killed in road crash near Nablus", "Road crash near Nablus kills three"),
    ("en", "Olive harvest begins early in the north", "Early olive harvest begins in northern villages"),
    ("en", "UN votes on water resolution", "UN vote on water resolution delayed to Friday"),
    ("en", "School year opens with teacher shortage", "School year begins amid teacher shortage"),
    ("en", "Central bank holds interest rates at 4 percent", "Central bank keeps interest rates at 4%"),
    ("en", "Al-Ahli beat Hilal 2-1 in cup final", "Al-Ahli beats Hilal 2–1 in Cup final"),
    ("en", "Fire Destroys Market in Old City", "Market in Old City destroyed by fire"),
    ("en", "Mayor resigns", "Mayor resigns over budget"),
    ("en", "Earthquake", "EARTHQUAKE!"),
    ("ar", "معصرة الزيتون تفتح أبوابها في سلفيت", "سلفيت: معصرة زيتون تفتح ابوابها"),
    ("ar", "مقتل ثلاثة في حادث سير قرب نابلس", "حادث سير قرب نابلس يودي بحياة ثلاثة"),
    ("ar", "الوزراء يتفقون على خطة لوقف إطلاق النار في القاهرة", "القاهرة: اتفاق الوزراء على خطة وقف اطلاق النار"),
    ("ar", "افتتاح العام الدراسي وسط نقص في المعلمين", "العام الدراسي يُفتتح وسط نقص المعلمين"),
    ("ar", "البنك المركزي يبقي أسعار الفائدة عند ٤ بالمئة", "المركزي يُبقي سعر الفائدة عند 4 بالمئة"),
    ("ar", "حريق يدمر سوق البلدة القديمة", "حريق كبير يدمّر السوق في البلدة القديمة"),
]
ANOTHER = [
    ("en", "Harbour reopens after storm", "Airport reopens after storm"),
    ("en", "Harbour reopens after storm", "Harbour workers strike for pay"),
    ("en", "Ministers agree ceasefire plan in Cairo", "Ministers agree budget plan in Ramallah"),
    ("en", "Three killed in road crash near Nablus", "Two killed in road crash near Jenin"),
    ("en", "Three killed in road crash near Nablus", "Three arrested near Nablus"),
    ("en", "Olive harvest begins early in the north", "Wheat harvest begins late in the south"),
    ("en", "Al-Ahli beat Hilal 2-1 in cup final", "Al-Ahli beat Shabab 3-0 in league match"),
    ("en", "Weather forecast for Monday", "Weather forecast for Tuesday"),
    ("en", "Central bank holds interest rates at 4 percent", "Central bank names new governor"),
    ("en", "What to know about the new tax law", "What to know about the new traffic rules"),
    ("en", "Prime minister visits Paris", "Prime minister visits London"),
    ("en", "In pictures: Eid in Gaza", "In pictures: Christmas in Bethlehem"),
    ("en", "Story 1", "Story 2"),
    ("en", "What is it?", "Who are they?"),
    ("en", "", "Harbour"),
    ("ar", "مقتل ثلاثة في حادث سير قرب نابلس", "إصابة اثنين في حادث سير قرب جنين"),
    ("ar", "معصرة الزيتون تفتح أبوابها في سلفيت", "مدرسة جديدة تفتح أبوابها في سلفيت"),
    ("ar", "البنك المركزي يبقي أسعار الفائدة عند ٤ بالمئة", "البنك المركزي يعيّن محافظاً جديداً"),
    ("ar", "حالة الطقس ليوم الاثنين", "حالة الطقس ليوم الثلاثاء"),
    ("ar", "افتتاح العام الدراسي وسط نقص في المعلمين", "افتتاح مستشفى جديد وسط نقص في الممرضين"),
    ("ar", "حريق يدمر سوق البلدة القديمة", "فيضانات تدمر منازل في البلدة القديمة"),
]


def likeness(language, one, other):
    return alike(sketch(one, language=language), sketch(other, language=language))


@pytest.mark.parametrize(("language", "one", "other"), THE_SAME)
def test_same_story_is_told(language, one, other):
    assert likeness(language, one, other) >= SAME


@pytest.mark.parametrize(("language", "one", "other"), ANOTHER)
def test_other_story_is_told_apart(language, one, other):
    assert likeness(language, one, other) < SAME


@pytest.mark.parametrize(("language", "one", "other"), THE_SAME + ANOTHER)
def test_likeness_is_the_same_both_ways_and_whole_to_itself(language, one, other):
    assert likeness(language, one, other) == pytest.approx(likeness(language, other, one))
    assert likeness(language, one, one) == pytest.approx(1.0 if sketch(one, language=language).forms else 0.0)


def test_longest_headlines_are_compared_at_once():
    one, other = (sketch(" ".join(f"w{n}" for n in range(start, start + 75)), language="en") for start in (0, 40))

    started = time.thread_time()
    alike(one, other)

    assert time.thread_time() - started < 0.1

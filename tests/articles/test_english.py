import pytest

from articles import vectors


def meet(one, other):
    return bool({*vectors.forms(one, "en")} & {*vectors.forms_of(other, languages=["en"])})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(("organisations", "organization"), ("analysed", "analyze"), ("harbours", "harbor"), ("labour", "labor")),
        *(("neighbourhood", "neighborhoods"), ("centres", "center"), ("fibre", "fiber"), ("defence", "defense")),
        *(("catalogue", "catalog"), ("programmes", "program"), ("judgement", "judgment"), ("travelled", "traveled")),
        *(("children", "child"), ("womens", "woman"), ("crises", "crisis"), ("spokesmen", "spokesman")),
    ],
)
def test_spellings_and_plurals_meet(one, other):
    assert meet(one, other)
    assert meet(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [*(("four", "for"), ("hour", "hor"), ("tour", "tor"), ("news", "new"), ("wise", "wiz"), ("omen", "oman"))],
)
def test_other_words_stay_apart(one, other):
    assert not meet(one, other)
    assert not meet(other, one)

import pytest

from newsroom.wire.bylines import credited
from newsroom.wire.stories import WireByline


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("By Salma Nasser and Rami Odeh", ["Salma Nasser", "Rami Odeh"]),
        ("Von Christa Muster", ["Christa Muster"]),
        ("سلمى ناصر ورامي عودة", ["سلمى ناصر", "رامي عودة"]),
        ("By Rami Odeh, PhD, Salma Nasser, M.D. and Jr Ewing", ["Rami Odeh, PhD", "Salma Nasser, M.D.", "Jr Ewing"]),
        ("and Salma Nasser", ["Salma Nasser"]),
        ("Toby Smith, Gustav Nasser & Heidi Odeh", ["Toby Smith", "Gustav Nasser", "Heidi Odeh"]),
        ("Anna von Berg; Salma and Rami", ["Anna von Berg", "Salma", "Rami"]),
        ("Di Stefano", ["Di Stefano"]),
        ("Par: Agathe", ["Agathe"]),
        ("by a band of 3 sailors", ["a band of 3 sailors"]),
        ("Salma Nasser\u202e\x00", ["Salma Nasser"]),
        ("By ", []),
        ("...", []),
        ("", []),
    ],
)
def test_field_of_bylines_is_names(text, names):
    assert [byline.name for byline in credited(text)] == names


def test_roles_come_from_words_from_the_field_and_from_names_of_agencies():
    assert credited("Photos by Rami Odeh") == (WireByline("Rami Odeh", "photos"),)
    assert credited("Rami Odeh", role="photos") == (WireByline("Rami Odeh", "photos"),)
    assert credited("Rami Odeh, DPA", agencies=["dpa"])[1] == WireByline("DPA", "agency")


def test_long_field_is_cut():
    assert len(credited("a, " * 100_000)) == 1

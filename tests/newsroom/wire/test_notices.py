import pytest

from newsroom.wire.notices import LABELS, UNDATED, desk_note, distinct, in_words, lacks, needed
from newsroom.wire.reading import Unreadable
from newsroom.wire.stories import Standing


def test_desk_note_has_each_line_once_and_no_empty_one():
    assert desk_note(("", "Call.\x00"), ("Slug", ""), ("Urgency", "3"), ("", "Call.")) == "Call.\nUrgency: 3"


@pytest.mark.parametrize("label", LABELS)
def test_words_of_a_note_are_what_has_no_label(label):
    note = desk_note(("", "Kill it: wrong.\nNow."), (label, "One line\nor two."), ("", "Call."))

    assert note == f"Kill it: wrong.\nNow.\n{label}: One line or two.\nCall."
    assert in_words(note) == "Kill it: wrong.\nNow.\nCall."


def test_names_differ_by_more_than_case():
    assert distinct(["Ports", " ports ", "", "Sea\u202e"]) == ("Ports", "Sea")


def test_story_needs_a_headline_and_what_takes_one_back_does_not():
    assert [needed("", standing, what="item") for standing in (Standing.CANCELED, Standing.WITHHELD)] == ["", ""]
    with pytest.raises(Unreadable) as refusal:
        needed("", Standing.USABLE, what="item", line=3)

    assert (str(refusal.value), refusal.value.line) == ("The item has neither a headline nor a text.", 3)


@pytest.mark.parametrize(
    ("standing", "said"),
    [
        (Standing.USABLE, ["In no language.", UNDATED, "names no guid", "The item has no text."]),
        (Standing.CANCELED, ["names no guid"]),
    ],
)
def test_what_a_story_lacks_is_told(standing, said):
    told = lacks(standing, what="item", guess=("In no language.",), date="", body="", named=("guid", ""))

    assert [part in sentence for part, sentence in zip(said, told, strict=True)] == [True] * len(said)
    assert lacks(standing, what="item", guess=(), date="Monday", body="<p>It is.</p>", named=("guid", "1")) == ()

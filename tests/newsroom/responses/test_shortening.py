"""Letters made shorter: only the reader's own words, in their order, with a mark for each gap."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.models import Edition
from articles.rights import Role
from articles.workflow import MoveIncomplete, RightMissing
from newsroom.responses.models import Decision, Letter
from newsroom.responses.moderating import DecidedAlready, LetterGone, decide
from newsroom.responses.shortening import MARK, OtherWords, cut, shorten
from tests.factories import make_section, make_user

from .letters import approved, write

WRITTEN = "The cat sat. The dog ran.\n\nThe cat slept, and the dog too."


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        (WRITTEN, WRITTEN),
        ("The dog ran.", "[…] The dog ran. […]"),
        ("The cat sat.\n\nThe cat slept, and the dog too.", "The cat sat.\n\n[…] The cat slept, and the dog too."),
        ("The cat sat. […] and the dog too.", "The cat sat. […] and the dog too."),
        ("The cat sat.[...]and the dog too. [...]", "The cat sat. […] and the dog too."),
        ("", ""),
        ("[…]", ""),
    ],
)
def test_gaps_are_marked(typed, shown):
    assert cut(WRITTEN, typed) == shown


@pytest.mark.parametrize("typed", ["The cow sat.", "The dog ran. The cat sat.", "The cat sat, loudly.", "THE CAT"])
def test_other_words_and_another_order_are_refused(typed):
    with pytest.raises(OtherWords):
        cut(WRITTEN, typed)


def test_marks_that_the_reader_wrote_are_no_gaps():
    assert cut("He said […] and left early", "He said […] and left early") == "He said […] and left early"


@given(st.lists(st.tuples(st.sampled_from("abc"), st.booleans()), min_size=1, max_size=12))
def test_what_is_shown_is_what_was_kept(words):
    written = " ".join(word for word, _is_kept in words)
    kept = [word for word, is_kept in words if is_kept]

    try:
        shown = cut(written, " ".join(kept)).split()
    except OtherWords:
        return  # of words said again and again the longest run may lie too late: it refuses, and shows nothing wrong
    assert [word for word in shown if word != MARK] == kept


def test_long_letter_of_one_word_takes_no_long(story):
    written = " ".join(["ha"] * 1000)

    assert cut(written, " ".join(["ha"] * 999)).count(MARK) == 1


@pytest.fixture
def moderator(db):
    return make_user(Role.MODERATOR)


def test_letter_is_shortened_and_whole_again(story, moderator):
    letter = approved(story, text=WRITTEN)
    edition = Edition.current()

    shortened = shorten(letter.pk, text="The dog ran.", by=moderator)

    assert (shortened.printed, shortened.text) == ("[…] The dog ran. […]", WRITTEN)
    assert Edition.current() == edition + 1
    decision = Decision.objects.first()
    assert (decision.action, decision.by, decision.details) == ("shorten", moderator, {"written": 58, "shown": 20})
    assert shorten(letter.pk, text=WRITTEN, by=moderator).printed == WRITTEN
    assert Letter.objects.get().shortened == ""


def test_shortening_the_same_again_changes_nothing(story, moderator):
    letter = write(story, text=WRITTEN)
    shorten(letter.pk, text="The dog ran.", by=moderator)
    decisions = Decision.objects.count()

    shorten(letter.pk, text="[…] The dog ran. […]", by=moderator)

    assert Decision.objects.count() == decisions


@pytest.mark.parametrize("text", ["", "[…]", "The dog barked."])
def test_nothing_and_other_words_are_refused(story, moderator, text):
    letter = write(story, text=WRITTEN)

    with pytest.raises(MoveIncomplete):
        shorten(letter.pk, text=text, by=moderator)
    assert Letter.objects.get().shortened == ""


def test_rejected_letter_is_not_shortened(story, moderator):
    letter = write(story, text=WRITTEN)
    decide(letter.pk, action="reject", by=moderator, reason="An insult")

    with pytest.raises(DecidedAlready):
        shorten(letter.pk, text="The dog ran.", by=moderator)


def test_letters_are_shortened_by_whoever_decides_on_them(story, section):
    letter = write(story, text=WRITTEN)

    with pytest.raises(LetterGone):
        shorten(letter.pk, text="The dog ran.", by=make_user(Role.MODERATOR, make_section("sport")))
    with pytest.raises(RightMissing):
        shorten(letter.pk, text="The dog ran.", by=make_user(is_superuser=True))

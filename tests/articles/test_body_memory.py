"""What was made of a text is remembered by all of that text, in a bounded room."""

import pytest

from articles import bodies
from articles.bodies import BodyTooLong
from articles.body_memory import ENTRY, Remembered, remembering


@pytest.fixture
def made():
    """The texts that something was made of, in turn."""
    return []


@pytest.fixture
def shout(made):
    @remembering(room=3 * (ENTRY + 100))
    def shout(text):
        """Says it loudly."""
        made.append(text)
        return text.upper()

    return shout


def test_same_text_is_made_once(shout, made):
    assert [shout("tea"), shout("te" + "a"), shout("tea ")] == ["TEA", "TEA", "TEA "]
    assert made == ["tea", "tea "]


def test_keeps_name_and_words_of_what_it_is_around(shout):
    assert (shout.__name__, shout.__doc__) == ("shout", "Says it loudly.")


def test_text_that_is_no_unicode_has_a_place_of_its_own(shout):
    assert [shout("\ud800"), shout("\ud801"), shout("?")] == ["\ud800", "\ud801", "?"]


def test_what_nobody_took_for_longest_goes_first(shout, made):
    for text in ["a", "b", "c", "a", "d", "a", "b"]:
        shout(text)

    assert made == ["a", "b", "c", "d", "b"]
    assert shout.size <= shout.room


def test_what_has_no_room_is_not_kept_and_drives_nothing_out(shout, made):
    shout("a")
    for _time in range(2):
        shout("b" * 2000)
    shout("a")

    assert [text[0] for text in made] == ["a", "b", "b"]


def test_refusal_is_given_anew():
    too_long = "a" * 1_100_000

    for _time in range(2):
        with pytest.raises(BodyTooLong):
            bodies.sanitise(too_long)


def test_sanitiser_remembers_no_more_than_its_room():
    for number in range(12):
        bodies.sanitise(f"<p>{number}</p><p>{'word ' * 180_000}</p>")

    assert 0 < bodies.sanitise.size <= bodies.SANITISED


def test_text_that_was_changed_after_it_was_sanitised_is_sanitised_again():
    clean = bodies.sanitise('<p>Tea</p><figure data-picture="7"></figure>')
    bodies.render(clean, pictures={}, addresses={})

    shown = bodies.render(clean + "<script>alert(1)</script>", pictures={}, addresses={})

    assert shown == "<p>Tea</p>"


def test_result_of_what_settles_is_its_own_result():
    made = []

    def make(text):
        made.append(text)
        return text.strip()

    remembered = Remembered(make, room=10_000, settles=True)

    assert (remembered(" a "), remembered("a"), remembered(" a ")) == ("a", "a", "a")
    assert made == [" a "]

import random
import time

from hypothesis import given
from hypothesis import strategies as st

from newsroom.wire.likeness import FOUND_BY, SKETCH, is_same_story, may_be_alike, shingles, words

STORY = " ".join(f"word{number}" for number in range(100))


def with_new_words(text, count):
    """The text with its last words replaced."""
    kept = text.split()
    return " ".join([*kept[: len(kept) - count], *(f"new{number}" for number in range(count))])


def test_words_are_compared_without_case_and_punctuation():
    assert words("“Ferries,” they SAID — اتفقت!") == ["ferries", "they", "said", "اتفقت"]


def test_same_text_is_the_same_story():
    assert is_same_story(STORY, STORY.upper().replace(" ", ", "))


def test_four_fifths_are_enough():
    assert is_same_story(STORY, with_new_words(STORY, 20))


def test_fewer_than_four_fifths_are_not_enough():
    assert not is_same_story(STORY, with_new_words(STORY, 21))


def test_same_words_in_another_order_are_another_story():
    assert not is_same_story(STORY, " ".join(reversed(STORY.split())))


def test_much_longer_text_that_holds_the_story_is_another_story():
    assert not is_same_story(STORY, STORY + " more" * 60)


def test_texts_that_differ_beyond_the_compared_part_are_told_apart():
    long = " ".join(f"word{number}" for number in range(4_000))

    assert is_same_story(long, with_new_words(long, 400))
    assert not is_same_story(long, with_new_words(long, 2_000))


def test_hostile_texts_are_compared_in_bounded_time():
    one, other = "a " * 400_000, "a " * 380_000 + "b " * 20_000

    started = time.thread_time()
    is_same_story(one, other)

    assert time.thread_time() - started < 5


def test_shingles_of_nothing_are_none():
    assert shingles("") == shingles(" … ") == []


def test_shingles_of_fewer_than_three_words_are_one():
    assert len(shingles("Ferries agree")) == 1
    assert shingles("Ferries agree") == shingles("FERRIES, AGREE.")


def test_shingles_are_the_same_few_in_every_process():
    assert len(shingles(STORY)) == SKETCH
    assert shingles("one two three") == [8992137356192711385]


@given(st.lists(st.integers(0, 10_000), min_size=SKETCH, max_size=800))
def test_shingles_are_the_smallest_of_all(numbers):
    said = [f"word{number}" for number in numbers]
    runs = {shingles(" ".join(three))[0] for three in zip(said, said[1:], said[2:], strict=False)}

    assert shingles(" ".join(said)) == sorted(runs)[:SKETCH]


def test_shingles_of_alike_texts_overlap():
    assert set(shingles(STORY)) & set(shingles(with_new_words(STORY, 20)))


def test_texts_alike_are_found_by_few_of_their_shingles():
    """With every fifth word another one, which is the least that counts as the same story."""
    texts = [[f"word{random.randrange(3_000)}" for _place in range(300)] for _text in range(200)]
    missed = 0
    for number, said in enumerate(texts):
        other = [f"other{number}-{place}" if place % 5 == 0 else word for place, word in enumerate(said)]
        missed += not set(shingles(" ".join(said))) & set(shingles(" ".join(other))[:FOUND_BY])

    assert missed < 20  # three or four are usual


@given(st.text())
def test_shingles_fit_into_the_column(text):
    assert all(-(2**63) <= number < 2**63 for number in shingles(text))


def test_texts_that_are_four_fifths_equal_are_worth_comparing():
    said = [f"word{number}" for number in range(300)]
    other = [f"other{number}" if number % 5 == 0 else word for number, word in enumerate(said)]

    assert may_be_alike(shingles(" ".join(said)), shingles(" ".join(other)))


def test_texts_of_other_words_are_not_worth_comparing():
    one, other = (" ".join(f"{word}{number}" for number in range(300)) for word in ("harbour", "ferry"))

    assert not may_be_alike(shingles(one), shingles(other))


def test_very_short_texts_are_compared_by_what_they_have():
    assert may_be_alike(shingles("Ferry sails"), shingles("Ferry sails"))

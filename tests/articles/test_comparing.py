import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.comparing import Change, changed_fields, marked_blocks, picture_of

blocks = st.lists(
    st.sampled_from(["<p>one two three</p>", "<p>one two four</p>", "<p>x</p>", '<figure data-picture="3"></figure>']),
    max_size=8,
)


def told(before, after):
    return [(block.change.value, block.before, block.after) for block in marked_blocks("".join(before), "".join(after))]


@given(blocks, blocks)
def test_blocks_tell_all_of_both_bodies(before, after):
    found = marked_blocks("".join(before), "".join(after))

    assert [block.after for block in found if block.after] == after
    assert sorted(block.before for block in found if block.before) == sorted(before)


@given(blocks)
def test_blocks_that_stayed_are_the_same(body):
    assert {block.change.value for block in marked_blocks("".join(body), "".join(body))} <= {"same"}


def test_paragraph_that_keeps_most_of_its_words_has_changed():
    assert told(["<p>Boats go out.</p>"], ["<p>Boats went out.</p>"]) == [
        ("changed", "<p>Boats go out.</p>", "<p>Boats went out.</p>")
    ]


def test_paragraph_of_other_words_is_another():
    assert told(["<p>Boats go out.</p>"], ["<p>Rain is expected.</p>"]) == [
        ("removed", "<p>Boats go out.</p>", ""),
        ("added", "", "<p>Rain is expected.</p>"),
    ]


def test_paragraph_that_stands_elsewhere_has_moved():
    one, two, three = "<p>One stays here.</p>", "<p>Two stays here, too.</p>", "<p>Third is what moves.</p>"

    assert told([three, one, two], [one, two, three]) == [
        ("same", one, one),
        ("same", two, two),
        ("moved", three, three),
    ]


def test_paragraph_that_moved_and_was_reworded_is_shown_where_it_is():
    one, two = "<p>One stays here.</p>", "<p>Two stays here, too.</p>"
    old, new = "<p>The harbour reopened on Monday at noon.</p>", "<p>The harbour reopened on Tuesday at noon.</p>"

    assert told([old, one, two], [one, two, new])[-1] == ("changed", old, new)


def test_picture_replaced_by_another_has_changed():
    old, new = '<figure data-picture="3"></figure>', '<figure data-picture="4"></figure>'

    assert told([old], [new]) == [("changed", old, new)]
    assert marked_blocks(old, new)[0].pictures == (3, 4)


@pytest.mark.parametrize("block", ["<p>3</p>", '<figure data-embed="youtube:x"></figure>', ""])
def test_block_that_is_no_picture(block):
    assert picture_of(block) is None


def test_changed_fields_are_those_that_differ():
    before = {"headline": "a", "kicker": "", "topics": [1], "body": "x"}

    assert changed_fields(before, {"headline": "b", "kicker": None, "topics": [2], "body": "x", "slug": ""}) == [
        "headline",
        "topics",
    ]


def test_long_bodies_are_compared_in_time():
    before = "".join(f"<p>Sentence number {number} of a very long story.</p>" for number in range(3000))
    after = "".join(f"<p>Sentence number {number} of another long story.</p>" for number in range(3000))

    started = time.thread_time()
    marked_blocks(before, after)

    assert time.thread_time() - started < 1


def test_a_hundred_long_paragraphs_written_anew_are_compared_in_time():
    """Each is compared with each: that takes a few times what it takes to meet their words, on whatever machine."""
    chance = random.Random(1)
    before, after = ([chance.choices(range(5000), k=1100) for _number in range(100)] for _body in range(2))
    old, new = (list(map(frozenset, paragraphs)) for paragraphs in (before, after))
    bodies = ["".join(f"<p>{' '.join(map('word{}'.format, words))}</p>" for words in body) for body in (before, after)]

    started = time.thread_time()
    shared = sum(len(one & other) for one in old for other in new)
    met = time.thread_time()
    blocks = marked_blocks(*bodies)
    compared = time.thread_time()

    assert compared - met < 8 * (met - started)  # four times is usual, twenty where words are counted one by one
    assert shared > len(blocks) == 200


def test_picture_with_other_words_is_the_same_picture_changed():
    old = '<figure data-picture="3"><figcaption>Boats</figcaption></figure>'
    [block] = marked_blocks(old, '<figure data-alt="Two" data-picture="3"></figure>')

    assert (block.change, block.pictures) == (Change.CHANGED, (3, 3))
    assert picture_of(f'<figure data-kind="gallery">{old}</figure>') is None

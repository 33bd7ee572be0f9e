import random
import time

from hypothesis import given
from hypothesis import strategies as st

from articles import sequences
from articles.sequences import common, steps

few = st.lists(st.sampled_from("abcd"), max_size=14)


def longest(before, after):
    """The textbook's table."""
    table = [[0] * (len(after) + 1) for _row in range(len(before) + 1)]
    for row, one in enumerate(before):
        for column, other in enumerate(after):
            best = max(table[row][column + 1], table[row + 1][column])
            table[row + 1][column + 1] = table[row][column] + 1 if one == other else best
    return table[-1][-1]


@given(few, few)
def test_common_is_a_longest_common_subsequence(before, after):
    pairs = common(before, after)

    assert len(pairs) == longest(before, after)
    assert all(before[one] == after[other] for one, other in pairs)
    assert pairs == sorted(pairs)
    assert len({one for one, _other in pairs}) == len({other for _one, other in pairs}) == len(pairs)


@given(few, few)
def test_common_of_passages_too_long_holds_together_by_what_occurs_once(before, after):
    most, sequences.MOST_CELLS = sequences.MOST_CELLS, 4
    try:
        pairs = common(before, after)
    finally:
        sequences.MOST_CELLS = most

    assert all(before[one] == after[other] for one, other in pairs)
    assert all(one[0] < other[0] and one[1] < other[1] for one, other in zip(pairs, pairs[1:], strict=False))


@given(few, few)
def test_steps_lead_from_one_to_the_other(before, after):
    taken = list(steps(before, after))

    assert [here for here, _there in taken if here is not None] == list(range(len(before)))
    assert [there for _here, there in taken if there is not None] == list(range(len(after)))


def test_common_takes_no_more_than_its_time_for_what_repeats_itself():
    chosen = random.Random(3)
    before, after = ([chosen.choice("ab") for _item in range(14_000)] for _side in range(2))

    started = time.thread_time()
    common(before, after)

    assert time.thread_time() - started < 0.5

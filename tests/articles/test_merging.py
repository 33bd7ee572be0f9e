import time
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import body_blocks
from articles.merging import Choice, Kind, Part, merge, merge_sets, merged, with_fewer_conflicts

TEXTS = st.lists(st.sampled_from("abcdef"), max_size=12)
THREE = st.tuples(TEXTS, TEXTS, TEXTS)
CHOICES = st.lists(st.sampled_from([*Choice, None]), min_size=40, max_size=40)


def kinds(parts):
    return [part.kind for part in parts]


@given(TEXTS, TEXTS)
def test_merge_with_an_unchanged_side_gives_the_other(base, changed):
    assert merged(merge(base, base, changed), {}) == changed
    assert merged(merge(base, changed, base), {}) == changed


@given(TEXTS, TEXTS)
def test_merge_of_sides_that_agree_is_what_they_agree_on(base, changed):
    parts = merge(base, changed, changed)

    assert merged(parts, {}) == changed
    assert Kind.CONFLICT not in kinds(parts)


@given(THREE)
def test_parts_hold_each_side_whole(three):
    parts = merge(*three)

    for number, side in enumerate(("base", "saved", "mine")):
        assert [item for part in parts for item in getattr(part, side)] == three[number]


@given(st.tuples(TEXTS, TEXTS))
def test_parts_hold_each_side_whole_when_the_start_is_not_known(two):
    parts = merge(None, *two)

    assert [item for part in parts for item in part.saved] == two[0]
    assert [item for part in parts for item in part.mine] == two[1]


@given(THREE)
def test_no_paragraph_is_lost_unless_somebody_took_it_out(three):
    base, saved, mine = map(Counter, three)

    outcome = Counter(merged(merge(*three), {}))

    for side in (saved, mine):
        assert side - base - outcome == Counter()


@given(st.tuples(TEXTS, TEXTS))
def test_nothing_is_lost_when_the_start_is_not_known(two):
    outcome = Counter(merged(merge(None, *two), {}))

    assert Counter(two[0]) - outcome == Counter()
    assert Counter(two[1]) - outcome == Counter()


@given(THREE, CHOICES)
def test_what_was_not_chosen_in_a_conflict_is_all_that_goes(three, choices):
    parts = merge(*three)
    chosen = {place: choice for place, choice in enumerate(choices) if choice}

    outcome = merged(parts, chosen)

    expected = []
    for place, part in enumerate(parts):
        if part.kind is not Kind.CONFLICT:
            expected += part.outcome(None)
        else:
            expected += {Choice.SAVED: part.saved, Choice.MINE: part.mine}.get(
                chosen.get(place), (*part.saved, *part.mine)
            )
    assert outcome == expected


@given(TEXTS, TEXTS, TEXTS)
def test_sets_have_no_conflict_and_take_both_sides_changes(base, saved, mine):
    parts = merge_sets(sorted(set(base)), sorted(set(saved)), sorted(set(mine)))

    added, removed = set(saved) | set(mine), (set(base) - set(saved)) | (set(base) - set(mine))
    assert Kind.CONFLICT not in kinds(parts)
    assert set(merged(parts, {})) == added - removed


def test_neighbouring_paragraphs_changed_by_two_people_are_no_conflict():
    parts = merge(["a", "b", "c", "d"], ["a", "B", "c", "d"], ["a", "b", "C", "d"])

    assert merged(parts, {}) == ["a", "B", "C", "d"]
    assert kinds(parts) == [Kind.SAME, Kind.SAVED, Kind.MINE, Kind.SAME]


def test_rewritten_stretch_meets_only_where_both_wrote():
    parts = merge(["a", "b", "c"], ["A", "B", "c"], ["a", "β", "c"])

    assert parts == [
        Part(("a",), ("A",), ("a",)),
        Part(("b",), ("B",), ("β",)),
        Part(("c",), ("c",), ("c",)),
    ]
    assert kinds(parts) == [Kind.SAVED, Kind.CONFLICT, Kind.SAME]


def test_one_deletes_what_the_other_rewrites_is_a_conflict():
    parts = merge(["a", "b", "c"], ["a", "c"], ["a", "B", "c"])

    assert parts[1] == Part(("b",), (), ("B",))
    assert parts[1].kind is Kind.CONFLICT
    assert merged(parts, {1: Choice.SAVED}) == ["a", "c"]
    assert merged(parts, {1: Choice.MINE}) == merged(parts, {}) == ["a", "B", "c"]


def test_what_one_rewrites_and_the_other_adds_behind_it_is_no_conflict():
    parts = merge(["a", "b"], ["A", "b"], ["a", "added", "b"])

    assert merged(parts, {}) == ["A", "added", "b"]
    assert Kind.CONFLICT not in kinds(parts)


@given(THREE, st.integers(min_value=1, max_value=3))
def test_fewer_conflicts_hold_each_side_whole(three, most):
    parts = with_fewer_conflicts(merge(*three), most=most)

    for number, side in enumerate(("base", "saved", "mine")):
        assert [item for part in parts for item in getattr(part, side)] == three[number]
    assert kinds(parts).count(Kind.CONFLICT) <= most


def test_both_add_at_the_end_and_both_are_suggested():
    parts = merge(["a"], ["a", "theirs"], ["a", "mine"])

    assert parts[1] == Part((), ("theirs",), ("mine",))
    assert parts[1].suggested is Choice.BOTH
    assert merged(parts, {}) == ["a", "theirs", "mine"]


def test_both_rewrite_and_what_was_typed_is_suggested():
    (part,) = merge(["a"], ["theirs"], ["mine"])

    assert part.suggested is Choice.MINE


def test_what_both_added_alike_is_not_asked_about():
    parts = merge([], ["x", "y"], ["x", "z"])

    assert kinds(parts) == [Kind.AGREED, Kind.CONFLICT]
    assert parts[1] == Part((), ("y",), ("z",))


@pytest.mark.parametrize(
    ("base", "saved", "mine"),
    [
        (["<p>a</p>"] * 5700, ["<p>a</p>", "<p>b</p>"] * 2850, ["<p>b</p>", "<p>a</p>", "<p>a</p>"] * 1900),
        ([f"<p>{n}</p>" for n in range(4500)], [f"<p>{n}</p>" for n in range(4500, 0, -1)], ["<p>x</p>"] * 4500),
        ([f"<p>{n % 7}</p>" for n in range(5700)],) + ([f"<p>{n % 5}</p>" for n in range(5700)],) * 2,
        (["<p>" + "long " * 8000 + "</p>"], ["<p>" + "long " * 7999 + "</p>"], ["<p>" + "longer " * 5700 + "</p>"]),
    ],
)
def test_forty_thousand_characters_take_less_than_half_a_second(base, saved, mine):
    bodies = ["".join(side) for side in (base, saved, mine)]
    started = time.thread_time()  # what others do on the machine is not its fault

    merged(merge(*map(body_blocks.split, bodies)), {})

    assert time.thread_time() - started < 0.5

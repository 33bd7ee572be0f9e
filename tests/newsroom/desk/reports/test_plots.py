import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.desk.reports.plots import HEIGHT, WIDTH, Series, bars, lines, round_ticks

COUNTS = st.lists(st.integers(0, 10**6), min_size=1, max_size=60)


def one(values):
    return [Series("first", "Stories", values)]


@pytest.mark.parametrize(
    ("largest", "ticks"),
    [
        (0, [0, 1]),
        (1, [0, 1]),
        (3, [0, 1, 2, 3]),
        (7, [0, 2, 4, 6, 8]),
        (17, [0, 5, 10, 15, 20]),
        (100, [0, 20, 40, 60, 80, 100]),
        (101, [0, 50, 100, 150]),
    ],
)
def test_axis_has_few_round_numbers(largest, ticks):
    assert round_ticks(largest, smallest=1) == ticks


def test_axis_of_a_measure_may_have_fractions():
    assert round_ticks(0.9) == [0, 0.2, 0.4, 0.6, 0.8, 1]


@given(st.floats(1e-6, 1e9))
def test_axis_reaches_the_largest_value_in_at_most_five_steps(largest):
    ticks = round_ticks(largest)

    assert ticks[-1] >= largest * (1 - 1e-9)
    assert len(ticks) <= 6
    assert ticks[-2] < largest


@given(COUNTS)
def test_bars_stand_inside_the_plot_in_the_order_of_time(values):
    plot = bars([str(index) for index in range(len(values))], one(values))

    assert [bar.title for bar in plot.bars] == [f"{i} · Stories: {v:g}" for i, v in enumerate(values) if v]
    assert [bar.x for bar in plot.bars] == sorted(bar.x for bar in plot.bars)
    for bar in plot.bars:
        assert plot.start <= bar.x
        assert bar.x + bar.width <= plot.end
        assert bar.y + bar.height == plot.floor
        assert 0 < bar.y <= plot.floor


@given(COUNTS)
def test_mirrored_plot_is_the_same_seen_from_the_right(values):
    labels = [str(index) for index in range(len(values))]
    plot, mirrored = bars(labels, one(values)), bars(labels, one(values), mirrored=True)

    assert (mirrored.start, mirrored.end) == (WIDTH - plot.end, WIDTH - plot.start)
    for bar, other in zip(plot.bars, mirrored.bars, strict=True):
        assert abs(other.x - (WIDTH - bar.x - bar.width)) <= 1
        assert (other.y, other.width, other.height) == (bar.y, bar.width, bar.height)


def test_series_are_stacked_in_their_order():
    plot = bars(["Mon"], [Series("grave", "Corrections", [2]), Series("second", "Clarifications", [3])])

    lower, upper = plot.bars
    assert (lower.key, upper.key) == ("grave", "second")
    assert lower.y == upper.y + upper.height
    assert lower.y + lower.height == plot.floor


def test_line_is_broken_where_there_is_nothing_to_tell():
    plot = lines(["1", "2", "3", "4", "5"], one([1, 2, None, 4, 2]))

    assert [line.points.count(",") for line in plot.lines] == [2, 2]
    assert len(plot.dots) == 4


def test_single_value_is_a_dot_without_a_line():
    plot = lines(["1", "2"], one([None, 4]))

    assert (plot.lines, len(plot.dots)) == ((), 1)


@pytest.mark.parametrize("draw", [bars, lines])
def test_empty_plot_has_its_axis_and_nothing_on_it(draw):
    plot = draw(["1", "2"], one([None, None]))

    assert (plot.bars, plot.lines, plot.dots) == ((), (), ())
    assert [mark.text for mark in plot.values] == ["0", "1"]


def test_labels_do_not_run_into_one_another():
    plot = bars([str(day) for day in range(31)], one([1] * 31))

    assert [mark.text for mark in plot.labels] == [str(day) for day in range(0, 31, 3)]
    assert plot.foot < HEIGHT

"""Bars and lines as shapes with whole coordinates, which a template writes as SVG without styles. Pure.

Where people read from the right (`mirrored`) time runs from right to left and the axis of values stands on the right.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

WIDTH, HEIGHT = 1440, 520
AXIS, TOP, FOOT, REST = 150, 24, 64, 20  # the space around what is drawn
MOST_LABELS = 12
GAP = 0.25  # of a band


@dataclass(frozen=True)
class Series:
    """One value for each label; None where there is nothing to tell. `key` names its look."""

    key: str
    name: str
    values: Sequence[float | None]


@dataclass(frozen=True)
class Bar:
    x: int
    y: int
    width: int
    height: int
    key: str
    title: str


@dataclass(frozen=True)
class Dot:
    x: int
    y: int
    key: str
    title: str


@dataclass(frozen=True)
class Line:
    """Points as SVG writes them: `12,40 30,22`."""

    points: str
    key: str


@dataclass(frozen=True)
class Mark:
    """A text at a place of an axis."""

    at: int
    text: str


@dataclass(frozen=True)
class Plot:
    values: tuple[Mark, ...]
    labels: tuple[Mark, ...]
    is_mirrored: bool
    bars: tuple[Bar, ...] = ()
    lines: tuple[Line, ...] = ()
    dots: tuple[Dot, ...] = ()
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def start(self) -> int:
        """Where the drawing begins, from the left."""
        return REST if self.is_mirrored else AXIS

    @property
    def end(self) -> int:
        return WIDTH - (AXIS if self.is_mirrored else REST)

    @property
    def floor(self) -> int:
        return HEIGHT - FOOT

    @property
    def foot(self) -> int:
        """Where the labels stand."""
        return HEIGHT - FOOT // 3

    @property
    def beside(self) -> int:
        """Where the values of the axis stand, and how they are anchored."""
        return self.end + 12 if self.is_mirrored else self.start - 12

    @property
    def anchor(self) -> str:
        return "start" if self.is_mirrored else "end"


def plain(value: float) -> str:
    """A number without a needless fraction."""
    return f"{value:g}"


def bars(
    labels: Sequence[str], series: Sequence[Series], *, mirrored: bool = False, say: Callable[[float], str] = plain
) -> Plot:
    """A bar for each label, its series, which count something, stacked in their order."""
    sums = [sum(one.values[index] or 0 for one in series) for index in range(len(labels))]
    ticks = round_ticks(max(sums, default=0), smallest=1)
    drawn = []
    for index, label in enumerate(labels):
        below = 0.0
        for one in series:
            value = one.values[index] or 0
            if value:
                top, bottom = _height(below + value, ticks[-1]), _height(below, ticks[-1])
                x, width = _band(index, len(labels), mirrored=mirrored)
                title = f"{label} · {one.name}: {say(value)}"
                drawn.append(Bar(x, top, width, bottom - top, one.key, title))
            below += value
    return Plot(_values(ticks, say), _labels(labels, mirrored=mirrored), mirrored, bars=tuple(drawn))


def lines(
    labels: Sequence[str], series: Sequence[Series], *, mirrored: bool = False, say: Callable[[float], str] = plain
) -> Plot:
    """A line for each series, broken where it has no value; a dot for each value."""
    known = [value for one in series for value in one.values if value is not None]
    ticks = round_ticks(max(known, default=0))
    drawn, dots = [], []
    for one in series:
        run: list[str] = []
        for index, value in enumerate([*one.values, None]):
            if value is None:
                if len(run) > 1:
                    drawn.append(Line(" ".join(run), one.key))
                run = []
                continue
            x, y = _middle(index, len(labels), mirrored=mirrored), _height(value, ticks[-1])
            run.append(f"{x},{y}")
            dots.append(Dot(x, y, one.key, f"{labels[index]} · {one.name}: {say(value)}"))
    return Plot(_values(ticks, say), _labels(labels, mirrored=mirrored), mirrored, lines=tuple(drawn), dots=tuple(dots))


def round_ticks(largest: float, *, most: int = 5, smallest: float = 0) -> list[float]:
    """From 0 in steps of 1, 2 or 5 times a power of ten up to the largest value or just above: `most` steps at most,
    and none shorter than `smallest`."""
    if largest <= 0:
        return [0.0, 1.0]
    power = 10 ** floor(log10(largest / most))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor * most >= largest)
    step = max(step, smallest)
    return [round(step * index, 10) for index in range(ceil(round(largest / step, 9)) + 1)]


def _values(ticks: list[float], say: Callable[[float], str]) -> tuple[Mark, ...]:
    return tuple(Mark(_height(tick, ticks[-1]), say(tick)) for tick in ticks)


def _labels(labels: Sequence[str], *, mirrored: bool) -> tuple[Mark, ...]:
    """Each n-th label, so that they do not run into one another."""
    every = ceil(len(labels) / MOST_LABELS) or 1
    return tuple(
        Mark(_middle(index, len(labels), mirrored=mirrored), label)
        for index, label in enumerate(labels)
        if index % every == 0
    )


def _height(value: float, top: float) -> int:
    room = HEIGHT - TOP - FOOT
    return round(HEIGHT - FOOT - room * value / top)


def _band(index: int, count: int, *, mirrored: bool) -> tuple[int, int]:
    """Left end and width of a bar."""
    band = (WIDTH - AXIS - REST) / count
    left = AXIS + band * (index + GAP / 2)
    width = band * (1 - GAP)
    return round(WIDTH - left - width if mirrored else left), max(1, round(width))


def _middle(index: int, count: int, *, mirrored: bool) -> int:
    middle = AXIS + (WIDTH - AXIS - REST) / count * (index + 0.5)
    return round(WIDTH - middle if mirrored else middle)

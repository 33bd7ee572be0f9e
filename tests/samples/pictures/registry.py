"""What is expected of a picture file: each is made by a function, under the expectation that decorates it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import NamedTuple

Colours = tuple[tuple[int, int, int], ...]  # of the quarters: top left, top right, bottom left, bottom right


class Expect(StrEnum):
    """ACCEPT: stored and shown in its colours. REJECT: refused, nothing is left. BOUNDED: either of both, within the
    limits of CPU and memory."""

    ACCEPT = "accept"
    REJECT = "reject"
    BOUNDED = "bounded"


class Sample(NamedTuple):
    name: str
    expect: Expect
    make: Callable[[], bytes]
    colours: Colours | None
    size: tuple[int, int] | None


SAMPLES: dict[str, Sample] = {}


def accept(*, colours: Colours | None, size: tuple[int, int] | None = None):
    """Registers what makes a good picture, with the colours and the upright size that it has; None is not looked at."""
    return lambda make: put(make.__name__, Expect.ACCEPT, make, colours=colours, size=size)


def reject(make: Callable[[], bytes]):
    return put(make.__name__, Expect.REJECT, make)


def bounded(make: Callable[[], bytes]):
    return put(make.__name__, Expect.BOUNDED, make)


def put(name: str, expect: Expect, make: Callable[[], bytes], *, colours=None, size=None) -> Callable[[], bytes]:
    if name in SAMPLES:
        raise ValueError(f"two samples are called {name}")
    SAMPLES[name] = Sample(name, expect, make, colours, size)
    return make


def truncated(name: str, make: Callable[[], bytes], *, parts: Iterable[float]) -> None:
    """Registers a picture that ends too early, at each of some fractions of its length."""
    for part in parts:
        put(f"{name}_cut_at_{part}", Expect.REJECT, lambda part=part: make()[: int(len(make()) * part)])

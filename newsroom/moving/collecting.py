"""Garbage that Python looks for by itself, in a program that makes and forgets millions of objects."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

OBJECTS, YOUNGER, OLDER = 20_000, 3, 4  # new ones before it looks through them; rounds before it looks through more


@contextmanager
def seldom_collected() -> Iterator[None]:
    """What is there now is not looked through, and what comes not often: a fifth of the time went into that. What an
    import forgets has hardly a circle in it, and goes without being looked for."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(OBJECTS, YOUNGER, OLDER)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()

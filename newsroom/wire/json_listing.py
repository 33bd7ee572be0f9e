"""The values of a list that is a file of JSON, or that its one object holds, read one at a time. Pure."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import suppress
from typing import Any, NamedTuple

from newsroom.wire.json_reading import WrongValue, text_in, twice
from newsroom.wire.json_walking import JsonFile, Walk, opened
from newsroom.wire.reading import Payload, Unreadable


class Part(NamedTuple):
    """A line, read or not, one value of a list, or a file that `is_whole` one value; `problem` is why it could not be
    read."""

    value: Any
    line: int
    problem: str = ""
    shown: str = ""
    warnings: tuple[str, ...] = ()
    is_whole: bool = False


class _Chosen(NamedTuple):
    """The list of an object: its name, how often that stands there, of which the last counts, and warnings."""

    name: str = ""
    times: int = 0
    warnings: tuple[str, ...] = ()


def listed(payload: Payload, *, held: Collection[str], unless: str = "") -> Iterator[Part]:
    """Yields the values of the list; of an object those of the list that it has under the first of the names `held`,
    `unless` it has that other one; else the whole value. Raises `Unreadable` where the JSON ends to be any, after what
    stands before."""
    with opened(payload) as file:
        chosen = _chosen(file, held, unless)
        warnings = (*file.warnings, *chosen.warnings)
        walk, times = file.walk(), chosen.times
        if walk.sign() == "[":
            yield from _values(walk, warnings)
        elif not chosen.name:
            yield _part(walk, warnings, is_whole=True)
        for name in walk.names() if chosen.name else ():
            times -= name == chosen.name
            if name == chosen.name and not times:
                yield from _values(walk, warnings)
        walk.end()


def values(walk: Walk) -> Iterator[Part]:
    """Those of the list that the walk stands before."""
    yield from _values(walk, ())


def shown(part: Part) -> str:
    return part.shown or text_in(json.dumps(part.value, ensure_ascii=False, indent=1))


def _values(walk: Walk, warnings: tuple[str, ...]) -> Iterator[Part]:
    for _value in walk.items():
        yield _part(walk, warnings)


def _part(walk: Walk, warnings: tuple[str, ...], *, is_whole: bool = False) -> Part:
    try:
        value, told = walk.value()
    except WrongValue as problem:
        return Part(None, 0, str(problem), walk.passed()[:100_000], is_whole=is_whole)
    return Part(value, 0, warnings=(*warnings, *told), is_whole=is_whole)


def _chosen(file: JsonFile, held: Collection[str], unless: str) -> _Chosen:
    walk = file.walk()
    named: Counter[str] = Counter()
    are_lists: dict[str, bool] = {}
    if walk.sign() == "{":
        with suppress(Unreadable):  # told where the values are read
            for name in walk.names():
                named[name] += 1
                are_lists[name] = walk.sign() == "["
    if unless in named or not (found := next((name for name in held if are_lists.get(name)), "")):
        return _Chosen()
    return _Chosen(found, named[found], tuple(twice(name) for name, times in named.items() if times > 1))

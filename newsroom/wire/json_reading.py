"""JSON of strangers: strict, of bounded depth. Pure."""

from __future__ import annotations

import json
import math
from typing import Any, NamedTuple

from newsroom.wire.reading import Unreadable

MAX_DEPTH = 100
TOO_DEEP = f"The JSON has more than {MAX_DEPTH} lists or objects inside each other."


class Document(NamedTuple):
    """What a JSON text says, and warnings on what it says twice."""

    value: Any
    warnings: tuple[str, ...]


class WrongValue(Unreadable):
    """A value that ends where JSON says and still is none: what follows it can be read."""


class Decoder:
    """Decodes one value after the other. Of a key that stands twice the last is taken, with a warning."""

    def __init__(self) -> None:
        self.warnings: dict[str, None] = {}
        self.constants: list[str] = []
        self._decoder = json.JSONDecoder(
            object_pairs_hook=self._once, parse_constant=self._constant, parse_float=self._float
        )

    def begun(self, text: str, start: int) -> tuple[Any, int]:
        """The value that begins there, not looked at, and where it ends. Raises `json.JSONDecodeError`, also where the
        text is over before the value is, and `Unreadable`."""
        self.warnings, self.constants = {}, []
        try:
            return self._decoder.raw_decode(text, start)
        except json.JSONDecodeError:
            raise
        except RecursionError:
            raise Unreadable(TOO_DEEP) from None
        except ValueError as problem:
            told = "a number has thousands of digits" if "digits" in str(problem) else problem
            raise Unreadable(f"The JSON holds what cannot be read: {told}.") from None

    def checked(self, value: Any, *, deepest: int = MAX_DEPTH) -> Document:
        """The value that was just decoded. Raises `WrongValue` for one that is too deep, or holds NaN or Infinity,
        which are none."""
        if self.constants:
            raise WrongValue(f"The JSON holds what cannot be read: {self.constants[0]} is no number.")
        _check_depth(value, deepest)
        return Document(value, tuple(self.warnings))

    def _once(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) < len(pairs):
            self.warnings[twice(_repeated(pairs))] = None
        return made

    def _float(self, text: str) -> float:
        """One that is too large for any program is Infinity to them."""
        number = float(text)
        if math.isinf(number):
            self.constants.append(text[:40])
        return number

    def _constant(self, constant: str) -> None:
        self.constants.append(constant)


def read_json_text(text: str) -> Document:
    """Reads one document. Raises `Unreadable` with the line for what is no JSON, and as a `Decoder` does."""
    decoder = Decoder()
    start = len(text) - len(text.lstrip(" \t\r\n"))
    try:
        value, end = decoder.begun(text, start)
    except json.JSONDecodeError as problem:
        raise no_json(problem.msg, line=problem.lineno) from None
    if rest := text[end:].lstrip(" \t\r\n"):
        raise no_json("Extra data", line=text.count("\n", 0, len(text) - len(rest)) + 1)
    return decoder.checked(value)


def _repeated(pairs: list[tuple[str, Any]]) -> str:
    """The first name that stands there again."""
    met: set[str] = set()
    for name, _value in pairs:
        if name in met:
            return name
        met.add(name)
    raise ValueError("Every name stands there once.")


def text_in(value: Any) -> str:
    """A value as text: what is no text or number is ""; halves of characters, which JSON can spell, are marked."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def no_json(said: str, *, line: int) -> Unreadable:
    return Unreadable(f"Line {line}: this is no JSON ({said}).", line=line)


def twice(name: str) -> str:
    return f"“{text_in(name)[:60]}” stands twice in one object; the last was taken."


def _check_depth(value: Any, deepest: int) -> None:
    level, depth = [value], 0
    while level:
        depth += 1
        if depth > deepest:
            raise WrongValue(TOO_DEEP)
        level = [
            inner
            for outer in level
            if isinstance(outer, dict | list)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]

"""JSON of strangers: strict, of bounded size and depth. Pure."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from newsroom.wire.charsets import UnreadableText, decode
from newsroom.wire.reading import Payload, Unreadable, as_bytes

LARGEST = 200_000_000  # bytes of one document
MAX_DEPTH = 100


class Document(NamedTuple):
    """What a JSON text says, and warnings on what it says twice and on a charset that had to be guessed."""

    value: Any
    warnings: tuple[str, ...]


def read_json(payload: Payload) -> Document:
    """Reads one document. Of a key that stands twice the last is taken, with a warning.

    Raises `Unreadable` with the line for what is no JSON, is too large or too deep, or holds NaN or Infinity, which
    are none.
    """
    text, guesses = _text(as_bytes(payload, most=LARGEST))
    value, warnings = read_json_text(text)
    return Document(value, (*guesses, *warnings))


def read_json_text(text: str) -> Document:
    """`read_json` of a text."""
    warnings: dict[str, None] = {}

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) < len(pairs):
            names = [name for name, _value in pairs]
            twice = next(name for name in names if names.count(name) > 1)
            warnings[f"“{_shown(twice)}” stands twice in one object; the last was taken."] = None
        return made

    try:
        value = json.loads(text, object_pairs_hook=once, parse_constant=_refuse)
    except json.JSONDecodeError as problem:
        raise Unreadable(f"Line {problem.lineno}: this is no JSON ({problem.msg}).", line=problem.lineno) from None
    except RecursionError:
        raise _too_deep() from None
    except ValueError as problem:
        told = "a number has thousands of digits" if "digits" in str(problem) else problem
        raise Unreadable(f"The JSON holds what cannot be read: {told}.") from None
    _check_depth(value)
    return Document(value, tuple(warnings))


def text_in(value: Any) -> str:
    """A value as text: what is no text or number is ""; halves of characters, which JSON can spell, are marked."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _text(payload: bytes) -> tuple[str, tuple[str, ...]]:
    try:
        decoded = decode(payload)
    except UnreadableText as problem:
        raise Unreadable(str(problem), line=payload.count(b"\n", 0, problem.offset) + 1) from None
    return decoded.text, decoded.warnings


def _check_depth(value: Any) -> None:
    level, depth = [value], 0
    while level:
        depth += 1
        if depth > MAX_DEPTH:
            raise _too_deep()
        level = [
            inner
            for outer in level
            if isinstance(outer, dict | list)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]


def _too_deep() -> Unreadable:
    return Unreadable(f"The JSON has more than {MAX_DEPTH} lists or objects inside each other.")


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no number")


def _shown(text: str) -> str:
    return text_in(text)[:60]

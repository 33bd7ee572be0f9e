"""Names and links inside a note's text. Pure; what is found is escaped by the template that shows it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

# What stands before the @ keeps mail addresses and paths out. Arabic and Hebrew write "and", "to" and the like together
# with the name: up to three letters of theirs.
_BEFORE = r"(?<![\w@.+/-])"
_JOINED = "|".join(rf"(?<={_BEFORE}[\u05d0-\u05ea\u0621-\u064a]{{{count}}})" for count in (1, 2, 3))
_CALL = re.compile(rf"(?:{_BEFORE}|{_JOINED})@([\w.@+-]{{1,150}})")  # a user name as Django allows it
_LINK = re.compile(r"\bhttps?://[^\s<>\"'`\u2066-\u2069\u200e\u200f]+", re.IGNORECASE)
_MARKS = ".@+-"  # may end a user name, but mostly end a sentence
_AFTER_LINK = ".,;:!?…،؛؟»”’"
_BRACKETS = {")": "(", "]": "[", "}": "{"}


@dataclass(frozen=True)
class Piece:
    """A run of text: plain, the name of somebody who was called (`is_call`), or a link with its `address`."""

    text: str
    address: str = ""
    is_call: bool = False


def calls_in(text: str) -> list[tuple[str, ...]]:
    """What a text calls after an @, in its order, each once: the user names that may be meant, the longest first."""
    calls = (match[1] for piece in _LINK.sub("\n", text).split("\n") for match in _CALL.finditer(piece))
    return [spelt for call in dict.fromkeys(calls) if (spelt := spellings(call))]


def spellings(call: str) -> tuple[str, ...]:
    """As it was typed, and without the marks at its end, which mostly are the sentence's."""
    bare = call.rstrip(_MARKS)
    return tuple(name for name in dict.fromkeys((call, bare)) if name.strip(_MARKS))


def pieces(text: str, called: Collection[str]) -> list[Piece]:
    """The text in pieces, in order and without loss; `called` are the user names that were found at the time."""
    known = {name.lower() for name in called}
    found: list[Piece] = []
    end = 0
    for match in _LINK.finditer(text):
        address = _trimmed(match[0])
        if len(address) <= len("https://"):
            continue
        found += _calls(text[end : match.start()], known)
        found.append(Piece(address, address=address))
        end = match.start() + len(address)
    return found + list(_calls(text[end:], known))


def _calls(text: str, known: Collection[str]) -> Iterator[Piece]:
    end = 0
    for match in _CALL.finditer(text):
        name = next((name for name in spellings(match[1]) if name.lower() in known), "")
        if name:
            if match.start() > end:
                yield Piece(text[end : match.start()])
            yield Piece(f"@{name}", is_call=True)
            end = match.start() + 1 + len(name)
    if text[end:]:
        yield Piece(text[end:])


def _trimmed(address: str) -> str:
    """Without the marks of the sentence around it, and without a bracket that was opened before it."""
    while address:
        last = address[-1]
        unopened = last in _BRACKETS and address.count(last) > address.count(_BRACKETS[last])
        if last not in _AFTER_LINK and not unopened:
            break
        address = address[:-1]
    return address

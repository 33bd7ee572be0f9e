"""JSON of strangers that may be long: read a value at a time, out of the lists and objects around them. Pure."""

from __future__ import annotations

import codecs
import io
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, BinaryIO

from newsroom.wire.charsets import UnreadableText, decode, utf8_warnings
from newsroom.wire.json_reading import MAX_DEPTH, TOO_DEEP, Decoder, Document, no_json
from newsroom.wire.reading import Payload, Unreadable, as_bytes, rewindable

LONGEST = 10_000_000  # characters of one value
LARGEST = 20_000_000  # bytes of a file that is not UTF-8: its letters tell what it is, so it is read whole
PIECE = 65_536  # bytes that are read at once
_PASSED_OVER = 100_000  # characters of a value that is passed over in one piece
_BLANKS = re.compile(r"[ \t\r\n]*")
_UNSURE = 16  # characters before the end of a text in which a word or a number may be cut short


class Walk:
    """One way through a file, from its start. Everything raises `Unreadable` for what is no JSON, with the line, and
    for what is longer or deeper than news are."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._decode = stream, codecs.getincrementaldecoder("utf-8-sig")().decode
        self._decoder = Decoder()
        self._text, self._begin, self._at, self._is_over = "", 0, 0, False
        self._gone, self._line, self._level = 0, 1, 0  # characters and lines before the text; lists and objects around

    def sign(self) -> str:
        """The sign that the next value begins with, or that follows; "" at the end."""
        while True:
            found = _BLANKS.match(self._text, self._at)
            self._at = found.end() if found else self._at
            if self._at < len(self._text) or self._is_over:
                return self._text[self._at : self._at + 1]
            self._read_on()

    def value(self) -> Document:
        """The next value, whole. After a `WrongValue`, which it raises, the walk goes on behind it."""
        found = self._decoded(most=LONGEST)
        if found is None:
            raise Unreadable(f"Line {self._line_at(self._at)}: one value is longer than {LONGEST / 1e6:.0f} MB.")
        self._begin, (value, self._at) = self._at, found
        return self._decoder.checked(value, deepest=MAX_DEPTH - self._level)

    def passed(self) -> str:
        """The value that was just read, as it stands."""
        return self._text[self._begin : self._at]

    def items(self) -> Iterator[None]:
        """Steps into a list and stops before each value in it; one that is not read then is passed over."""
        yield from self._inside("[", "]")

    def names(self) -> Iterator[str]:
        """Steps into an object and stops before each value in it, with its name."""
        for _value in self._inside("{", "}"):
            if self.sign() != '"':
                raise self._broken("Expecting property name enclosed in double quotes")
            name = self.value().value
            self._take(":")
            before = self._place()
            yield name
            if self._place() == before:
                self._pass_over()

    def end(self) -> None:
        if self.sign():
            raise self._broken("Extra data")

    def _inside(self, opening: str, closing: str) -> Iterator[None]:
        self._take(opening)
        self._level += 1
        if self._level >= MAX_DEPTH:
            raise Unreadable(TOO_DEEP)
        sign = closing if self.sign() == closing else ","
        while sign == ",":
            before = self._place()
            yield
            if self._place() == before:
                self._pass_over()
            if (sign := self.sign()) == ",":
                self._take(",")
        self._take(closing, said="Expecting ',' delimiter")
        self._level -= 1

    def _pass_over(self) -> None:
        sign = self.sign()
        if found := self._decoded(most=_PASSED_OVER if sign in ("[", "{") else LONGEST):
            _value, self._at = found
        elif sign in ("[", "{"):
            for _inner in self.items() if sign == "[" else self.names():
                pass
        else:
            self.value()

    def _decoded(self, *, most: int) -> tuple[Any, int] | None:
        """The next value and where it ends; None for one that is longer."""
        self.sign()
        while True:
            with suppress(_CutShort):
                value, end = self._begun()
                is_longer = self._text[end - 1] not in '"]}' and end > len(self._text) - _UNSURE  # number, perhaps
                if self._is_over or not is_longer:
                    return value, end
            if len(self._text) - self._at > most:
                return None
            self._read_on()

    def _begun(self) -> tuple[Any, int]:
        try:
            return self._decoder.begun(self._text, self._at)
        except json.JSONDecodeError as problem:
            is_cut = problem.pos > len(self._text) - _UNSURE or problem.msg.startswith("Unterminated string")
            if is_cut and not self._is_over:
                raise _CutShort from None
            raise no_json(problem.msg, line=self._line_at(problem.pos)) from None

    def _take(self, sign: str, *, said: str = "") -> None:
        if self.sign() != sign:
            raise self._broken(said or f"Expecting '{sign}'")
        self._at += 1

    def _broken(self, said: str) -> Unreadable:
        return no_json(said, line=self._line_at(self._at))

    def _line_at(self, place: int) -> int:
        return self._line + self._text.count("\n", 0, place)

    def _place(self) -> int:
        self.sign()
        return self._gone + self._at

    def _read_on(self) -> None:
        """Lets go of what was read, and reads as much again as is waiting: long values are not begun too often."""
        self._gone, self._line = self._gone + self._at, self._line_at(self._at)
        piece = self._stream.read(max(PIECE, len(self._text) - self._at))
        self._text, self._at = self._text[self._at :] + self._decode(piece, not piece), 0
        self._is_over = not piece


class _CutShort(Exception):
    """The text is over before the value is."""


class JsonFile:
    """A file of JSON that can be walked through more than once; `warnings` are on its charset."""

    def __init__(self, stream: BinaryIO, warnings: tuple[str, ...]) -> None:
        self._stream, self.warnings = stream, warnings

    def walk(self) -> Walk:
        """A way from the start. The one before ends here."""
        self._stream.seek(0)
        return Walk(self._stream)


@contextmanager
def opened(payload: Payload) -> Iterator[JsonFile]:
    """Raises `Unreadable` for bytes that are in no charset, and for a long file that is not UTF-8."""
    with rewindable(payload) as stream:
        if (warnings := utf8_warnings(stream)) is not None:
            yield JsonFile(stream, warnings)
            return
        stream.seek(0)
        text, warnings = _guessed(as_bytes(stream.read(LARGEST + 1), most=LARGEST))
        yield JsonFile(io.BytesIO(text.encode()), warnings)


def _guessed(payload: bytes) -> tuple[str, tuple[str, ...]]:
    try:
        decoded = decode(payload)
    except UnreadableText as problem:
        raise Unreadable(str(problem), line=payload.count(b"\n", 0, problem.offset) + 1) from None
    return decoded.text, decoded.warnings

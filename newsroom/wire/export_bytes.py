"""The bytes of a long export on their way to the parser: what would cost it the rest of a record is mended, and what is
not in its charset is noted. Pure."""

from __future__ import annotations

import codecs
import re
from html.entities import html5
from typing import BinaryIO

from lxml import etree

from newsroom.wire.prolog import charset_of
from newsroom.wire.reading import Unreadable
from newsroom.wire.xml_reading import Element

_BREAKS = b"\x0b\x0c"  # word processors part lines with them
_CONTROLS = bytes({*range(0x20)} - {*b"\t\n\r", *_BREAKS})
_TABLE = bytes.maketrans(_BREAKS, b"  ")
_WIDE = ("utf-16", "utf-32", "iso-2022")  # where such a byte is part of a letter
# Halves of characters, 0xD800 to 0xDBFF and 0xDC00 to 0xDFFF.
_HIGH = rb"&#(?:[xX][dD][89abAB][0-9a-fA-F]{2}|55(?:29[6-9]|[3-9][0-9]{2})|56(?:[0-2][0-9]{2}|3[01][0-9]));"
_LOW = (
    rb"&#(?:[xX][dD][c-fC-F][0-9a-fA-F]{2}|56(?:3[2-9][0-9]|[4-9][0-9]{2})|57(?:[0-2][0-9]{2}|3(?:[0-3][0-9]|4[0-3])));"
)
_REFERENCE = re.compile(
    rb"(?P<halves>%b(?:%b)?|%b)|&(?!#[0-9]{1,7};|#[xX][0-9a-fA-F]{1,6};)(?P<name>[A-Za-z][A-Za-z0-9]{1,30};)?"
    % (_HIGH, _LOW, _LOW)
)
_HIGH_AT_END = re.compile(rb"%b\Z" % _HIGH)
_CODE = re.compile(rb"#(?:[xX]([0-9a-fA-F]+)|([0-9]+));")
_OPENING, _ENDING = b"<![CDATA[", b"]]>"
_LONGEST_SIGN = 40  # bytes of a reference, or of the signs above
_BEGINS_SIGN = re.compile(rb"[&<\]]")
_PIECE = 65_536  # bytes
_TEXT = etree.XPath("string()")


class ExportBytes:
    """Reads a stream from its start, without the control characters with which editors of blogs are free: at one the
    parser would lose what follows in its record."""

    def __init__(self, stream: BinaryIO) -> None:
        stream.seek(0)
        charset = charset_of(stream.read(400))
        stream.seek(0)
        self.is_wide = charset.startswith(_WIDE)
        self._stream, self._count = stream, 0
        self._decoder = codecs.getincrementaldecoder("utf-8")() if charset in ("utf-8", "utf8") else None
        self.first_wrong: int | None = None  # byte that is no UTF-8, from 0

    def read(self, size: int = -1) -> bytes:
        while found := self._stream.read(size):
            self._watch(found)
            if kept := found if self.is_wide else found.translate(_TABLE, _CONTROLS):
                return kept
        return b""

    def check(self, element: Element) -> None:
        """Raises `Unreadable` for a record in which the parser put signs in the place of bytes that are no UTF-8."""
        if self.first_wrong is not None and "\ufffd" in _TEXT(element):
            raise Unreadable(
                f"The text is not in UTF-8, as the file says (the first wrong byte is byte {self.first_wrong} of the "
                "file). Correct it and import it again.",
                line=element.sourceline or 0,
            )

    def _watch(self, found: bytes) -> None:
        """Up to the first byte that is wrong."""
        if self._decoder is None:
            return
        begun = len(self._decoder.getstate()[0])
        try:
            self._decoder.decode(found)
        except UnicodeDecodeError as problem:
            self.first_wrong, self._decoder = self._count - begun + problem.start, None
        self._count += len(found)


class Numbered:
    """An export that refers to characters by numbers alone. Once anything in a file is not well-formed, the parser
    leaves out each that is named, such as &amp; in an address; and an ampersand that stands for itself always."""

    def __init__(self, export: ExportBytes) -> None:
        self._export, self._held, self._ready, self._is_in_cdata = export, b"", b"", False

    def read(self, size: int = -1) -> bytes:
        if self._export.is_wide:
            return self._export.read(size)
        while not self._ready and (found := self._export.read(_PIECE)):
            self._take(self._held + found)
        if not self._ready:
            self._ready, self._held = self._numbered(self._held), b""
        end = size if size >= 0 else len(self._ready)
        given, self._ready = self._ready[:end], self._ready[end:]
        return given

    def _take(self, piece: bytes) -> None:
        """All but the beginning of a sign at its end, which may go on, or half of a character."""
        begun = _BEGINS_SIGN.search(piece, max(len(piece) - _LONGEST_SIGN, 0))
        end = begun.start() if begun else len(piece)
        end -= end > 0 and piece[end - 1 : end + 1] == b"]]"  # of ]]> the first may stand before the last bytes
        if half := _HIGH_AT_END.search(piece, max(end - _LONGEST_SIGN, 0), end):
            end = half.start()
        self._ready, self._held = self._numbered(piece[:end]), piece[end:]

    def _numbered(self, piece: bytes) -> bytes:
        """What stands in CDATA stays as it is."""
        parts, at = [], 0
        while at < len(piece):
            end = piece.find(_ENDING if self._is_in_cdata else _OPENING, at)
            part = piece[at : len(piece) if end < 0 else end + 3]
            parts.append(part if self._is_in_cdata else _REFERENCE.sub(_number, part))
            at += len(part)
            self._is_in_cdata ^= end >= 0
        return b"".join(parts)


def _number(found: re.Match[bytes]) -> bytes:
    name = (found["name"] or b"").decode()
    text = _joined(found["halves"]) if found["halves"] else html5.get(name, f"&{name}")
    return "".join(f"&#{ord(letter)};" for letter in text).encode()


def _joined(halves: bytes) -> str:
    """The characters whose halves are named one by one, as some databases give them out."""
    codes = (int(hexadecimal, 16) if hexadecimal else int(decimal) for hexadecimal, decimal in _CODE.findall(halves))
    return b"".join(code.to_bytes(2) for code in codes).decode("utf-16-be", "replace")

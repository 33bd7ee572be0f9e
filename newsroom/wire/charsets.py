"""Bytes from a wire into text: by mark, as UTF-8, or in the Windows charset its letters point to."""

import codecs
import re
from dataclasses import dataclass
from typing import BinaryIO

# The UTF-32 LE mark begins with the UTF-16 LE one, so it stands first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Typography that has the same byte in windows-1252, windows-1255 and windows-1256.
_SHARED = frozenset("…‘’“”•–—‹›«»€£©®™°·½\xa0\xad")
_LETTER = r"[^\W\d_]"


def _words(letters: str, *, last_letters: str, signs: str) -> re.Pattern[str]:
    """Words of one script alone; `last_letters` stand only at their end, which text in other charsets breaks."""
    inner, signed = f"[{letters}]", f"[{letters}{signs}]"
    return re.compile(rf"(?<!{_LETTER}){inner}{signed}*+(?:[{last_letters}][{signs}]*+)?(?!{_LETTER})")


_WORDS = {
    "windows-1256": _words("ء-بت-غف-يپچژکگ", last_letters="ة", signs="\u0640\u064b-\u0652"),
    "windows-1255": _words("א-יכלמנסעפצק-תװ-ײ", last_letters="ךםןףץ", signs="\u05b0-\u05c3"),
}
_NEUTRAL = {
    "windows-1256": _SHARED | frozenset("،؛؟\u200c\u200d\u200e\u200f"),
    "windows-1255": _SHARED | frozenset("׳״־₪\u200e\u200f"),
}
# Running text in Cyrillic, Greek and other Arabic charsets scores up to 0.51, text in the right one 1.0.
_LEAST_SHARE = 0.9
_LEAST_LETTERS = 3
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
# Blanks and the framing bytes of IPTC 7901 and ANPA 1312 (SOH STX ETX EOT SYN) are no sign of a binary file.
_STRANGE = re.compile("[\x05-\x08\x0e-\x15\x17-\x1f\x7f]")
_MOST_STRANGE = 0.02
_PIECE = 1_000_000  # bytes
_DAMAGED = "The file holds replacement characters (U+FFFD): it was damaged before it arrived."


class UnreadableText(ValueError):
    """The bytes are not text in a charset this newsroom reads; `offset` is the byte where reading stopped."""

    def __init__(self, sentence: str, *, offset: int) -> None:
        super().__init__(sentence)
        self.offset = offset


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text without its byte order mark, the charset it was read in, and what an editor should check."""

    text: str
    charset: str
    warnings: tuple[str, ...] = ()


def decode(payload: bytes) -> Decoded:
    """Read bytes as text, surest sign first: byte order mark, UTF-8, then letters; raises `UnreadableText`.

    A charset is guessed only between the two that wires of the region still use, and only when nearly all
    letters form words in its script: text in the wrong charset is worse than a refused file.
    """
    decoded = _by_mark(payload) or _by_utf8(payload)
    _refuse_binary(decoded)
    if "\ufffd" not in decoded.text:
        return decoded
    return Decoded(decoded.text, decoded.charset, (*decoded.warnings, _DAMAGED))


def utf8_warnings(stream: BinaryIO) -> tuple[str, ...] | None:
    """What `decode` would warn of in a stream that is UTF-8, None for any other; read in pieces, to its end."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    length = strange = 0
    is_damaged = False
    piece = stream.read(_PIECE)
    if any(piece.startswith(mark) for mark, charset in _MARKS if charset != "utf-8"):
        return None
    try:
        while piece:
            text = decoder.decode(piece)
            if "\0" in text:
                return None
            length, strange = length + len(text), strange + len(_STRANGE.findall(text))
            is_damaged = is_damaged or "\ufffd" in text
            piece = stream.read(_PIECE)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return None
    if strange > _MOST_STRANGE * length:
        return None
    return (_DAMAGED,) if is_damaged else ()


def printable(text: str) -> str:
    """The text without control characters (C0 and C1) other than tab and line feed, nor byte order marks."""
    return _CONTROLS.sub("", text).replace("\ufeff", "")


def _by_mark(payload: bytes) -> Decoded | None:
    for mark, charset in _MARKS:
        if payload.startswith(mark):
            return Decoded(_strict(payload, mark=mark, charset=charset), charset)
    return None


def _strict(payload: bytes, *, mark: bytes, charset: str) -> str:
    try:
        return payload[len(mark) :].decode(charset)
    except UnicodeDecodeError as error:
        offset = len(mark) + error.start
        raise UnreadableText(
            f"The file begins with the byte order mark of {charset}, but is not {charset} at byte {offset}. "
            "Save it as UTF-8 and import it again.",
            offset=offset,
        ) from error


def _by_utf8(payload: bytes) -> Decoded:
    if (offset := payload.find(0)) >= 0:
        raise UnreadableText(
            f"The file holds a NUL byte at byte {offset}: it is not plain text, or it is UTF-16 or UTF-32 "
            "without a byte order mark. Save it as UTF-8 and import it again.",
            offset=offset,
        )
    try:
        return Decoded(payload.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        return _by_letters(payload, stopped_at=error.start)


def _by_letters(payload: bytes, *, stopped_at: int) -> Decoded:
    texts = {charset: _text_in(charset, payload) for charset in _WORDS}
    charset = max(texts, key=lambda name: _share_in_words(texts[name], charset=name))
    if _share_in_words(texts[charset], charset=charset) >= _LEAST_SHARE:
        return _guessed(texts[charset], charset=charset)
    if _is_shared(texts["windows-1256"]):
        return _guessed(texts["windows-1256"], charset="windows-1252")
    raise UnreadableText(
        f"The file is not UTF-8 (byte 0x{payload[stopped_at]:02X} at byte {stopped_at} does not fit), and "
        "its letters do not read as windows-1256 or windows-1255. Save it as UTF-8 and import it again.",
        offset=stopped_at,
    )


def _text_in(charset: str, payload: bytes) -> str:
    try:
        return payload.decode(charset)
    except UnicodeDecodeError:
        return ""


def _guessed(text: str, *, charset: str) -> Decoded:
    warning = f"The file does not say its character set; judged by its letters it was read as {charset}."
    return Decoded(text, charset, (warning,))


def _share_in_words(text: str, *, charset: str) -> float:
    """The part of the non-ASCII characters that stands in words of the charset's script, 0.0 to 1.0.

    Zero when there are too few letters to judge or most words have one letter, as stray accents would give.
    """
    words = _WORDS[charset].findall(text)
    letters = sum(map(len, words))
    if letters < _LEAST_LETTERS or 2 * sum(len(word) > 1 for word in words) < len(words):
        return 0.0
    foreign = sum(character > "\x7f" and character not in _NEUTRAL[charset] for character in text)
    return letters / foreign


def _is_shared(text: str) -> bool:
    """Whether there are letters, and nothing beyond ASCII but typography on which the charsets agree."""
    return any(map(str.isalpha, text)) and all(mark in _SHARED for mark in text if mark > "\x7f")


def _refuse_binary(decoded: Decoded) -> None:
    text = decoded.text
    found = list(_STRANGE.finditer(text))
    if "\0" in text or len(found) > _MOST_STRANGE * len(text):
        first = text.find("\0") if "\0" in text else found[0].start()
        offset = len(text[:first].encode(decoded.charset))
        raise UnreadableText(
            f"The file holds control characters that text does not have, the first after {offset} bytes of "
            "text: it is not plain text. Save the story as UTF-8 text and import it again.",
            offset=offset,
        )

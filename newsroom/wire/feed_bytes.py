"""The bytes of a feed made ready for a lenient parser: one charset, no declarations, no tag that would hold it up."""

from __future__ import annotations

import codecs
import html as markup
import re
from collections.abc import Callable, Iterator
from typing import BinaryIO

from newsroom.wire.charsets import UnreadableText, decode
from newsroom.wire.prolog import charset_of, read_prolog
from newsroom.wire.reading import Unreadable, as_bytes

MOST_ATTRIBUTES = 200  # of one tag: the parser takes the square of their number
LARGEST_GUESSED = 20_000_000  # bytes of a long feed that is not in the charset that it declares
_PIECE = 65_536  # bytes
_MANY = f"a tag has more than {MOST_ATTRIBUTES} attributes."
_MEDIA = re.compile(r"\bxmlns:([\w.-]+)\s*=\s*[\"']http://search\.yahoo\.com/mrss/?[\"']")
_AMPERSAND = re.compile(r"&(?:(#[0-9]{1,7}|#x[0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});)?")
_OF_XML = ("amp", "lt", "gt", "quot", "apos")
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_LONG_TAG = re.compile(r"<[^<>]{1000,}>")
_ATTRIBUTE = re.compile(r"\s[\w:.-]+\s*=")


def readable(payload: bytes) -> tuple[bytes, tuple[str, ...]]:
    """The feed in UTF-8, without its XML declaration, and warnings on its charset.

    What was declared is taken if the bytes are in it, else they are told by their letters. Raises `Unreadable` for a
    feed with declarations of its own, without any text, or with a tag of thousands of attributes.
    """
    check_top(payload)
    text, warnings = _text(payload)
    if tag := _endless_tag(text):
        line = text.count("\n", 0, tag.start()) + 1
        raise Unreadable(f"Line {line}: {_MANY}", line=line)
    return _mended(text), warnings


def readable_part(text: str) -> bytes:
    """The same of a text that is a feed by itself."""
    if _endless_tag(text):
        raise Unreadable(_MANY[0].upper() + _MANY[1:])
    return _mended(text)


def check_top(head: bytes) -> None:
    """Raises `Unreadable` for what is no XML, or has declarations of its own."""
    if read_prolog(head) is None:
        raise Unreadable("The file is no feed: it does not begin with XML.", line=1)


def long_text(stream: BinaryIO) -> tuple[Callable[[], Iterator[str]], tuple[str, ...]]:
    """What gives the text of a long feed from its start, piece by piece, as often as it is called; and warnings.

    One that is not in the charset that it declares is read whole, since its letters tell which it is. Raises
    `Unreadable` for such a one that is too long for that.
    """
    charset = charset_of(stream.read(400))
    try:
        for _piece in _pieces(stream, charset):
            pass
    except (UnicodeDecodeError, LookupError):
        stream.seek(0)
        text, warnings = _text(as_bytes(stream.read(LARGEST_GUESSED + 1), most=LARGEST_GUESSED))
        return lambda: (text[at : at + _PIECE] for at in range(0, len(text), _PIECE)), warnings
    return lambda: _pieces(stream, charset), ()


def _pieces(stream: BinaryIO, charset: str) -> Iterator[str]:
    stream.seek(0)
    decode = codecs.getincrementaldecoder(charset)().decode
    is_first = True
    while piece := stream.read(_PIECE):
        text = decode(piece)
        yield text.lstrip("\ufeff") if is_first else text
        is_first = False
    yield decode(b"", final=True)


def _endless_tag(text: str) -> re.Match[str] | None:
    tags = _LONG_TAG.finditer(text)
    return next((tag for tag in tags if len(_ATTRIBUTE.findall(tag[0])) > MOST_ATTRIBUTES), None)


def _mended(text: str) -> bytes:
    return _with_entities(_without_words_of_media(_DECLARATION.sub("", text, count=1))).encode(errors="replace")


def _without_words_of_media(text: str) -> str:
    """Titles and descriptions of pictures and films under other names, since the parser would take them for the item's;
    and of their copyright the words, of which it would see the attributes alone."""
    for prefix in {found[1] for found in _MEDIA.finditer(text)}:
        text = re.sub(rf"<(/?){re.escape(prefix)}:title\b", rf"<\1{prefix}:label", text)
        text = re.sub(rf"<(/?){re.escape(prefix)}:description\b", rf"<\1{prefix}:caption", text)
        text = re.sub(rf"<{re.escape(prefix)}:copyright\s[^<>]*[^<>/]>", f"<{prefix}:copyright>", text)
    return text


def _with_entities(text: str) -> str:
    """Ampersands and names that XML does not have, as it has them; what stands in CDATA stays as it is."""
    pieces, at = [], 0
    while (start := text.find("<![CDATA[", at)) >= 0:
        end = text.find("]]>", start)
        end = len(text) if end < 0 else end + 3
        pieces += [_AMPERSAND.sub(_reference, text[at:start]), text[start:end]]
        at = end
    return "".join([*pieces, _AMPERSAND.sub(_reference, text[at:])])


def _reference(found: re.Match[str]) -> str:
    if found[1] is None:
        return "&amp;"
    if found[1].startswith("#"):  # what is no character, such as half of one, would stop the parser
        return "\ufffd" if markup.unescape(found[0]) == "\ufffd" else found[0]
    return found[0] if found[1] in _OF_XML else markup.escape(markup.unescape(found[0]))


def _text(payload: bytes) -> tuple[str, tuple[str, ...]]:
    charset = charset_of(payload[:400])
    try:
        return payload.decode(charset).lstrip("\ufeff"), ()
    except (UnicodeDecodeError, LookupError):
        pass
    try:
        decoded = decode(payload)
    except UnreadableText as problem:
        line = payload.count(b"\n", 0, problem.offset) + 1
        raise Unreadable(f"The feed is not in {charset}, as it says: {problem}", line=line) from None
    return decoded.text, decoded.warnings

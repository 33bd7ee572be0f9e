"""The bytes of a feed made ready for a lenient parser: one charset, no declarations, no tag that would hold it up."""

from __future__ import annotations

import html as markup
import re

from newsroom.wire.charsets import UnreadableText, decode
from newsroom.wire.prolog import charset_of, read_prolog
from newsroom.wire.reading import Unreadable

MOST_ATTRIBUTES = 200  # of one tag: the parser takes the square of their number
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
    if read_prolog(payload) is None:
        raise Unreadable("The file is no feed: it does not begin with XML.", line=1)
    text, warnings = _text(payload)
    for tag in _LONG_TAG.finditer(text):
        if len(_ATTRIBUTE.findall(tag[0])) > MOST_ATTRIBUTES:
            line = text.count("\n", 0, tag.start()) + 1
            raise Unreadable(f"Line {line}: a tag has more than {MOST_ATTRIBUTES} attributes.", line=line)
    mended = _with_entities(_without_words_of_media(_DECLARATION.sub("", text, count=1)))
    return mended.encode(errors="replace"), warnings


def _without_words_of_media(text: str) -> str:
    """Titles and descriptions of pictures and films under other names: the parser would take them for the item's."""
    for prefix in {found[1] for found in _MEDIA.finditer(text)}:
        text = re.sub(rf"<(/?){re.escape(prefix)}:title\b", rf"<\1{prefix}:label", text)
        text = re.sub(rf"<(/?){re.escape(prefix)}:description\b", rf"<\1{prefix}:caption", text)
    return text


def _with_entities(text: str) -> str:
    """Ampersands and names that XML does not have, as it has them; what stands in CDATA stays as it is."""
    pieces, at = [], 0
    while (start := text.find("<![CDATA[", at)) >= 0:
        end = text.find("]]>", start)
        end = len(text) if end < 0 else end + 3
        pieces += [_AMPERSAND.sub(_mended, text[at:start]), text[start:end]]
        at = end
    return "".join([*pieces, _AMPERSAND.sub(_mended, text[at:])])


def _mended(found: re.Match[str]) -> str:
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

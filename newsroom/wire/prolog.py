"""The top of an XML file, read before any parser sees it: charset, document type, first element. Pure."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from newsroom.wire.reading import Unreadable

LONGEST = 64 * 1024  # bytes; nobody writes so much before the first element
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UNMARKED = ((b"<\0?\0", "utf-16-le"), (b"\0<\0?", "utf-16-be"), (b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))
_PASSED_OVER = re.compile(r"\s+|<\?.*?\?>|<!--.*?-->", re.DOTALL)
_DOCTYPE = re.compile(
    r"<!DOCTYPE\s+(?P<name>[^\s\[>]+)\s*(?P<outside>(?:[^\[>\"']|\"[^\"]*\"|'[^']*')*)(?P<end>[\[>]?)"
)
_ROOT = re.compile(r"<(?:(?P<prefix>[^\s<>/:]+):)?(?P<name>[^\s<>/:]+)(?P<attributes>[^<>]*)")
_DECLARED = re.compile(r"<\?xml[^>]*?\sencoding\s*=\s*[\"']([A-Za-z0-9._:-]+)[\"']")
_NAMESPACE = re.compile(r"\sxmlns(?::(?P<prefix>[^\s=]+))?\s*=\s*[\"'](?P<address>[^\"']*)[\"']")
# Names of document types that are only named: the formats themselves ask for the line, and nothing is loaded.
_ONLY_NAMED = re.compile(r"nitf-[\w.-]*\.dtd|rss-0\.9\d*\.dtd|//W3C//DTD XHTML", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Prolog:
    """`root` is the local name of the first element and `namespace` its address; `namespaces` are all that it names."""

    root: str
    namespace: str
    namespaces: frozenset[str]
    attributes: str
    encoding: str


def charset_of(head: bytes) -> str:
    """The charset by its mark, else as declared, else UTF-8 (XML 1.0, appendix F)."""
    for mark, charset in _MARKS:
        if head.startswith(mark):
            return charset
    for start, charset in _UNMARKED:
        if head.startswith(start):
            return charset
    declared = _DECLARED.match(head[:200].decode("latin-1"))
    return declared[1].lower() if declared else "utf-8"


def read_prolog(head: bytes) -> Prolog | None:
    """What the first bytes of a file say; None where they are no XML.

    Raises `Unreadable` for a document type with declarations of its own or from elsewhere: entities are how a file of
    a few bytes becomes gigabytes, or reads what it should not.
    """
    text, charset = _text(head[:LONGEST])
    at, is_first = 0, True
    while found := _PASSED_OVER.match(text, at):
        at = found.end()
    if doctype := _DOCTYPE.match(text, at):
        _check(doctype)
        at, is_first = doctype.end(), False
        while found := _PASSED_OVER.match(text, at):
            at = found.end()
    root = _ROOT.match(text, at)
    if not root or root["name"].startswith(("!", "?")):
        if not is_first or text.startswith("<?xml"):
            raise Unreadable("The file is XML, but its first element is not where it should be.")
        return None
    return _prolog(root, charset)


def _text(head: bytes) -> tuple[str, str]:
    charset = charset_of(head)
    try:
        return head.decode(charset, "replace").lstrip("\ufeff"), charset
    except LookupError:
        raise Unreadable(f"The file says that it is in “{charset}”, which is no charset that can be read.") from None


def _check(doctype: re.Match[str]) -> None:
    outside = doctype["outside"].strip()
    if doctype["end"] != ">" or (outside and not _ONLY_NAMED.search(outside)):
        raise Unreadable(
            "The file brings declarations of its own (DOCTYPE), which are not read. Save it without them and import it "
            "again."
        )


def _prolog(root: re.Match[str], charset: str) -> Prolog:
    named = {found["prefix"] or "": found["address"] for found in _NAMESPACE.finditer(root["attributes"])}
    return Prolog(
        root=root["name"],
        namespace=named.get(root["prefix"] or "", ""),
        namespaces=frozenset(named.values()),
        attributes=root["attributes"],
        encoding=charset,
    )

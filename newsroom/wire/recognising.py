"""Which format a file is in, told from its first bytes: what it is called decides only between texts. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from newsroom.wire.charsets import UnreadableText, decode
from newsroom.wire.prolog import Prolog, read_prolog
from newsroom.wire.reading import Unreadable

HEAD = 64 * 1024  # bytes that are looked at
NAR = "http://iptc.org/std/nar/2006-10-01/"
_ATOM = "http://www.w3.org/2005/Atom"
_RSS_OF_RDF = {"http://purl.org/rss/1.0/", "http://my.netscape.com/rdf/simple/0.9/"}
_WEB, _WORDPRESS = ("http:", "https:"), "//wordpress.org/export/"
_G2_ROOTS = {"newsMessage", "newsItem", "packageItem", "conceptItem", "knowledgeItem", "planningItem", "catalogItem"}
# Neighbours that are not read, by the first element, and what to do instead.
_NEIGHBOURS: Mapping[str, str] = {
    "NewsML": "This is NewsML 1, which is not read. Ask the agency for NewsML-G2, NITF or ninjs.",
    "html": "This is a web page, not a feed. Save the feed itself, or its address as a source.",
    "opml": "This is a list of feeds (OPML). Import the feeds that it lists.",
    "urlset": "This is a sitemap: it lists pages and has none of their text.",
    "sitemapindex": "This is a sitemap: it lists pages and has none of their text.",
    "svg": "This is a drawing (SVG), not a story.",
}
_OTHER_FILES = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a zip archive inside another"),
    (b"\x1f\x8b", "a gzip file inside another"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"{\\rtf", "a Rich Text document"),
    (b"\xd0\xcf\x11\xe0", "an Office document"),
)
_IPTC_HEAD = re.compile(r"[a-z]{2,6}\d{3,6} \d [a-z]{1,4} +\d{1,5}\b")  # of IPTC 7901 that lost its control bytes
_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html\s*>|html[\s>])", re.IGNORECASE)  # as pages are today
_DOCTYPE = re.compile(rb"<!DOCTYPE\s+(?:\w+:)?([A-Za-z]{1,40})")
# Keys that hardly anything but ninjs has beside "uri"; Superdesk's has "guid" in its place.
_OF_NINJS = frozenset(
    ("pubstatus", "versioncreated", "versionCreated", "pubStatus", "headlines", "bodies", "body_text", "body_xhtml")
)
_OF_SUPERDESK = {"versioncreated", "pubstatus", "type"}
LISTS = ("items", "posts", "articles", "stories", "data", "results", "entries")  # what holds a list of stories in JSON
_SIGN = re.compile('"?sep=[,;|]"?', re.IGNORECASE)  # what a spreadsheet writes above a table
_DELIMITERS = re.compile("[,;\t|]")


def recognise(head: bytes, *, name: str = "") -> str:
    """The format of the file that begins with `head`. Raises `Unreadable`, naming a neighbour where it is one."""
    for mark, what in _OTHER_FILES:
        if head.startswith(mark):
            raise Unreadable(f"This is {what}: no story can be read from it.")
    if head.lstrip(b"\0 \r\n\t").startswith((b"\x16\x16\x01", b"\x16\x01")):
        return "anpa"
    if head.lstrip(b"\0 \r\n\t").startswith(b"\x01"):
        return "iptc7901"
    if _PAGE.match(head):
        raise Unreadable(_NEIGHBOURS["html"])
    if prolog := _prolog(head):
        return _of_xml(prolog)
    return _of_text(_text(head), name=name.lower())


def _prolog(head: bytes) -> Prolog | None:
    """A neighbour is named by its document type as well, which is mostly one that is not read for itself."""
    try:
        return read_prolog(head)
    except Unreadable:
        if (declared := _DOCTYPE.search(head)) and (said := _neighbour(declared[1].decode())):
            raise Unreadable(said) from None
        raise


def _neighbour(root: str) -> str:
    """What is to be said of a file with this first element; "" for what is no neighbour."""
    return next((said for name, said in _NEIGHBOURS.items() if name.lower() == root.lower()), "")


def _of_xml(prolog: Prolog) -> str:
    root, namespaces = prolog.root, prolog.namespaces
    if root == "rss":
        is_wordpress = any(address.removeprefix(sign).startswith(_WORDPRESS) for address in namespaces for sign in _WEB)
        return "wxr" if is_wordpress else "rss"
    if root == "RDF" and not _RSS_OF_RDF.isdisjoint(namespaces):
        return "rss"
    if root in ("feed", "entry") and prolog.namespace == _ATOM:
        return "atom"
    if root in _G2_ROOTS:
        return "newsml_g2"
    if root == "nitf":
        return "nitf"
    if said := _neighbour(root):
        raise Unreadable(said)
    shown = "".join(letter for letter in root[:60] if letter.isprintable())
    raise Unreadable(f"This is XML with the first element “{shown}”, which is no format of news that can be read.")


def _text(head: bytes) -> str:
    """The text of a beginning, which may stop inside a character."""
    for end in range(len(head), max(len(head) - 4, 0) - 1, -1):
        try:
            return decode(head[:end]).text.lstrip("\ufeff")
        except UnreadableText:
            continue
    return ""


def _of_text(text: str, *, name: str) -> str:
    first = text.lstrip()[:1]
    if first in ("{", "["):
        return _of_json(text.lstrip(), name=name)
    if _IPTC_HEAD.match(text.lstrip()):
        return "iptc7901"
    if name.endswith((".csv", ".tsv")):
        return "csv"
    return "csv" if _is_table(text) and not name.endswith((".txt", ".text")) else "wire_text"


def _of_json(text: str, *, name: str) -> str:
    line, _, rest = text.partition("\n")
    if isinstance(first := _object_in(line), dict):
        if "newsroom_export" in first:
            return "export"
        if {"uri", "guid"} & first.keys() and _OF_NINJS & first.keys():
            return "ninjs"
        if rest.strip() or name.endswith((".jsonl", ".ndjson")):
            return "jsonl"
        return _of_keys(line)
    if name.endswith((".jsonl", ".ndjson")):
        return "ninjs" if '"standard":{"name":"ninjs"' in text else "jsonl"  # of a first line without its end
    if text.startswith("["):
        return "ninjs" if _is_ninjs(text) else "json"
    return _of_keys(text)


def _of_keys(text: str) -> str:
    """By the keys that stand in the beginning of one object: the whole need not be there."""
    if re.match(r'\{\s*"(?:db|meta|data)"\s*:', text) and re.search(r'"(?:posts|exported_on|db)"\s*:', text):
        return "ghost"
    if _is_ninjs(text) or _is_least_ninjs(_object_in(text)):
        return "ninjs"
    return "json"


def _is_least_ninjs(value: object) -> bool:
    """Whether an object without a list of stories has what ninjs asks for, or keys that only ninjs has."""
    if not isinstance(value, dict) or any(isinstance(held, list) and held for held in map(value.get, LISTS)):
        return False
    return "uri" in value or bool(_OF_NINJS & value.keys())


def _is_ninjs(text: str) -> bool:
    names = set(re.findall(r'"(\w+)"\s*:', text))
    if "guid" in names and names >= _OF_SUPERDESK:
        return True
    return "uri" in names and bool(names & (_OF_NINJS | {"type", "headline", "firstCreated", "standard"}))


def _object_in(line: str) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _is_table(text: str) -> bool:
    """Whether the first line looks like the head of a table: short names, two or more signs between them, or the sign
    that parts them named."""
    line = text.lstrip().partition("\n")[0]
    if _SIGN.fullmatch(line.strip()):
        return True
    parts = _DELIMITERS.split(line)
    return len(parts) > 2 and len(line) < 5_000 and all(0 < len(part.strip()) <= 60 for part in parts)

"""Feeds by the lenient parser: a short one whole, a long one in parts, so that memory stays flat."""

from __future__ import annotations

import io
import pickle
import re
import tempfile
from collections.abc import Iterator
from itertools import chain, repeat
from typing import Any, BinaryIO, NamedTuple

import feedparser

from newsroom.wire.feed_bytes import check_top, long_text, readable, readable_part
from newsroom.wire.feed_ids import ids_as_they_stand, is_resolved
from newsroom.wire.feed_splitting import BREAKS_OFF, Frame, frame_of, parts
from newsroom.wire.prolog import LONGEST
from newsroom.wire.reading import Payload, Unreadable, rewindable

LONG = 1_000_000  # bytes of a feed that is read in parts
Entry = dict[str, Any]
_ITEM_TAG = re.compile(rb"<(/?)(?:[\w.-]+:)?(?:item|entry)(?:\s[^<>]*)?>")


class Feed(NamedTuple):
    about: Entry
    shared_ids: frozenset[str]  # that name more than one item, or the site
    is_atom: bool


class FeedItem(NamedTuple):
    """An item, or why there is none; and warnings on what it stands in."""

    feed: Feed
    entry: Entry
    warnings: tuple[str, ...]
    problem: str = ""


class _Stopped(Unreadable):
    """The lenient parser met what it does not expect: of all that it was given nothing is known."""


class _Parsed(NamedTuple):
    """A feed, or a part of one."""

    about: Entry
    version: str
    entries: list[Entry]
    doubts: tuple[str, ...] = ()
    problem: str = ""


def items_of(payload: Payload) -> Iterator[FeedItem]:
    """Every item, in order; each by itself where one stops the parser. Raises `Unreadable` for what is no feed, and
    behind the items that are before an end."""
    with rewindable(payload) as stream:
        head = stream.read(LONG + 1)
        if len(head) > LONG:
            yield from _of_long(stream)
            return
        try:
            yield from _of_short(head)
        except _Stopped as fault:
            are_there = False
            for item in _of_long(stream):
                are_there = True
                yield item
            if not are_there:
                raise fault from None


def _of_short(payload: bytes) -> list[FeedItem]:
    text, warnings = readable(payload)
    found, names = _parse(text), _Names()
    names.add(found)
    feed, items = names.feed(), [(entry, "") for entry in found.entries]
    if found.doubts and items and _breaks_off(text):
        items[-1] = (items[-1][0], BREAKS_OFF)
    return [FeedItem(feed, entry, (*warnings, *found.doubts), problem) for entry, problem in items]


def _of_long(stream: BinaryIO) -> Iterator[FeedItem]:
    """All is parsed before the first item is told, since one behind it may have the same id."""
    stream.seek(0)
    check_top(stream.read(LONGEST))
    stream.seek(0)
    text, warnings = long_text(stream)
    names = _Names()
    with tempfile.TemporaryFile() as kept:
        end = _parse_all(parts(text()), frame_of(text()), kept, names)
        kept.seek(0)
        feed = names.feed()
        for _number in range(names.count):
            entry, doubts, problem = pickle.load(kept)
            yield FeedItem(feed, entry, (*warnings, *doubts), problem)
    if end:
        raise end


def _parse_all(found: Iterator[list[str]], frame: Frame, kept: Any, names: _Names) -> Unreadable | None:
    """Keeps every item; what ended them before the feed does."""
    try:
        for items in found:
            for part in _of_part(items, frame):
                names.add(part)
                for entry in part.entries:
                    pickle.dump((entry, part.doubts, part.problem), kept)
    except Unreadable as problem:
        return problem
    return None


def _of_part(items: list[str], frame: Frame) -> Iterator[_Parsed]:
    """Of some items together, or of each by itself where one of them would take others with it."""
    try:
        found = _parse(readable_part(frame.around(items)), is_part=True)
    except Unreadable as problem:
        found = _Parsed({}, "", [{}], problem=str(problem))
    if len(items) == 1 and found.entries or len(items) == len(found.entries) and not found.problem:
        yield found
    elif len(items) > 1:
        for item in items:
            yield from _of_part([item], frame)


def _breaks_off(text: bytes) -> bool:
    """Whether the last item has no end: what is there of it may miss its text, its id and its date."""
    slashes = [tag[1] for tag in _ITEM_TAG.finditer(text)]
    return bool(slashes) and not slashes[-1]


def _parse(payload: bytes, *, is_part: bool = False) -> _Parsed:
    try:
        found = feedparser.parse(
            io.BytesIO(payload),
            response_headers={"content-type": "application/xml; charset=utf-8"},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except (ValueError, LookupError, TypeError, AttributeError) as fault:
        raise _Stopped(f"The feed cannot be read: it is broken where the parser stops ({str(fault)[:200]}).") from None
    if not found.entries and found.bozo:
        problem = found.get("bozo_exception")
        line = 0 if is_part else _line_of(problem)
        raise Unreadable(f"The feed cannot be read: {_said_of(problem, line)}.", line=line)
    line = 0 if is_part or not found.bozo else _line_of(found.bozo_exception)
    doubts = (f"The feed is not well-formed: {_said_of(found.bozo_exception, line)}.",) if found.bozo else ()
    ids = ids_as_they_stand(payload) if found.version.startswith("atom") else []
    entries = [_plain(entry, name) for entry, name in zip(found.entries, chain(ids, repeat("")), strict=False)]
    return _Parsed(dict(found.feed), found.version, entries, doubts)


def _plain(entry: Any, name: str) -> Entry:
    """An item as it was parsed: feedparser's own mapping says "updated" of what was only published. `name` is its id
    as it stands, where the parser may have resolved it."""
    named = {"id_as_it_stands": name} if is_resolved(str(entry.get("id", "")), stands=name) else {}
    return {**dict(entry), "enclosures": entry.get("enclosures", []), **named}


def _said_of(problem: Any, line: int) -> str:
    said = str(getattr(problem, "getMessage", lambda: str(problem))())[:200]
    return f"{said} in line {line}" if line else said


def _line_of(problem: Any) -> int:
    place = getattr(problem, "getLineNumber", None)
    return int(place() or 0) if place else 0


class _Names:
    """The ids of items, of which those count that more than one has."""

    def __init__(self) -> None:
        self.count = 0
        self._about: Entry = {}
        self._version = ""
        self._seen: set[int] = set()  # hashes: the ids themselves would be as many as the items
        self._twice: set[str] = set()

    def add(self, part: _Parsed) -> None:
        self._about, self._version = self._about or part.about, self._version or part.version
        self.count += len(part.entries)
        for name in (entry.get("id", "") for entry in part.entries):
            if hash(name) in self._seen:
                self._twice.add(name)
            self._seen.add(hash(name))

    def feed(self) -> Feed:
        is_atom = self._version.startswith("atom")  # its ids are of one story: twice are two versions (RFC 4287, 4.1.1)
        shared = (set() if is_atom else self._twice) | {self._about.get("link", "")}
        return Feed(self._about, frozenset(shared), is_atom)

"""JSON of no format of news: an object a line, or one list of objects, whose keys are told by their names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from newsroom.wire.charsets import UnreadableText, decode
from newsroom.wire.columns import UnknownColumns, in_zone, matched
from newsroom.wire.json_listing import Part, listed, shown
from newsroom.wire.json_reading import read_json_text, text_in
from newsroom.wire.reading import Payload, Terms, Unreadable, as_stream
from newsroom.wire.recognising import LISTS
from newsroom.wire.records import numbered
from newsroom.wire.rows import story_of
from newsroom.wire.stories import WireRecord

LONGEST_LINE = 10_000_000  # bytes
_WRAPPING = ("attributes", "fields")  # JSON:API and those near it
_NO_LIST = "This is JSON without a list of stories in it."


def read(payload: Payload, terms: Terms) -> Iterator[WireRecord]:
    """Reads an object of each line; a line that is none stops no other. No bytes raise."""
    return numbered(lines(payload), read=_record(terms), shown=shown)


def read_list(payload: Payload, terms: Terms) -> Iterator[WireRecord]:
    """Reads each object of one list, or of the list that one object holds. No bytes raise."""
    return numbered(objects(payload), read=_record(terms), shown=shown)


def lines(payload: Payload) -> Iterator[Part]:
    """What stands in each line that is not empty. Raises `Unreadable` for one that is too long."""
    stream, number = as_stream(payload), 0
    while line := stream.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) > LONGEST_LINE:
            raise Unreadable(f"Line {number} is longer than {LONGEST_LINE / 1e6:.0f} MB.", line=number)
        if is_filled(line):
            yield _line(line, number)


def is_filled(line: bytes) -> bool:
    """Whether a line is one that counts."""
    return bool(line.strip(b"\xef\xbb\xbf \t\r\n\0"))


def _line(line: bytes, number: int) -> Part:
    try:
        text = decode(line).text.lstrip("\ufeff")
        value, warnings = read_json_text(text)
        return Part(value, number, warnings=warnings)
    except UnreadableText as problem:
        return Part(None, number, str(problem), line[:2000].decode(errors="replace"))
    except Unreadable as problem:
        return Part(None, number, str(problem).replace("Line 1:", f"Line {number}:"), text[:100_000])


def objects(payload: Payload) -> Iterator[Part]:
    """The objects of a list, one at a time. Raises `Unreadable` where there is none."""
    for part in listed(payload, held=LISTS):
        if part.is_whole:
            raise Unreadable(f"{_NO_LIST} {_wanting(part.value)}".strip(), line=1)
        yield part


def _wanting(value: Any) -> str:
    """What an object lacks for the format that it is nearest to."""
    if not isinstance(value, dict):
        return ""
    if {"db", "meta"} & value.keys() and ("data" in value or isinstance(value.get("db"), list)):
        return "It looks like an export of Ghost: the posts in it are missing, a list as “posts” in “data”."
    found, _unknown = matched(dict(_flat(value)), {})
    if "headline" in found or "body" in found:
        return "It looks like one story: put it into a list, with [ before it and ] behind it, or save it as .jsonl."
    held = ", ".join(f"“{text_in(name)[:30]}”" for name in list(value)[:8])
    return f"A list would stand under one of {', '.join(LISTS)}; it has {held or 'nothing'}."


def _record(terms: Terms) -> Any:
    def record(part: Part, number: int) -> WireRecord:
        if part.problem:
            raise Unreadable(part.problem, line=part.line)
        if not isinstance(part.value, dict):
            raise Unreadable("This is no object: a story is one.", line=part.line)
        flat = dict(_flat(part.value))
        try:
            found, _unknown = matched(flat, terms.columns)
        except UnknownColumns as problem:
            raise Unreadable(str(problem), line=part.line) from None
        values = {what: in_zone(flat[name], column=name) for what, name in found.items()}
        story = story_of(values, terms, number=number, line=part.line, source_text=shown(part))
        return replace(story, warnings=(*part.warnings, *story.warnings)) if part.warnings else story

    return record


def _flat(value: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Keys with what they hold, and keys of objects in them by dotted path (`title.rendered`); what interfaces wrap
    all that a story has in counts as if it were not there, too."""
    for name in _WRAPPING:
        if isinstance(wrapped := value.get(name), dict):
            yield from _flat(wrapped)
    for name, held in value.items():
        yield name, held
        if isinstance(held, dict):
            yield from ((f"{name}.{inner}", deeper) for inner, deeper in held.items() if not isinstance(deeper, dict))

"""The newsroom's own plain wire text: section, dateline, headline, bylines, paragraphs, tags, trailer."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from newsroom.wire.bylines import bylines_in, place_in, undirected
from newsroom.wire.charsets import UnreadableText, decode, printable
from newsroom.wire.datelines import (
    EXAMPLE,
    LONGEST_DATELINE,
    Dateline,
    ImpossibleDateline,
    UnreadableDateline,
    fold_words,
    has_dateline_shape,
    known_zone,
    quoted,
    read_dateline,
)
from newsroom.wire.languages import language_of
from newsroom.wire.reading import Payload, Terms, Unreadable
from newsroom.wire.stories import WireByline, WireFailure, WireStory, as_paragraphs

LARGEST_FILE = 5_000_000  # bytes
LONGEST_LINE = 100_000  # characters
_KEPT_OF_UNREADABLE = 2_000  # bytes of a file that is no text, enough for an editor to recognise it

_LINE_ENDS = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
_INVISIBLE = re.compile("[\xad\u061c\u115f\u1160\u200b-\u200f\u202a-\u202e\u2060-\u2069\u2800\u3164\ufeff\uffa0]")
_TRAILERS = frozenset(map(fold_words, ("Share your opinion", "شارك برأيك")))
_TAGS_ALONE = re.compile(r"(?:tags|وسوم|الوسوم)\s*:?", re.IGNORECASE)
_TAGS_LISTED = re.compile(r"(?:tags|وسوم|الوسوم)\s*:\s*(?P<tags>\S.*)", re.IGNORECASE)


class Line(NamedTuple):
    """A line with something on it: its number in the file from 1, and its text with blanks folded."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Record:
    """The lines of one story without its trailer; `above` counts those before the dateline."""

    lines: list[Line]
    above: int
    dateline: Dateline | Unreadable


def read(payload: Payload, terms: Terms) -> Iterator[WireStory | WireFailure]:
    """Read every record of a file, in order; no bytes raise, a record that is no story is a `WireFailure`.

    Raises `UnknownZone` at once, before any record, when a zone does not exist.
    """
    known_zone(terms.override or terms.zone)
    return _records(payload, terms)


def _records(payload: Payload, terms: Terms) -> Iterator[WireStory | WireFailure]:
    whole = payload if isinstance(payload, bytes) else payload.read(LARGEST_FILE + 1)
    try:
        text, warnings = _text_of(whole)
    except Unreadable as refusal:
        kept = whole[:_KEPT_OF_UNREADABLE].decode("utf-8", "backslashreplace")
        yield WireFailure(1, refusal.line, str(refusal), printable(kept))
        return
    rows = _LINE_ENDS.split(text)
    lines = [Line(number, text) for number, row in enumerate(rows, start=1) if (text := _cleaned(row))]
    start, number = 0, 0
    while start < len(lines):
        above, dateline = _find_dateline(lines[start : start + 3], terms)
        body_end, end = _find_end(lines, start, above=above)
        source_text = printable("\n".join(rows[lines[start].number - 1 : lines[end - 1].number]))
        start, number, record = end, number + 1, Record(lines[start:body_end], above, dateline)
        try:
            yield _story(record, terms, number=number, warnings=warnings, source_text=source_text)
        except Unreadable as failure:
            yield WireFailure(number, failure.line, str(failure), source_text)


def _text_of(payload: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of a file and warnings about its charset; raises `Unreadable` for a file without stories."""
    if len(payload) > LARGEST_FILE:
        megabytes = f"{len(payload) / 1e6:.1f} MB; up to {LARGEST_FILE / 1e6:.0f} MB"
        raise Unreadable(f"The file has {megabytes} are read. Split it and import the parts.", line=1)
    try:
        decoded = decode(payload)
    except UnreadableText as error:
        raise Unreadable(str(error), line=payload.count(b"\n", 0, error.offset) + 1) from error
    if not any(map(_cleaned, _LINE_ENDS.split(decoded.text))):
        raise Unreadable("The file is empty: there is no story in it.", line=1)
    return decoded.text, decoded.warnings


def _cleaned(row: str) -> str:
    """The line in NFC without controls, blanks of every kind folded; empty when nothing visible is left."""
    text = " ".join(printable(" ".join(row.split())).split())
    return unicodedata.normalize("NFC", text) if _INVISIBLE.sub("", text).strip() else ""


def _find_dateline(lines: list[Line], terms: Terms) -> tuple[int, Dateline | Unreadable]:
    """How many of these lines stand above the dateline (-1: none found), and it or why it cannot be used.

    A line in the shape of a dateline ends the search even when it names no instant: the next is a headline.
    """
    for above, line in enumerate(lines):
        try:
            return above, read_dateline(
                line.text, zone=terms.zone, zone_labels=terms.zone_labels, override=terms.override
            )
        except ImpossibleDateline as error:
            return above, Unreadable(f"Line {line.number}: {error}", line=line.number)
        except UnreadableDateline:
            continue
    return -1, _no_dateline(lines)


def _no_dateline(lines: list[Line]) -> Unreadable:
    """Names the first short line with a digit, else the second line, where a dateline usually stands."""
    near = [line for line in lines if len(line.text) <= 80 and re.search(r"\d", line.text)]
    line = (near or lines[1:2] or lines)[0]
    reason = f'Line {line.number}: {quoted(line.text)} is not a dateline. One looks like "{EXAMPLE}" and stands '
    return Unreadable(
        reason + "on line 1, 2 or 3 of the story. Correct it and import the file again.", line=line.number
    )


def _find_end(lines: list[Line], start: int, *, above: int) -> tuple[int, int]:
    """Where the trailer of the record begins and where the record ends, as positions in `lines`.

    "Share your opinion" is a trailer only before the headline repeated or as the last line of the file, so
    that a paragraph with these words is kept. Without a dateline any of the first lines may be the headline.
    """
    heading = start + above + 1
    headlines = {fold_words(line.text) for line in lines[heading : heading + (4 if above < 0 else 1)]}
    for position in range(max(heading, start + 1), len(lines)):
        if not _is_trailer(lines[position].text):
            continue
        if position + 1 == len(lines):
            return position, position + 1
        if fold_words(lines[position + 1].text) in headlines:
            return position, position + 2
    return len(lines), len(lines)


def _is_trailer(text: str) -> bool:
    return len(text) <= 60 and fold_words(text).strip(" .:…!?؟") in _TRAILERS


def _story(record: Record, terms: Terms, *, number: int, warnings: tuple[str, ...], source_text: str) -> WireStory:
    """The record as a story; raises `Unreadable` when dateline, headline or body is missing."""
    dateline = _dateline_of(record)
    headline, copy = _headline_and_copy(record)
    bylines, copy = _take_bylines(copy)
    tags, copy = _take_tags(copy)
    if not copy:
        raise Unreadable(f"Line {headline.number}: no paragraph follows this headline.", line=headline.number)
    paragraphs = tuple(line.text for line in copy)
    language, language_warnings = (
        (terms.language, ()) if terms.language else language_of(" ".join((headline.text, *paragraphs)))
    )
    return WireStory(
        number=number,
        line=record.lines[0].number,
        headline=headline.text,
        published_at=dateline.at,
        local_time_as_printed=dateline.as_printed,
        zone=dateline.zone,
        language=language,
        section_label=undirected(record.lines[record.above - 1].text) if record.above else "",
        bylines=bylines,
        tags=tags,
        place=place_in(paragraphs[0]),
        body=as_paragraphs(paragraphs),
        warnings=(*warnings, *dateline.warnings, *language_warnings, *_doubts(record, copy)),
        source_text=source_text,
    )


def _dateline_of(record: Record) -> Dateline:
    if isinstance(record.dateline, Unreadable):
        raise record.dateline
    for line in record.lines:
        if len(line.text) > LONGEST_LINE:
            reason = f"Line {line.number} has {len(line.text)} characters; up to {LONGEST_LINE} are read."
            raise Unreadable(f"{reason} Break it into paragraphs.", line=line.number)
    return record.dateline


def _headline_and_copy(record: Record) -> tuple[Line, list[Line]]:
    below = record.lines[record.above + 1 :]
    if not below or _is_trailer(below[0].text):
        number = record.lines[record.above].number
        raise Unreadable(f"Line {number}: no headline follows this dateline.", line=number)
    return Line(below[0].number, undirected(below[0].text)), below[1:]


def _take_bylines(copy: list[Line]) -> tuple[tuple[WireByline, ...], list[Line]]:
    """The bylines of the first lines and the lines below them."""
    bylines: list[WireByline] = []
    for position, line in enumerate(copy):
        credited = bylines_in(undirected(line.text))
        if not credited:
            return tuple(bylines), copy[position:]
        bylines += credited
    return tuple(bylines), []


def _take_tags(copy: list[Line]) -> tuple[tuple[str, ...], list[Line]]:
    """The tags of the last lines, "Tags: a, b" or a list below "Tags", and the lines above them."""
    if copy and (listed := _TAGS_LISTED.fullmatch(copy[-1].text)):
        return _tags_in(listed["tags"]), copy[:-1]
    if copy and _TAGS_ALONE.fullmatch(copy[-1].text):
        return (), copy[:-1]
    if len(copy) > 1 and _TAGS_ALONE.fullmatch(copy[-2].text):
        return _tags_in(copy[-1].text), copy[:-2]
    return (), copy


def _tags_in(text: str) -> tuple[str, ...]:
    tags: dict[str, str] = {}
    for part in re.split("[,،;؛]", text):
        if tag := undirected(part).lstrip("# "):
            tags.setdefault(tag.casefold(), tag)
    return tuple(tags.values())


def _doubts(record: Record, copy: list[Line]) -> Iterator[str]:
    """What was set aside or kept as text and may be something else."""
    for line in record.lines[: max(record.above - 1, 0)]:
        yield f"Line {line.number}: {quoted(line.text)} stands above the section and was not used."
    for line in copy:
        if _TAGS_ALONE.fullmatch(line.text):
            yield f"Line {line.number}: more than one line follows {quoted(line.text)}; kept as text."
        elif any(map(str.isdigit, line.text[:LONGEST_DATELINE])) and has_dateline_shape(line.text):
            yield f"Line {line.number}: {quoted(line.text)} may begin another story; kept as text."

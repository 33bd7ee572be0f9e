"""Tables (CSV and its like): one story a row, in columns that are told by their names."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple, TextIO

from newsroom.wire.charsets import UnreadableText, decode, utf8_warnings
from newsroom.wire.columns import UnknownColumns, folded, in_zone, matched
from newsroom.wire.reading import Payload, Terms, Unreadable, as_bytes, rewindable
from newsroom.wire.records import numbered
from newsroom.wire.rows import story_of
from newsroom.wire.stories import WireRecord, WireSkip

LARGEST = 200_000_000  # bytes of a table that is not plainly UTF-8
LONGEST_CELL = 5_000_000  # characters
_FIRST_LINES = 100_000  # characters that the delimiter is told from
_DELIMITERS = ",;\t|"
_SIGN = re.compile(rf"sep=([{_DELIMITERS}])?", re.IGNORECASE)
_REPEATED = "The names of the columns once more."
_OPEN = "A quotation mark opens a cell of this row and none closes it: all that follows was taken for that cell."


class _Row(NamedTuple):
    cells: list[str]
    line: int
    columns: dict[str, int]
    names: list[str]
    warnings: tuple[str, ...]
    is_open: bool = False  # a quotation mark in it is never closed


class _Lines:
    """Lines, and whether their end was met: within a row, if that is asked right after it."""

    def __init__(self, lines: TextIO) -> None:
        self.lines, self.are_over = lines, False

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        try:
            return next(self.lines)
        except StopIteration:
            self.are_over = True
            raise


def read(payload: Payload, terms: Terms) -> Iterator[WireRecord]:
    """Reads every row below the names of the columns. No bytes raise."""

    def record(row: _Row, number: int) -> WireRecord:
        if row.is_open:
            raise Unreadable(_OPEN, line=row.line)
        if [folded(cell) for cell in row.cells] == [folded(name) for name in row.names]:
            return WireSkip(number, row.line, _REPEATED)
        values = {
            what: in_zone(row.cells[place], column=row.names[place])
            for what, place in row.columns.items()
            if place < len(row.cells)
        }
        warnings = (*row.warnings, *_ragged(row))
        return story_of(values, terms, number=number, line=row.line, source_text=_shown(row), warnings=warnings)

    return numbered(_rows(payload, terms), read=record, shown=_shown)


def _rows(payload: Payload, terms: Terms) -> Iterator[_Row]:
    with rewindable(payload) as stream:
        yield from _rows_of(stream, terms)


def _rows_of(stream: BinaryIO, terms: Terms) -> Iterator[_Row]:
    lines, warnings = _lines(stream)
    watched = _Lines(lines)
    reader = reader_of(lines, watched)
    names: list[str] = []
    columns: dict[str, int] = {}
    try:
        for cells in reader:
            if not is_filled(cells):
                continue
            if not names:
                names = [cell.strip() for cell in cells]
                columns, told = _columns(names, terms, line=reader.line_num)
                warnings = (*warnings, *told)
                continue
            yield _Row(cells, reader.line_num, columns, names, warnings, is_open=watched.are_over)
            warnings = ()  # said once
    except csv.Error as problem:
        raise Unreadable(
            f"Line {reader.line_num}: the table cannot be read ({problem}).", line=reader.line_num
        ) from None
    finally:
        if isinstance(lines, io.TextIOWrapper):
            lines.detach()  # or it would close a file of somebody else


def _lines(stream: BinaryIO) -> tuple[TextIO, tuple[str, ...]]:
    """The text from its start: piece by piece where it is plainly UTF-8, else whole, since its letters tell what it
    is."""
    warnings = utf8_warnings(stream)
    stream.seek(0)
    if warnings is not None:
        return io.TextIOWrapper(stream, encoding="utf-8-sig", newline=""), warnings
    text, warnings = text_of(as_bytes(stream, most=LARGEST))
    return io.StringIO(text, newline=""), warnings


def reader_of(lines: TextIO, watched: Iterator[str] | None = None):
    """Reads the rows of a table, its head among them."""
    csv.field_size_limit(LONGEST_CELL)
    delimiter = delimiter_of(lines.read(_FIRST_LINES))
    lines.seek(0)
    return csv.reader(watched or lines, delimiter=delimiter, skipinitialspace=True)


def is_filled(cells: list[str]) -> bool:
    """Whether a row is one that counts: not one that only says what parts the others."""
    said = [cell.strip() for cell in cells if cell.strip()]
    return bool(said) and not (len(said) == 1 and _SIGN.fullmatch(said[0]))


def _columns(names: list[str], terms: Terms, *, line: int) -> tuple[dict[str, int], tuple[str, ...]]:
    try:
        found, unknown = matched(names, terms.columns)
    except UnknownColumns as problem:
        raise Unreadable(str(problem), line=line) from None
    if "headline" not in found:
        listed = ", ".join(names)[:300]
        raise Unreadable(
            f"There is no column with headlines. There are: {listed}. Name one with --columns headline=…", line=line
        )
    told = []
    if unknown:
        told.append(f"Columns that were not used: {', '.join(unknown)[:300]}.")
    if "body" not in found:
        told.append("There is no column with the text: stories have none.")
    return {what: names.index(name) for what, name in found.items()}, tuple(told)


def text_of(payload: bytes) -> tuple[str, tuple[str, ...]]:
    try:
        decoded = decode(payload)
    except UnreadableText as problem:
        raise Unreadable(str(problem), line=payload.count(b"\n", 0, problem.offset) + 1) from None
    return decoded.text.removeprefix("\ufeff"), decoded.warnings


def delimiter_of(text: str) -> str:
    """The sign that the first line names, as spreadsheets have it, or that parts it most often; what stands in quotes
    does not count."""
    line = next((line for line in text.splitlines() if line.strip()), "")
    if named := _SIGN.fullmatch(line.strip('\ufeff" ')):
        return named[1] or ","
    bare = "".join(line.split('"')[::2])
    return max(_DELIMITERS, key=bare.count)


def _ragged(row: _Row) -> tuple[str, ...]:
    more = len(row.cells) - len(row.names)
    if more > 0 and any(cell.strip() for cell in row.cells[len(row.names) :]):
        return (f"Line {row.line}: {more} cells more than columns were left out.",)
    return ()


def _shown(row: _Row) -> str:
    return "\n".join(f"{name}: {cell}" for name, cell in zip(row.names, row.cells, strict=False) if cell.strip())

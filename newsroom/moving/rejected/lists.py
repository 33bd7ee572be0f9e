"""Rejected rows of tables, lines of JSON and objects of a list of JSON."""

from __future__ import annotations

import csv
import io
from typing import BinaryIO

from newsroom.wire.formats import json_lines, tables
from newsroom.wire.json_listing import shown

from .collecting import Part


def write_table(source: BinaryIO, made: BinaryIO, part: Part) -> None:
    """The names of the columns and the rows, parted as they were."""
    text, _warnings = tables.text_of(source.read())
    reader, rows = tables.reader_of(io.StringIO(text, newline="")), io.StringIO(newline="")
    writer = csv.writer(rows, delimiter=reader.dialect.delimiter, lineterminator="\n")
    for number, cells in enumerate(filter(tables.is_filled, reader)):
        if number == 0 or number in part.numbers:
            writer.writerow(cells)
    made.write(rows.getvalue().encode(errors="replace"))


def write_lines(source: BinaryIO, made: BinaryIO, part: Part) -> None:
    number = 0
    for line in source:
        if json_lines.is_filled(line):
            number += 1
            if number in part.numbers:
                made.write(line.rstrip(b"\r\n") + b"\n")


def write_list(source: BinaryIO, made: BinaryIO, part: Part) -> None:
    found = (one for number, one in enumerate(json_lines.objects(source), start=1) if number in part.numbers)
    made.write(b"[\n" + ",\n".join(map(shown, found)).encode(errors="replace") + b"\n]\n")

"""Tables as CSV files that a spreadsheet opens as they are, and in which no cell is a formula. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

# What a spreadsheet begins a formula or a command with, also in the width that Chinese and Japanese writing uses.
STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BYTE_ORDER_MARK = "\ufeff"  # without it spreadsheets read UTF-8 as something older


def table(rows: Iterable[Sequence[str]]) -> bytes:
    """UTF-8 with a byte order mark, every cell quoted, lines ending as RFC 4180 says."""
    file = io.StringIO(newline="")
    file.write(BYTE_ORDER_MARK)
    writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([cell(text) for text in row] for row in rows)
    return file.getvalue().encode()


def cell(text: str) -> str:
    """A text that would be read as a formula, spaces before it or not, is marked as text with an apostrophe."""
    return f"'{text}" if text.lstrip(" \u00a0").startswith(STARTS) else text

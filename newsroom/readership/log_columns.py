"""Logs that are tables: one line names the columns, those after it have the values. Pure.

The W3C's Extended Log File Format (WD-logfile-960323), as CloudFront and IIS write it; and CSV or tabs under a first
line of names, as CDNs deliver them on request.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

NAMING = "#Fields:"  # of the W3C's format, whose other directives begin with # as well
AGENT = "cs(User-Agent)"


@dataclass(frozen=True)
class Columns:
    """The names, in their order. A `separator` of "" is the W3C's: tabs, or else spaces."""

    names: tuple[str, ...]
    separator: str = ","

    def row(self, line: str) -> Mapping[str, str]:
        """The values of a line by their names. Raises ValueError where there are more or fewer of them."""
        if self.separator:
            return dict(zip(self.names, _cells(line, self.separator), strict=True))
        cells = line.split("\t" if "\t" in line else None)
        return _plain(dict(zip(self.names, cells, strict=True)))


def columns_of(line: str, *, known: Iterable[Iterable[str]]) -> Columns | None:
    """The columns that a line names, if it names any: in CSV one of each of the `known` ones."""
    if line.startswith(NAMING):
        return Columns(tuple(line.removeprefix(NAMING).split()), separator="")
    separator = "\t" if "\t" in line else ","
    names = tuple(name.strip() for name in _cells(line, separator))
    return Columns(names, separator) if all(not set(names).isdisjoint(some) for some in known) else None


def _cells(line: str, separator: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=separator), [])
    except csv.Error as problem:
        raise ValueError("no row of a table") from problem


def _plain(row: Mapping[str, str]) -> Mapping[str, str]:
    """Dates and times are apart, and in UTC; spaces in an agent are written otherwise."""
    told = {name: value for name, value in row.items() if value != "-"}
    if "date" in told and "time" in told:
        told["time"] = f"{told['date']}T{told['time']}+00:00"
    if AGENT in told:
        told[AGENT] = unquote(told[AGENT])
    return told

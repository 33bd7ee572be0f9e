"""The lines of an export, one after the other: each a record of a known kind, in order, and as many as were counted."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, BinaryIO

from articles import bodies
from newsroom.moving.complete import DIGEST, HEADER, VERSION
from newsroom.moving.complete.kinds import KINDS, PERSON, Kind
from newsroom.moving.complete.values import spelled
from newsroom.wire.json_reading import read_json_text
from newsroom.wire.reading import Unreadable

from . import shapes
from .parcels import LONGEST_HEADER
from .refusing import Refused
from .values import exact, keys_of, number, text, value_of

LONGEST_LINE = 64 * 1024 * 1024  # bytes
LONGEST_MOST = 1_000_000_000  # records of one kind
PERSON_NAMES = {"record", "id", "username", "first_name", "last_name", "roles"}


@dataclass(frozen=True)
class Header:
    """How many records of each kind there are, the digest of their lines (None where whoever wrote them says none), and
    what the newsroom that wrote them spoke and went by."""

    counts: Mapping[str, int]
    digest: str | None
    languages: tuple[str, ...]
    zone: str


@dataclass(frozen=True)
class Row:
    """A record as its table takes it: columns by attribute, and lists of others' numbers."""

    line: int
    size: int  # of its line, in bytes
    key: int
    values: Mapping[str, Any]
    lists: Mapping[str, list[int]]


class Records:
    """Reads a stream once, from its beginning. Everything raises `Refused`."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream, self.line, self.size = stream, 0, 0  # the line that was read last, and its bytes
        self.header = self._read_header()
        self._digest = hashlib.sha256()  # of what stands below it

    def people(self) -> Iterator[Mapping[str, Any]]:
        for record in self._of(PERSON):
            named = _Named(PERSON, self.line)
            named.do(exact, record, PERSON_NAMES)
            yield named.do(_person, record)

    def rows(self, kind: Kind) -> Iterator[Row]:
        usual = _usual(kind)
        needed = {"record", "id", *(field.name for field in kind.fields)} - usual.keys()
        for record in self._of(kind.name):
            named = _Named(kind.name, self.line)
            named.do(partial(exact, known=usual.keys()), record, needed)
            yield named.do(_row, kind, {**usual, **record}, self)

    def end(self) -> None:
        if self.stream.readline(1):
            raise Refused("There is more after the last record that was counted.", line=self.line + 1)
        if self.header.digest not in (None, self._digest.hexdigest()):
            raise Refused(
                "The export was changed after it was written: its records are not those that its first line has the "
                f"digest of. If somebody meant to change it, take “{DIGEST}” out of that line."
            )

    def _of(self, kind: str) -> Iterator[Mapping[str, Any]]:
        """As many records as the header counts, by rising numbers."""
        last = 0
        for _number in range(self.header.counts.get(kind, 0)):
            record = self._read_record()
            if record.get("record") != kind:
                raise Refused(f"Here a {kind} should be: records are missing, or not in their order.", line=self.line)
            key = _Named(kind, self.line).do(number, record.get("id"))
            if key <= last:
                raise Refused(f"The numbers of {kind} records do not rise.", line=self.line)
            last = key
            yield record

    def _read_record(self) -> dict[str, Any]:
        line = self._read_line(LONGEST_LINE)
        self._digest.update(line)
        return self._object(line)

    def _read_line(self, most: int) -> bytes:
        self.line += 1
        line = self.stream.readline(most + 1)
        self.size = len(line)
        if len(line) > most:
            raise Refused("It is too long.", line=self.line)
        if not line.endswith(b"\n"):
            raise Refused("The file ends here, and more records were counted: it is not whole.", line=self.line)
        return line

    def _object(self, line: bytes) -> dict[str, Any]:
        try:
            value = read_json_text(line.decode()).value
        except (Unreadable, UnicodeDecodeError) as problem:
            raise Refused(f"It is no JSON in UTF-8: {problem}", line=self.line) from None
        if not isinstance(value, dict):
            raise Refused("It is no record.", line=self.line)
        return value

    def _read_header(self) -> Header:
        said = self._object(self._read_line(LONGEST_HEADER))
        if said.get(HEADER) != VERSION:
            raise Refused(f"This export is of version {str(said.get(HEADER))[:20]}; version {VERSION} is read here.")
        counts, languages = said.get("counts"), said.get("languages")
        known = {PERSON, *(kind.name for kind in KINDS)}
        if not isinstance(counts, dict) or not all(map(_is_count, counts.values())):
            raise Refused("The first line does not count the records of each kind.")
        if unknown := sorted(counts.keys() - known):
            raise Refused(f"It has records of a kind that is unknown here: {unknown[0][:40]}.")
        if not isinstance(languages, list) or not all(isinstance(one, str) for one in languages):
            raise Refused("The first line does not say the newsroom's languages.")
        digest = None if said.get(DIGEST) is None else str(said[DIGEST])
        return Header(counts, digest, tuple(languages), str(said.get("zone")))


@dataclass(frozen=True)
class _Named:
    """Says of which record a problem is."""

    kind: str
    line: int

    def do(self, what, *arguments) -> Any:
        try:
            return what(*arguments)
        except ValueError as problem:
            raise Refused(f"This {self.kind} {problem}.", line=self.line) from None


def _person(record: Mapping[str, Any]) -> Mapping[str, Any]:
    names = {name: text(record[name]) for name in ("username", "first_name", "last_name")}
    return {"id": number(record["id"]), **names, "roles": record["roles"]}


def _usual(kind: Kind) -> dict[str, Any]:
    """What stands in fields that an older newsroom did not have: as in its rows that are still there."""
    found = {one.name: spelled(one.get_default()) for one in kind.fields if one.has_default() or one.null}
    return {**found, **{name: [] for name in kind.lists}}


def _row(kind: Kind, record: Mapping[str, Any], records: Records) -> Row:
    values = {
        field.attname: _value(kind, field, record[field.name]) for field in kind.fields if field.name != kind.file
    }
    if kind.file:
        values[kind.file] = _digest(record)
    lists = {name: _said(name, keys_of, record[name]) for name in kind.lists}
    return Row(records.line, records.size, record["id"], values, lists)


def _value(kind: Kind, field, value: Any) -> Any:
    found = _said(field.name, value_of, field, value)
    if field.get_internal_type() == "JSONField":
        _said(field.name, shapes.check, kind.name, field.name, found)
    return _said(field.name, bodies.sanitise, found) if field.name in kind.bodies else found


def _digest(record: Mapping[str, Any]) -> str | None:
    """What names a picture's file: "" for one that was erased, None for one that is lost."""
    file, sha256 = record.get("original", record.get("file")), record["sha256"]
    if file not in ("", None, sha256):
        raise ValueError("names another file than its own")
    return file


def _said(name: str, what, *arguments) -> Any:
    try:
        return what(*arguments)
    except ValueError as problem:
        raise ValueError(f"has a “{name}” that {problem}") from None


def _is_count(value: Any) -> bool:
    return type(value) is int and 0 <= value <= LONGEST_MOST

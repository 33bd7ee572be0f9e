"""Which records of which files were rejected: numbers alone, their text is still where it came from."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from newsroom.wire.stories import WireRecord, WireSkip

from ..files import InputFile


@dataclass(frozen=True)
class FromFile:
    """A file, or a member of an archive, that records came from."""

    name: str  # for people
    path: Path
    member: str
    format: str

    @classmethod
    def of(cls, file: InputFile, *, format: str) -> FromFile:
        return cls(file.name, file.path, file.member, format)


@dataclass
class Part:
    """The rejected records of one file, by their numbers."""

    file: FromFile
    numbers: set[int] = field(default_factory=set)
    text: str = ""  # of plain wire text: a record there has no border of its own


@dataclass
class Rejected:
    """Those of a run."""

    parts: dict[str, Part] = field(default_factory=dict)

    def note(self, record: WireRecord, file: FromFile) -> None:
        part, name = Part(file), file.name
        if file.format == "wire_text" and not isinstance(record, WireSkip):
            part.text, name = record.source_text, f"{name}, {record.number}"
        self.parts.setdefault(name, part).numbers.add(record.number)

    @property
    def count(self) -> int:
        return sum(len(part.numbers) for part in self.parts.values())

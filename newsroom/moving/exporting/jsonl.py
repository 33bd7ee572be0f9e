"""The complete export: everything that is the newsroom's, as JSON lines with the original pictures beside them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.db.models import QuerySet

from newsroom.moving.complete import DIGEST, HEADER, PICTURES, RECORDS, VERSION, people
from newsroom.moving.complete.kinds import KINDS, PERSON, Kind
from newsroom.moving.complete.values import line, spelled
from newsroom.responses.models import Letter

from .formats import Choice, ExportFailed, Written
from .packing import is_packed, pack
from .pictures import PictureFolder

AT_ONCE = 500  # rows in memory
PRINTED = {"status": "approved"}
# What is a reader's own: the kinds of which nothing else is exported, and the fields that are emptied.
OF_READERS: Mapping[str, Mapping[str, object]] = {"letter": PRINTED, "answer": {"pk__in": []}, "ban": {"pk__in": []}}
# What may name a letter that is left out then.
NAMES_A_LETTER = {"letter": "in_reply_to", "taken_comment": "letter"}
EMPTIED: Mapping[str, tuple[str, ...]] = {"letter": ("email",), "decision": ("reason",)}


def is_folder(destination: Path) -> bool:
    return not is_packed(destination)


def write(place: Path, choice: Choice) -> Iterator[Written]:
    """Fills a folder, or a tar with what would be in it."""
    if place.suffix.lower() in (".jsonl", ".json"):
        raise ExportFailed("A complete export has pictures beside it: name a folder, or a file that ends in .tar.")
    if not is_packed(place):
        yield from _fill(place, choice)
        return
    folder = place.with_name("export")
    folder.mkdir()
    yield from _fill(folder, choice)
    pack(folder, place)


def _fill(folder: Path, choice: Choice) -> Iterator[Written]:
    pictures = PictureFolder(folder / PICTURES)
    persons = people.exported((kind, _rows(kind, choice)) for kind in KINDS)
    with (folder / RECORDS).open("xb") as file:
        records = _Records(file, {PERSON: len(persons)} | {kind.name: _count(kind, choice) for kind in KINDS})
        for person in persons:
            records.add({"record": PERSON, **person})
            yield Written(f"{PERSON}s")
        for kind in KINDS:
            yield from _write(kind, records, pictures=pictures, choice=choice)
        records.end()


class _Records:
    """The lines of an export: the first counts the others, and has their digest when they are all there."""

    def __init__(self, file: BinaryIO, counts: Mapping[str, int]) -> None:
        self._file, self._counts, self._digest = file, counts, hashlib.sha256()
        self._write_header("0" * 64)

    def add(self, record: Mapping[str, Any]) -> None:
        written = line(record)
        self._digest.update(written)
        self._file.write(written)

    def end(self) -> None:
        self._file.seek(0)
        self._write_header(self._digest.hexdigest())

    def _write_header(self, digest: str) -> None:
        said = {"languages": list(settings.NEWSROOM_LANGUAGES), "zone": settings.NEWSROOM_ZONE}
        self._file.write(line({HEADER: VERSION, DIGEST: digest, "counts": self._counts, **said}))


def _count(kind: Kind, choice: Choice) -> int:
    return _rows(kind, choice).order_by().count()


def _write(kind: Kind, records: _Records, *, pictures: PictureFolder, choice: Choice) -> Iterator[Written]:
    emptied = EMPTIED.get(kind.name, ()) if choice.without_readers else ()
    reference = NAMES_A_LETTER.get(kind.name, "") if choice.without_readers else ""
    left_out = _letters_left_out() if reference else frozenset()
    for record in _records(kind, _rows(kind, choice)):
        record |= dict.fromkeys(emptied, "")
        if reference and record[reference] in left_out:
            record[reference] = None
        if kind.file and record[kind.file]:
            stored, sha256 = record[kind.file], record["sha256"]
            record[kind.file] = sha256
            if not pictures.add(stored, sha256=sha256, media_type=record["media_type"]):
                record[kind.file] = None
                yield Written(kind.plural, problem=f"The file of {kind.name} {record['id']} is lost or was changed.")
        records.add(record)
        yield Written(kind.plural)


def _letters_left_out() -> frozenset[int]:
    return frozenset(Letter.objects.exclude(**PRINTED).values_list("pk", flat=True))


def _rows(kind: Kind, choice: Choice) -> QuerySet:
    rows = kind.rows()
    return rows.filter(**OF_READERS.get(kind.name, {})) if choice.without_readers else rows


def _records(kind: Kind, rows: QuerySet) -> Iterator[dict[str, Any]]:
    """Each row as one flat object. What names a row of another kind is its number."""
    names = ["id", *(field.name for field in kind.fields), *kind.lists]
    lists = {f"listed_{name}": kind.listed(name) for name in kind.lists}
    columns = ["pk", *(field.attname for field in kind.fields), *lists]
    for values in rows.annotate(**lists).values_list(*columns).iterator(chunk_size=AT_ONCE):
        yield {"record": kind.name, **dict(zip(names, map(spelled, values), strict=True))}

"""Taking a complete export in: one transaction, so that a run that was ended leaves nothing and is run again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from secrets import token_hex
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import DatabaseError, connection, transaction
from django.db.models import Exists, OuterRef, Subquery

from articles import indexing, reader_terms
from articles.models import Article, Edition, Image, Publication, Transition
from articles.pictures import indexing as library
from articles.pictures import storing as files
from articles.workflow import DeskState
from newsroom.moving.complete.kinds import KINDS, Kind
from newsroom.wire.models import Source

from . import checks, pictures, storing
from . import people as accounts
from .parcels import BROKEN, Parcel
from .pictures import Shelves
from .records import Records, Row
from .refusing import Refused

AT_ONCE = 500  # rows in memory
BULKY = 8_000_000  # bytes of their lines: fewer rows where they are long
# What a row has beside what is exported: empty until it is made anew, or a secret that nobody knows.
BESIDE: dict[str, dict[str, Any]] = {
    "picture": {"recipe": ""},
    "article": {"history_length": 0, "history_head": ""},
    "letter": {"place_key": ""},
    "wire_source": {"header_value_sealed": "", "is_paused": True},
}


@dataclass
class Taking:
    """One run, and what whoever started it should know when it is over."""

    parcel: Parcel
    is_kept: bool = True
    notes: list[str] = field(default_factory=list)
    is_incomplete: bool = False

    def run(self) -> Iterator[str]:
        """Takes everything in and yields what it has just done, in the plural. Raises `Refused` and keeps nothing."""
        with files.removed_on_failure(files.remove_originals) as written, transaction.atomic():
            try:
                yield from self._take(written)
            except DatabaseError as problem:
                raise Refused(_told(problem)) from problem
            except BROKEN as problem:
                raise Refused(f"The archive is broken: {problem or 'it ends early'}.") from problem
            if not self.is_kept:
                transaction.set_rollback(True)

    def _take(self, written: list[str]) -> Iterator[str]:
        _take_turn()
        check_empty()
        shelves = Shelves(is_kept=self.is_kept)
        with self.parcel.records() as stream:
            records = Records(stream)
            self._compare(records)
            yield from self._take_rows(records, shelves)
            records.end()
        storing.check_references()
        checks.check()
        for _digest in shelves.fill(self.parcel, written=written):
            yield "picture files"
        self._tell_of(shelves)
        _make_anew()

    def _compare(self, records: Records) -> None:
        header = records.header
        if missing := sorted(set(header.languages) - set(settings.NEWSROOM_LANGUAGES)):
            raise Refused(
                f"The export has stories in {', '.join(missing)}: add them to NEWSROOM_LANGUAGES, which is "
                f"{','.join(settings.NEWSROOM_LANGUAGES)} here and was {','.join(header.languages)} there."
            )
        if header.zone != settings.NEWSROOM_ZONE:
            self.notes.append(f"Its days were those of {header.zone}; here they are those of {settings.NEWSROOM_ZONE}.")

    def _take_rows(self, records: Records, shelves: Shelves) -> Iterator[str]:
        arrived = accounts.take(records.people())
        yield from ("persons" for _person in (*arrived.known, *arrived.made))
        for kind in KINDS:
            for rows in _batches(records.rows(kind)):
                _store(kind, [self._beside(kind, row, shelves, arrived.known) for row in rows])
                yield from (kind.plural for _row in rows)
            if kind.model is Transition:
                _follow_moves()
        accounts.give_roles(arrived.made)
        self._tell_of_people(arrived)

    def _beside(self, kind: Kind, row: Row, shelves: Shelves, known: set[int]) -> Row:
        """A row with what is not in the export."""
        values = {**row.values, **BESIDE.get(kind.name, {})}
        if kind.file:
            values[kind.file] = shelves.name_of(values[kind.file], values["sha256"])
        if kind.model is Article:  # moves bring it to where it stands
            values["desk_state"] = DeskState.INCOMING if values["desk_state"] == DeskState.INCOMING else DeskState.DRAFT
        if kind.name == "preview_link":
            values["token_hash"] = token_hex(32)
        if kind.model is Source and values["trusted_by_id"] in known:
            self.notes.append(f"The source “{values['name']}” may not publish until a chief here says so.")
            values["trusted_by_id"] = None
        return replace(row, values=values)

    def _tell_of_people(self, arrived: accounts.Arrived) -> None:
        if arrived.made:
            names = ", ".join(person["username"] for person in arrived.made)
            self.notes.append(
                f"Accounts were made that nobody can sign in with until an administrator lets them: {names}."
            )
        if arrived.known:
            self.notes.append("Whoever had an account here keeps the roles that they have here.")

    def _tell_of(self, shelves: Shelves) -> None:
        self.notes += shelves.refused
        if shelves.lost:
            self.notes.append(f"{len(shelves.lost)} pictures had lost their files before they were exported.")
        self.is_incomplete = bool(shelves.refused)


def check_empty() -> None:
    """Raises `Refused` where something would have to be mixed with what is here."""
    here = [f"{rows} {kind.plural}" for kind in KINDS if (rows := kind.model._default_manager.count())]
    if here:
        raise Refused(f"This newsroom is not empty, it has {', '.join(here)}: take the export into an empty one.")


def _batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    batch, size = [], 0
    for row in rows:
        batch.append(row)
        size += row.size
        if len(batch) == AT_ONCE or size > BULKY:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _take_turn() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('newsroom taking in'))")


def _store(kind: Kind, rows: list[Row]) -> None:
    names = [kind.model._meta.pk.attname, *rows[0].values]
    try:
        with transaction.atomic():
            storing.copy(kind.model, names, [[row.key, *row.values.values()] for row in rows])
            for name in kind.lists:
                through, own, other = kind.through(name)
                pairs = [(row.key, key) for row in rows for key in row.lists[name]]
                storing.copy(through, (own, other), pairs)
    except DatabaseError as problem:
        lines = f"{rows[0].line} to {rows[-1].line}"
        raise Refused(f"The {kind.plural} of lines {lines} cannot be: {_told(problem)}") from problem


def _follow_moves() -> None:
    """Brings each story to where its last move says that it is: a trigger lets nothing else do that."""
    last = Transition.objects.filter(article=OuterRef("pk")).order_by("-number")
    Article.objects.filter(Exists(last)).update(
        desk_state=Subquery(last.values("desk_to")[:1]),
        history_length=Subquery(last.values("number")[:1]),
        history_head=Subquery(last.values("hash")[:1]),
    )


def _make_anew() -> None:
    """What is not exported: numbers that go on, what stories and pictures are found by, renditions, the edition."""
    storing.count_on([*(kind.model for kind in KINDS), get_user_model()])
    indexing.index_all(Article.objects.values_list("pk", flat=True))
    reader_terms.index_all(Publication.objects.live().values_list("pk", flat=True))
    library.index_all(Image.objects.values_list("pk", flat=True))
    pictures.render_later()
    Edition.bump()


def _told(problem: DatabaseError) -> str:
    """What the database says, in one line; its second is the row or key that it speaks of."""
    return " ".join(str(problem).split("CONTEXT:")[0].split())[:500]

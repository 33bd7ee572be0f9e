"""The slots of the form: as they were typed, put in order and changed by its buttons, and as a front takes them."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import moments
from articles.admin.keys import key_of
from articles.timed import read_moment
from articles.workflow import MoveIncomplete
from newsroom.fronts.slots import LONGEST, Slot, Until

MOST = 40  # rows that are read of a form: more than any front may have, so that nothing is lost before it is refused
NO_STORY = 0  # what is not written as a number is no story's


@dataclass(frozen=True, kw_only=True)
class TypedSlot:
    """`until` is local time of the newsroom, as typed; `fold` says which of a doubled hour is meant. `is_whole` is
    false where the form had no fields for words and a pin."""

    article_id: int | None = None
    until: str = ""
    fold: int | None = None
    headline: str = ""
    kicker: str = ""
    standfirst: str = ""
    is_whole: bool = True


def typed_of(slot: Slot) -> TypedSlot:
    until = local_of(slot.until.at) if slot.until else ""
    return TypedSlot(article_id=slot.article_id, until=until, **{name: getattr(slot, name) for name in LONGEST})


def local_of(moment: datetime, zone: str = "") -> str:
    """A moment as fields of forms have it: in the newsroom's zone, if no other is named."""
    return moments.local_line(moment, zone or settings.NEWSROOM_ZONE).replace(" ", "T")


def read(posted: Mapping[str, str]) -> list[TypedSlot]:
    """The rows of the form, in the order of the numbers that stand beside them."""
    count = key_of(posted.get("slots", "")) or 0
    rows = [_row(posted, number) for number in range(min(count, MOST))]
    places = [key_of(posted.get(f"slot-{number}-place", "")) or number + 1 for number in range(len(rows))]
    order = sorted(range(len(rows)), key=lambda number: _rank(places[number], number))
    return [rows[number] for number in order]


def _rank(place: int, number: int) -> tuple[int, int, int]:
    """A row that was moved up goes before the one whose number it took, one that was moved down behind it."""
    return place, (place > number + 1) - (place < number + 1), number


def _row(posted: Mapping[str, str], number: int) -> TypedSlot:
    def field(name: str) -> str:
        return posted.get(f"slot-{number}-{name}", "").strip()

    article, fold = field("article"), field("fold")
    return TypedSlot(
        article_id=(key_of(article) or NO_STORY) if article else None,
        until=field("until"),
        fold=int(fold) if fold in ("0", "1") else None,
        is_whole=f"slot-{number}-headline" in posted,
        **{name: field(name) for name in LONGEST},
    )


def changed(slots: Sequence[TypedSlot], wish: str) -> list[TypedSlot] | None:
    """What a button makes of the rows (`up-3`, `down-3`, `remove-3`, `add-17`, `automatic`); None for another wish."""
    verb, _dash, number = wish.partition("-")
    rows, key = list(slots), key_of(number) or 0
    if wish == "automatic":
        return [*rows, TypedSlot()]
    if verb == "add" and key:
        return _with(rows, key)
    if verb not in ("up", "down", "remove") or not 1 <= key <= len(rows):
        return None
    row = rows.pop(key - 1)
    if verb != "remove":
        rows.insert(max(0, key - 2) if verb == "up" else key, row)
    return rows


def _with(rows: list[TypedSlot], key: int) -> list[TypedSlot]:
    """A story takes the first place that is filled by itself, or a new one at the end."""
    if any(row.article_id == key for row in rows):
        return rows
    free = next((number for number, row in enumerate(rows) if row.article_id is None), len(rows))
    rows[free : free + 1] = [TypedSlot(article_id=key)]
    return rows


def resolved(slots: Iterable[TypedSlot], *, base: Iterable[Slot], seen: Container[int]) -> list[Slot]:
    """The slots as a front takes them. Of a story that the person may not see (`seen` are those that they may), or
    could not when the form was made, the form shows no words: its slot stays as it is in `base`, the arrangement that
    they started from.

    Raises `MoveIncomplete` with the slot's number.
    """
    earlier = {slot.article_id: slot for slot in base if slot.article_id is not None}
    return [
        _resolved(row, number=number, old=earlier.get(row.article_id), is_seen=row.article_id in seen)
        for number, row in enumerate(slots, start=1)
    ]


def _resolved(row: TypedSlot, *, number: int, old: Slot | None, is_seen: bool) -> Slot:
    words = {name: getattr(row, name) for name in LONGEST}
    if row.article_id is None:
        return Slot(**words)
    if is_seen and (row.is_whole or not old):
        return Slot(article_id=row.article_id, until=_until(row, number=number, old=old), **words)
    if old:
        return old
    words = {"key": row.article_id, "number": number}
    raise MoveIncomplete(_("There is no story No. %(key)s (slot %(number)s).") % words)


def _until(row: TypedSlot, *, number: int, old: Slot | None) -> Until | None:
    if not row.until:
        return None
    if old and old.until and row.fold is None and local_of(old.until.at) == row.until:
        return old.until
    zone = settings.NEWSROOM_ZONE
    try:
        at, local = read_moment(row.until, zone=zone, fold=row.fold)
    except MoveIncomplete as problem:
        words = {"number": number, "problem": problem}
        raise MoveIncomplete(_("Slot %(number)s: %(problem)s") % words) from problem.__cause__
    return Until(at=at, local=local, zone=zone, fold=moments.fold_of(at, zone))


def local_now() -> str:
    """What clocks of the newsroom show now, as the form writes a moment."""
    return local_of(timezone.now())

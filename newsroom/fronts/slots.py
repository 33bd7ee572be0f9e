"""A place on a front as editors fill it: with a story, perhaps until a moment and in other words, or with whatever is
newest. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from articles import moments

SCHEMA = 1
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
MOST_ON_FRONT_PAGE, MOST_ON_SECTION_FRONT = 12, 8
LONGEST = {"headline": 300, "kicker": 120, "standfirst": 600}  # as long as a story's own may be shown


@dataclass(frozen=True, kw_only=True)
class Until:
    """The end of a pin: the instant, and the local time in a zone that it was typed as."""

    at: datetime
    local: str
    zone: str
    fold: int = 0


@dataclass(frozen=True, kw_only=True)
class Slot:
    """Without an article it is filled with the newest. `headline`, `kicker` and `standfirst` stand for the story's
    own on this front alone."""

    article_id: int | None = None
    until: Until | None = None
    headline: str = ""
    kicker: str = ""
    standfirst: str = ""

    @property
    def is_automatic(self) -> bool:
        return self.article_id is None

    @property
    def words(self) -> dict[str, str]:
        """What it says in other words than the story's own."""
        return {name: words for name in LONGEST if (words := getattr(self, name))}

    def holds_at(self, moment: datetime) -> bool:
        """Whether its story is still meant to stand here."""
        return self.article_id is not None and (self.until is None or moment < self.until.at)


AUTOMATIC = Slot()
USUAL_FRONT_PAGE = (AUTOMATIC,) * 4  # what nobody has arranged: the lead and three beside it


def usual(*, is_front_page: bool) -> tuple[Slot, ...]:
    """The slots of a front that nobody has arranged."""
    return USUAL_FRONT_PAGE if is_front_page else ()


def written(slots: Iterable[Slot]) -> list[dict]:
    """The slots as JSON, what is empty left out."""
    return [_written(slot) for slot in slots]


def _written(slot: Slot) -> dict:
    until = slot.until
    pin = {"at": until.at.isoformat(), "local": until.local, "zone": until.zone, "fold": until.fold} if until else None
    values = {"article": slot.article_id, "until": pin, **slot.words}
    return {name: value for name, value in values.items() if value is not None}


def read(rows: Sequence[Mapping]) -> tuple[Slot, ...]:
    """The slots that `written` wrote. A pin ends when clocks in its zone show the time that was typed, by the zone's
    rules of today."""
    return tuple(_read(row) for row in rows)


def _read(row: Mapping) -> Slot:
    words = {name: row.get(name, "") for name in LONGEST}
    return Slot(article_id=row.get("article"), until=_until(row["until"]) if "until" in row else None, **words)


def _until(row: Mapping) -> Until:
    until = Until(at=datetime.fromisoformat(row["at"]), local=row["local"], zone=row["zone"], fold=row["fold"])
    try:
        at = moments.rederived(until.at, typed=until.local, zone=until.zone, fold=until.fold)
    except ValueError:  # a zone that is known no longer: the instant of its day stands
        return until
    return replace(until, at=at)


def digest(slots: Iterable[Slot]) -> str:
    """SHA-256 of an arrangement."""
    return hashlib.sha256(json.dumps([SCHEMA, written(slots)], sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def article_ids(slots: Iterable[Slot]) -> list[int]:
    return [slot.article_id for slot in slots if slot.article_id is not None]


def standing(slots: Iterable[Slot], *, at: datetime) -> list[int]:
    """The articles that are meant to stand on the front at a moment."""
    return [slot.article_id for slot in slots if slot.article_id is not None and slot.holds_at(at)]


def ends(slots: Iterable[Slot]) -> set[datetime]:
    """The moments at which a slot of the arrangement is given free."""
    return {slot.until.at for slot in slots if slot.until and slot.article_id is not None}

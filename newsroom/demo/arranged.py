"""The demo's front pages: arranged by its editor, with a pin, other words, and a change that waits for the morning."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from articles.models import Article
from newsroom.fronts import arranging, timed
from newsroom.fronts.models import Place
from newsroom.fronts.slots import Slot, Until

from .room import Room
from .texts import HERE, read

MORNING, EVENING = time(6), time(20)


def arrange_fronts(room: Room, stories: Mapping[str, Article]) -> None:
    """Arranges the front page of each language that the newsroom has; `stories` are those in their first language."""
    for entry in read(HERE / "fronts.toml")["front"]:
        if entry["language"] in settings.NEWSROOM_LANGUAGES:
            _arrange(entry, room, stories)


def _arrange(entry: Mapping, room: Room, stories: Mapping[str, Article]) -> None:
    place, editor = Place(entry["language"]), room.people["editor"]
    now = _slots(entry["slots"], entry["language"], room, stories)
    arranging.arrange(place, filled=now, by=editor, started_from=0, note=entry["note"])
    later = _slots(entry["later"], entry["language"], room, stories)
    run_at = f"{_tomorrow(room, MORNING):%Y-%m-%dT%H:%M}"
    timed.schedule(place, filled=later, by=editor, started_from=1, run_at=run_at, note=entry["later_note"])


def _slots(rows: Iterable[Mapping], language: str, room: Room, stories: Mapping[str, Article]) -> list[Slot]:
    return [_slot(row, language, room, stories) for row in rows]


def _slot(row: Mapping, language: str, room: Room, stories: Mapping[str, Article]) -> Slot:
    if not row:
        return Slot()
    words = {name: row[name] for name in ("headline", "kicker") if name in row}
    until = _pin(_tomorrow(room, EVENING)) if row.get("pinned") else None
    return Slot(article_id=_in_language(stories[row["story"]], language).pk, until=until, **words)


def _in_language(article: Article, language: str) -> Article:
    return article if article.language == language else article.translations.get(language=language)


def _pin(local: datetime) -> Until:
    return Until(at=local, local=f"{local:%Y-%m-%dT%H:%M}", zone=settings.NEWSROOM_ZONE)


def _tomorrow(room: Room, at: time) -> datetime:
    zone = ZoneInfo(settings.NEWSROOM_ZONE)
    return datetime.combine(room.now.astimezone(zone).date() + timedelta(days=1), at, tzinfo=zone)

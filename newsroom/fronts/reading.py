"""What readers' pages ask: how a front is arranged now, and what the banner says. Nothing here reaches a story that is
not live."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject, Now

from articles.models import Publication

from . import slots
from .models import Arrangement, Banner
from .slots import Slot


@dataclass(frozen=True)
class Arranged:
    """The slots of a front, and when, by the database's clock, they were read."""

    slots: tuple[Slot, ...]
    read_at: datetime

    def moment(self, now: datetime) -> datetime:
        """The moment for which the front is shown: by this machine's clock, but not before it was read. What was
        read once a pin had ended must not bring it back because a host's clock is behind."""
        return max(now, self.read_at)


def arrangement_rows(language: Any) -> QuerySet:
    """How each front of a language is arranged, as JSON."""
    rows = Arrangement.objects.in_force().filter(front__language=language).order_by("pk")
    return rows.values(row=JSONObject(section="front__section", slots="slots", read_at=Now()))


def arranged(rows: Iterable[Mapping], section_id: int | None) -> Arranged:
    """Return how the front page, or a section's front, is arranged; the usual slots where nobody has arranged it."""
    for row in rows:
        if row["section"] == section_id:
            return Arranged(slots.read(row["slots"]), datetime.fromisoformat(row["read_at"]))
    return Arranged(slots.usual(is_front_page=section_id is None), slots.NEVER)


@dataclass(frozen=True)
class BannerLine:
    """What the banner says in one language, and the address that it leads to, "" for none."""

    text: str
    path: str
    ends_at: datetime


def banner_rows(language: Any, *, at: datetime | None = None) -> QuerySet:
    """The running banner, or that of a moment, as JSON; it leads to the story of the language as long as that is
    live."""
    own = Publication.objects.filter(article=OuterRef(OuterRef("article_id"))).values("translation_group")
    live = Publication.objects.live().filter(language=language, translation_group__in=own).newest_first()
    banners = Banner.objects.running_at(at) if at else Banner.objects.running()
    return banners.values(row=JSONObject(texts="texts", ends_at="ends_at", path=Subquery(live.values("path")[:1])))[:1]


def banner_line(rows: Iterable[Mapping], language: str) -> BannerLine | None:
    """Return what the banner says, if it says something in this language."""
    for row in rows:
        if text := row["texts"].get(language):
            return BannerLine(text, row["path"] or "", datetime.fromisoformat(row["ends_at"]))
    return None

"""What readers' pages ask: how a front is arranged now, and what the banner says. Nothing here reaches a story that is
not live."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BigIntegerField, OuterRef, QuerySet
from django.db.models.functions import Now

from articles.models import Publication
from newsroom.prepared import Asked, Prepared

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


def _in_force(**front) -> QuerySet[Arrangement]:
    rows = Arrangement.objects.in_force().filter(front__language=Asked("language"), **front)
    return rows.annotate(read_at=Now()).only("slots")


_ON_FRONT_PAGE = Prepared(lambda: _in_force(front__section=None))
_ON_SECTION_FRONT = Prepared(lambda: _in_force(front__section=Asked("section", BigIntegerField())))


def arranged(section_id: int | None, language: str) -> Arranged:
    """How the front page, or a section's front, is arranged; the usual slots where nobody has arranged it."""
    of_front_page, of_section = _ON_FRONT_PAGE.rows, _ON_SECTION_FRONT.rows
    rows = of_section(section=section_id, language=language) if section_id else of_front_page(language=language)
    for found in rows:
        return Arranged(found.places, found.read_at)
    return Arranged(slots.usual(is_front_page=section_id is None), slots.NEVER)


@dataclass(frozen=True)
class BannerLine:
    """What the banner says in one language, and the address that it leads to, "" for none."""

    text: str
    path: str
    ends_at: datetime


def _shown(banners: QuerySet[Banner], language: Any) -> QuerySet[Banner]:
    own = Publication.objects.filter(article=OuterRef(OuterRef("article_id"))).values("translation_group")
    live = Publication.objects.live().filter(language=language, translation_group__in=own).newest_first()
    return banners.annotate(paths=ArraySubquery(live.values("path")[:1]))[:1]


_RUNNING = Prepared(lambda: _shown(Banner.objects.running(), Asked("language")))


def banner_line(language: str, *, at: datetime | None = None) -> BannerLine | None:
    """The running banner, or that of a moment, if it says something in this language; it leads to the story as long as
    that is live."""
    rows = _shown(Banner.objects.running_at(at), language) if at else _RUNNING.rows(language=language)
    found = next(iter(rows), None)
    text = found.texts.get(language, "") if found else ""
    if not found or not text:
        return None
    return BannerLine(text, next(iter(found.paths), ""), found.ends_at)

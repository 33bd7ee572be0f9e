"""What readers' pages ask: how a front is arranged now, and what the banner says. Nothing here reaches a story that is
not live."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import Now

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


def arranged(section_id: int | None, language: str) -> Arranged:
    """How the front page, or a section's front, is arranged; the usual slots where nobody has arranged it."""
    rows = Arrangement.objects.in_force().filter(front__section=section_id, front__language=language)
    found = rows.annotate(read_at=Now()).only("slots").first()
    if found:
        return Arranged(found.places, found.read_at)
    return Arranged(slots.usual(is_front_page=section_id is None), slots.NEVER)


@dataclass(frozen=True)
class BannerLine:
    """What the banner says in one language, and the address that it leads to, "" for none."""

    text: str
    path: str
    ends_at: datetime


def banner_line(language: str, *, at: datetime | None = None) -> BannerLine | None:
    """The running banner, or that of a moment, if it says something in this language; it leads to the story as long as
    that is live."""
    own = Publication.objects.filter(article=OuterRef(OuterRef("article_id"))).values("translation_group")
    live = Publication.objects.live().in_language(language).filter(translation_group__in=own).newest_first()
    running = Banner.objects.running_at(at) if at else Banner.objects.running()
    running = running.annotate(paths=ArraySubquery(live.values("path")[:1]))
    found = running.first()
    text = found.texts.get(language, "") if found else ""
    if not found or not text:
        return None
    return BannerLine(text, next(iter(found.paths), ""), found.ends_at)

"""Lists of stories by key and not by count: the last part is as fast as the first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.db.models import F, Q, QuerySet

from articles.models import Publication
from newsroom.pages.cursors import Place

PUBLISHED, UPDATED = "published", "updated"
_MOMENTS = {PUBLISHED: "first_published_at", UPDATED: "updated_at"}


class Part(NamedTuple):
    """The keys of a part of a list, and the place where the rest begins, None at its end."""

    keys: list[int]
    rest: Place | None


def newest(
    publications: QuerySet[Publication],
    *,
    by: str = PUBLISHED,
    languages: Iterable[str] = (),
    since: datetime | None = None,
    until: datetime | None = None,
    before: Place | None = None,
    limit: int,
) -> Part:
    """Return live stories, the newest first by when they were published or updated. One query: the newest of each
    language, of which an index has the order, and of these the newest of all."""
    field = _MOMENTS[by]
    stories = publications.live().filter(_within(field, since=since, until=until))
    if before:
        stories = stories.filter(_below(field, before))
    ordered = stories.annotate(key=F("pk"), at=F(field)).order_by(f"-{field}", "-id").values_list("key", "at")
    first, *others = [ordered.filter(language=code)[: limit + 1] for code in languages or settings.NEWSROOM_LANGUAGES]
    found = list(first.union(*others, all=True).order_by("-at", "-key")[: limit + 1] if others else first)
    rest = Place(found[limit - 1][1], found[limit - 1][0]) if len(found) > limit else None
    return Part([key for key, _at in found[:limit]], rest)


def _within(field: str, *, since: datetime | None, until: datetime | None) -> Q:
    """From a moment on, and before another."""
    is_late = Q((f"{field}__gte", since)) if since else Q()
    return is_late & Q((f"{field}__lt", until)) if until else is_late


def _below(field: str, place: Place) -> Q:
    """After a place in the list. The second part says the same more loosely: an index can begin there."""
    at, key = place
    is_later_in_list = Q((f"{field}__lt", at)) | Q((field, at), id__lt=key)
    return is_later_in_list & Q((f"{field}__lte", at))

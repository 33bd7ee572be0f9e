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
    """A part of a list, as the places of what is in it."""

    places: list[Place]
    has_rest: bool

    @property
    def keys(self) -> list[int]:
        return [place.key for place in self.places]

    @property
    def rest(self) -> Place | None:
        """Where the list goes on, None at its end."""
        return self.places[-1] if self.has_rest else None

    def cut(self, most: int) -> Part:
        """The part with as many at most; the others come with the rest."""
        return Part(self.places[:most], self.has_rest or len(self.places) > most)


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
    return _part(found, limit=limit)


def changed(
    *,
    languages: Iterable[str],
    since: datetime | None = None,
    until: datetime | None = None,
    after: Place | None = None,
    limit: int,
) -> Part:
    """Return every story that readers have or had, in the order in which they changed: when they were published,
    corrected or taken back, and live ones again when a picture of theirs became another or was withdrawn, or an
    author, a section or a topic got another name or address."""
    stories = Publication.objects.filter(language__in=languages)
    first, *others = [
        _from(found, since=since, until=until, place=after)[: limit + 1] for found in stories.by_each_change()
    ]
    return _part(list(first.union(*others).order_by("at", "key")[: limit + 1]), limit=limit)


def _part(found: list[tuple[int, datetime]], *, limit: int) -> Part:
    return Part([Place(at, key) for key, at in found[:limit]], len(found) > limit)


def _from(
    stories: QuerySet[Publication], *, since: datetime | None, until: datetime | None, place: Place | None
) -> QuerySet:
    """Oldest first by `at`, where there is such a moment; each once for each, also where an author has two bylines."""
    stories = stories.filter(_within("at", since=since, until=until), at__isnull=False)
    if place:
        stories = stories.filter(Q(at__gt=place.at) | Q(at=place.at, id__gt=place.key), at__gte=place.at)
    return stories.annotate(key=F("pk")).order_by("at", "key").values_list("key", "at").distinct()


def _within(field: str, *, since: datetime | None, until: datetime | None) -> Q:
    """From a moment on, and before another."""
    is_late = Q((f"{field}__gte", since)) if since else Q()
    return is_late & Q((f"{field}__lt", until)) if until else is_late


def _below(field: str, place: Place) -> Q:
    """After a place in the list. The second part says the same more loosely: an index can begin there."""
    at, key = place
    is_later_in_list = Q((f"{field}__lt", at)) | Q((field, at), id__lt=key)
    return is_later_in_list & Q((f"{field}__lte", at))

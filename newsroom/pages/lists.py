"""Lists of stories, by key and not by count: the last page is as fast as the first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import DateTimeField, Q, QuerySet
from django.http import Http404, HttpRequest
from django.utils.safestring import SafeString

from articles.models import Correction, Publication
from newsroom.pages import cursors
from newsroom.pages.cursors import BadCursor, Place
from newsroom.pages.queries import KEY
from newsroom.pages.story_rows import teasers
from newsroom.pages.teasers import Teaser, joined, rows_of
from newsroom.prepared import Asked, Prepared

LENGTH = 20
_TOP = Place(datetime.max.replace(tzinfo=UTC), 0)  # above every story


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A part of a list: what it shows, where it starts ("" at the top) and where the rest is."""

    rows: list
    before: str = ""
    rest: str = ""
    place: Place | None = None
    newest_at: datetime | None = None

    @property
    def markup(self) -> SafeString:
        """Of teasers."""
        return joined((row.row for row in self.rows), after="\n")

    @property
    def markup_with_sections(self) -> SafeString:
        """Of teasers that are not all of one section."""
        return joined((row.row_with_section for row in self.rows), after="\n")


def asked_place(request: HttpRequest) -> Place | None:
    """Where the reader wants the list to go on. Raises Http404 for what is no cursor of ours."""
    cursor = request.GET.get("before")
    try:
        return None if cursor is None else cursors.read(cursor)
    except BadCursor as error:
        raise Http404 from error


class Stories:
    """A kind of list, whose SQL is made once: the live stories of a queryset with `Asked` values, newest first."""

    def __init__(self, publications: Callable[[], QuerySet[Publication]], *, most: int = LENGTH + 1):
        at, key = Asked("at", DateTimeField()), Asked("key", KEY)
        self._rows = Prepared(lambda: teasers(publications().live().newest_first().before(at, key))[:most])

    def rows(self, *, place: Place | None = None, **values: object) -> list[Any]:
        """Those from a place on, as `story_rows.teasers` has them."""
        at, key = place or _TOP
        return self._rows.rows(at=at, key=key, **values)

    def listed(self, *, place: Place | None = None, **values: object) -> Listed:
        """The part of the list that a page shows, as teasers."""
        return listed_stories(self.rows(place=place, **values), place=place)


def listed_stories(rows: Sequence[Any], *, place: Place | None = None, is_top: bool = True) -> Listed:
    """Return rows of `story_rows.teasers`, newest first, as teasers. More than LENGTH of them: there is a rest.
    `is_top`: nothing stands above them."""
    last = Place(rows[LENGTH - 1].first_published_at, rows[LENGTH - 1].pk) if len(rows) > LENGTH else None
    shown: list[Teaser] = rows_of(rows[:LENGTH], is_top=is_top)
    return _listed(shown, place=place, last=last, newest_at=rows[0].first_published_at if rows else None)


def corrections(rows: QuerySet[Correction], *, place: Place | None = None) -> Listed:
    """Return corrections, newest first."""
    if place:
        earlier = Q(published_at__lt=place.at) | Q(published_at=place.at, id__lt=place.key)
        rows = rows.filter(earlier, published_at__lte=place.at)
    found = list(rows[: LENGTH + 1])
    last = Place(found[LENGTH - 1].published_at, found[LENGTH - 1].pk) if len(found) > LENGTH else None
    return _listed(found[:LENGTH], place=place, last=last)


def _listed(rows: list, *, place: Place | None, last: Place | None, newest_at: datetime | None = None) -> Listed:
    return Listed(
        rows=rows,
        newest_at=newest_at,
        place=place,
        before=cursors.written(place) if place else "",
        rest=cursors.written(last) if last else "",
    )

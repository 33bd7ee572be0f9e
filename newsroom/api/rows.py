"""What the API reads of stories: with everything that hangs on them, in one query whatever their number."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Func, IntegerField, OuterRef, QuerySet

from articles.models import Image, Publication, Section
from newsroom.pages.queries import BYLINES, IMAGE, KEY, shown_sections, whole
from newsroom.prepared import Asked, IsAnyOf, Prepared

MOST_BYTES = 2_000_000  # of bodies in one answer, as in a feed
_LEAD = Image.objects.in_use().filter(pk=OuterRef("lead_image_id"), publications=OuterRef("pk"))
_OF_NO_BRIEF = ("body_html", "notice", "search_title", "search_description")
_ONE = Prepared(lambda: in_whole(Publication.objects.filter(pk=Asked("key", KEY))))
_WHOLE = Prepared(lambda: in_whole(Publication.objects.live().filter(IsAnyOf("pk", Asked("keys", KEY)))))
_BRIEF = Prepared(
    lambda: (
        Publication.objects.live()
        .filter(IsAnyOf("pk", Asked("keys", KEY)))
        .defer(*_OF_NO_BRIEF)
        .annotate(byline_rows=BYLINES, images=ArraySubquery(_LEAD.values(row=IMAGE)))
    )
)
_LINKED = Prepared(
    lambda: (
        Publication.objects.live()
        .filter(IsAnyOf("article_id", Asked("articles", KEY)))
        .values_list("article_id", "pk", "path", "headline", "language", named=True)
    )
)


def in_whole(publications: QuerySet[Publication]) -> QuerySet[Publication]:
    """The publications with all that their pages show, and when that last changed."""
    return whole(publications).with_last_change()


def one(key: int) -> Publication | None:
    """The story of a key, in whatever state readers have it."""
    return next(iter(_with_sections(_ONE.rows(key=key))), None)


def in_full(keys: Iterable[int]) -> list[Publication]:
    """Those that are live, whole, in the order of the keys."""
    return _in_order(_WHOLE.rows(keys=list(keys)), keys)


def in_brief(keys: Iterable[int]) -> list[Publication]:
    """Those that are live, as lists show them, in the order of the keys."""
    return _in_order(_BRIEF.rows(keys=list(keys)), keys)


def room_for(keys: list[int]) -> int:
    """How many of these there is room for in one answer, from the first on; one at least."""
    size = Func("body_html", function="OCTET_LENGTH", output_field=IntegerField())
    sizes = dict(Publication.objects.filter(pk__in=keys).values_list("pk", size))
    sums = list(accumulate(sizes.get(key, 0) for key in keys))
    return max(sum(1 for total in sums if total <= MOST_BYTES), 1)


def linked(article_ids: Iterable[int]) -> dict[int, Any]:
    """Where those are that are live, by article id."""
    return {row.article_id: row for row in _LINKED.rows(articles=list(article_ids))}


def _in_order(rows: list[Publication], keys: Iterable[int]) -> list[Publication]:
    found = {row.pk: row for row in _with_sections(rows)}
    return [found[key] for key in keys if key in found]


def _with_sections(rows: list[Publication]) -> list[Publication]:
    sections: dict[int, Section] = {section.pk: section for section in shown_sections()}
    for row in rows:
        if section := sections.get(row.section_id):
            row.section = section
    return rows

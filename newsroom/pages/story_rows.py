"""What lists read of live stories: rows of values, no models. To make a model costs more than to read it.

The names of the rows' columns are those of a `Publication`, and the ones that `teasers` adds: a draft has them, too.
"""

from __future__ import annotations

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Expression, F, Func, JSONField, OuterRef, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce, JSONObject, NullIf

from articles.models import Publication, PublicationByline, Rendition
from newsroom.pages.pictures import BETWEEN, CARDS

_LINE = ("pk", "article_id", "language", "path", "headline", "first_published_at", "top_section_id", "lead_image_id")
_TEASER = (*_LINE, "kicker", "standfirst", "lead_alternative")


def as_text(rows: str | ArraySubquery) -> Cast:
    """A column of JSON, or rows of it, as text: read where it is needed, and a part of what fragments are kept by."""
    return Cast(
        rows if isinstance(rows, str) else Func(rows, function="TO_JSON", output_field=JSONField()), TextField()
    )


def _files(use: str) -> Func:
    """The renditions of the lead picture for one use, as `pictures.of_files` reads them; "" without any."""
    file = Func(Value(" "), "name", "width", "height", "media_type", function="CONCAT_WS", output_field=TextField())
    cut = Rendition.objects.filter(image=OuterRef("lead_image"), image__withdrawn_at=None, use=use).order_by()
    return Func(
        ArraySubquery(cut.values(file=file)),
        Value(BETWEEN),
        function="ARRAY_TO_STRING",
        output_field=TextField(),
    )


_NOTHING = Value("", TextField())
_BYLINE = JSONObject(name="name", role="role", slug="author__slug", names="author__names", kind="author__kind")
_BYLINES = PublicationByline.objects.filter(publication=OuterRef("pk")).order_by("position")
_ADDED = {
    "section_slug": F("section__slug"),
    "section_names": as_text("section__names"),
    "parent_slug": F("section__parent__slug"),
    "byline_text": as_text(ArraySubquery(_BYLINES.values(row=_BYLINE))),
    "lead_files": Coalesce(*(NullIf(_files(use), _NOTHING) for use in CARDS), _NOTHING),
}


def lines(publications: QuerySet[Publication]) -> QuerySet:
    """The publications with what a line of a front shows, and what decides where on it they stand."""
    return publications.values_list(*_LINE, named=True)


def teasers(publications: QuerySet[Publication], **more: Expression) -> QuerySet:
    """The publications with what a teaser shows: section, bylines and lead picture as text, which `fragments` read
    when they have not seen it yet. No body."""
    return publications.annotate(**_ADDED, **more).values_list(*_TEASER, *_ADDED, *more, named=True)

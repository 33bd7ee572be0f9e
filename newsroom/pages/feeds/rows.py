"""What feeds read of live stories: rows of values and of JSON as text, which is read when an entry is made of it."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, Func, IntegerField, OuterRef, QuerySet
from django.db.models.functions import JSONObject

from articles.models import Image, Publication, Rendition
from articles.renditions import LEAD, SOCIAL, WHOLE
from newsroom.pages.pictures import PLAIN
from newsroom.pages.queries import BYLINES, CORRECTIONS, KEY, TOPICS
from newsroom.pages.story_rows import as_text
from newsroom.prepared import Asked, IsAnyOf, Prepared

LENGTH = 50  # stories of a feed, or fewer
_OWN = ("pk", "path", "language", "headline", "standfirst", "dateline_place", "body_html", "source")
_OF_LEAD = ("lead_image_id", "lead_caption", "lead_alternative", "lead_credit")
_MOMENTS = ("first_published_at", "updated_at")
_PLAIN = Rendition.objects.filter(image=OuterRef("pk"), use__in=(SOCIAL, LEAD, WHOLE), media_type__in=PLAIN)
_RENDITION = JSONObject(
    name="name", use="use", width="width", height="height", media_type="media_type", file_size="file_size"
)
_IMAGE = JSONObject(
    id="pk",
    captions="captions",
    alternatives="alternatives",
    credit="credit",
    renditions=ArraySubquery(_PLAIN.values(row=_RENDITION)),
)
_IMAGES = ArraySubquery(Image.objects.in_use().filter(publications=OuterRef("pk")).values(row=_IMAGE))
_ADDED = {
    "section_slug": F("section__slug"),
    "section_names": as_text("section__names"),
    "parent_slug": F("section__parent__slug"),
    "parent_names": as_text("section__parent__names"),
    "byline_rows": as_text(BYLINES),
    "topic_rows": as_text(TOPICS),
    "correction_rows": as_text(CORRECTIONS),
    "images": as_text(_IMAGES),
}


class Newest:
    """The newest live stories of a kind of feed: a queryset with `Asked` values, whose SQL is made once."""

    def __init__(self, publications: Callable[[], QuerySet[Publication]]):
        size = Func("body_html", function="OCTET_LENGTH", output_field=IntegerField())
        self._sizes = Prepared(lambda: publications().live().newest_first().values_list("pk", size)[:LENGTH])

    def sizes(self, **values: object) -> list[tuple[int, int]]:
        """Their keys, and how many bytes their bodies have: the texts themselves are not read."""
        return self._sizes.rows(**values)


def _with_keys() -> QuerySet:
    live = Publication.objects.live().filter(IsAnyOf("pk", Asked("keys", KEY))).newest_first()
    return live.annotate(**_ADDED).values_list(*_OWN, *_OF_LEAD, *_MOMENTS, *_ADDED, named=True)


STORIES = Prepared(_with_keys)
PATHS = Prepared(
    lambda: (
        Publication.objects.live()
        .filter(IsAnyOf("article_id", Asked("articles", KEY)))
        .order_by("article_id")
        .values_list("article_id", "path")
    )
)

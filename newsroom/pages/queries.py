"""What is read from the database for readers: publications that are live, with what hangs on them, in one go."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BigIntegerField, Case, Count, F, Func, OuterRef, QuerySet, Subquery, When
from django.db.models.functions import JSONObject

from articles.models import (
    Correction,
    Image,
    Publication,
    PublicationByline,
    PublishedVersion,
    Rendition,
    Section,
    Topic,
)
from articles.renditions import CARD, THUMBNAIL
from newsroom.pagecache.remembering import by_edition
from newsroom.pages.story_rows import teasers
from newsroom.prepared import Asked, IsAnyOf, Prepared
from newsroom.responses.models import Letter, LetterStatus, StoryLetters

_RENDITION = JSONObject(
    name="name", use="use", width="width", height="height", media_type="media_type", file_size="file_size"
)
_RENDITIONS = Rendition.objects.filter(image=OuterRef("pk")).values(row=_RENDITION)
IMAGE = JSONObject(
    id="pk",
    width="width",
    height="height",
    captions="captions",
    alternatives="alternatives",
    credit="credit",
    creator="creator",
    copyright_notice="copyright_notice",
    licence_url="licence_url",
    is_confirmed="is_confirmed",
    renditions=ArraySubquery(_RENDITIONS.exclude(use__in=(CARD, THUMBNAIL))),  # lists' and the desk's: half of all
)
IMAGES = ArraySubquery(Image.objects.in_use().filter(publications=OuterRef("pk")).values(row=IMAGE))
BYLINES = ArraySubquery(
    PublicationByline.objects.filter(publication=OuterRef("pk"))
    .order_by("position")
    .values(row=JSONObject(name="name", role="role", slug="author__slug", names="author__names", kind="author__kind"))
)
TOPICS = ArraySubquery(
    Topic.objects.filter(publications=OuterRef("pk"))
    .order_by("slug")
    .values(row=JSONObject(slug="slug", names="names"))
)
CORRECTIONS = ArraySubquery(
    Correction.objects.filter(publication=OuterRef("pk"))
    .order_by("-published_at", "-id")
    .values(row=JSONObject(kind="kind", text="text", published_at="published_at"))
)
COUNTERPARTS = ArraySubquery(
    Publication.objects.live()
    .filter(translation_group=OuterRef("translation_group"))
    .exclude(language=OuterRef("language"))
    .newest_first()
    .values(row=JSONObject(language="language", path="path", article_id="article_id", headline="headline"))
)
LETTERS_SHOWN = 20
NEWEST = 8  # of a section, beside a story
EACH = 8  # stories read for each section of the front page: some of them move up to its top
KEY = BigIntegerField()
# Whom a letter answers, if readers have that letter.
ANSWERED = Case(When(in_reply_to__status=LetterStatus.APPROVED, then=F("in_reply_to__name")))
LETTERS = ArraySubquery(
    Letter.objects.approved()
    .filter(publication=OuterRef("pk"))
    .newest_first()
    .annotate(answered=ANSWERED)
    .values(
        row=JSONObject(
            key="pk",
            name="name",
            text="text",
            shortened="shortened",
            sent_at="sent_at",
            answered_key="in_reply_to_id",
            answered="answered",
        )
    )[: LETTERS_SHOWN + 1]
)
LETTERS_CHOSEN = Subquery(StoryLetters.objects.filter(publication=OuterRef("pk")).values("is_open"))
VERSIONS_COUNT = Subquery(
    PublishedVersion.objects.filter(publication=OuterRef("pk"))
    .order_by()
    .values("publication")
    .values(count=Count("pk"))
)


def whole(publications: QuerySet[Publication]) -> QuerySet[Publication]:
    """The publications with everything that an article page shows, but for the section: pages know all of them."""
    return publications.annotate(
        byline_rows=BYLINES,
        images=IMAGES,
        topic_rows=TOPICS,
        correction_rows=CORRECTIONS,
        counterparts=COUNTERPARTS,
        letter_rows=LETTERS,
        letters_chosen=LETTERS_CHOSEN,
        versions_count=VERSIONS_COUNT,
    )


def for_letters(publications: QuerySet[Publication]) -> QuerySet[Publication]:
    """The publications with what the form and the list of letters show of the story."""
    return (
        publications.select_related("section__parent", "top_section")
        .defer("body_html")
        .annotate(counterparts=COUNTERPARTS, letters_chosen=LETTERS_CHOSEN)
    )


_SECTIONS = Prepared(lambda: Section.objects.shown().select_related("parent").order_by("order", "slug"))


@by_edition
def shown_sections() -> tuple[Section, ...]:
    """The sections that have a page, the hidden ones too, in the newsroom's order."""
    return tuple(_SECTIONS.rows())


def _newest() -> QuerySet:
    stories = Publication.objects.live().filter(language=Asked("language"), top_section=Asked("section", KEY))
    return teasers(stories.newest_first())[:NEWEST]


_NEWEST = Prepared(_newest)


@by_edition
def newest_of(language: str, top_section_id: int) -> tuple[Any, ...]:
    """The newest live stories of a section in a language, as teasers."""
    return tuple(_NEWEST.rows(language=language, section=top_section_id))


def newest_keys(language: Any, *, until: datetime | None = None) -> ArraySubquery:
    """The keys of the newest stories of each top section (those of a moment): the newest of all are among these."""
    newest = Publication.objects.live().filter(language=language, top_section=OuterRef("pk")).newest_first()
    newest = newest.filter(first_published_at__lte=until) if until else newest
    keys = Func(ArraySubquery(newest.values("pk")[:EACH]), function="UNNEST", output_field=KEY)
    return ArraySubquery(Section.objects.shown().filter(parent=None).order_by().values(key=keys))


_TEASERS = Prepared(lambda: teasers(Publication.objects.live().filter(IsAnyOf("pk", Asked("keys", KEY)))))


def teasers_by_key(keys: Iterable[int]) -> dict[int, Any]:
    """Those of some publications that are live, as teasers."""
    return {row.pk: row for row in _TEASERS.rows(keys=list(keys))}


def corrections_in(language: str) -> QuerySet[Correction]:
    """The corrections of live stories, newest first, with where the story is and what it is called."""
    shown = Correction.objects.filter(publication__status="live", publication__language=language)
    return shown.order_by("-published_at", "-id").annotate(
        path=F("publication__path"), headline=F("publication__headline")
    )

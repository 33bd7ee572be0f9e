"""A revision as readers would get it: publish and preview both freeze this way."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q

from . import bodies, copying, reader_terms, slugs
from .body_rules import REFERENCE
from .languages import in_language
from .models import Article, Image, Publication, PublicationByline, PublishedVersion, Revision, Section
from .models.revision import filled

RENDERED = (
    "kicker",
    "headline",
    "standfirst",
    "dateline_place",
    "source",
    "credit_line",
    "search_title",
    "search_description",
)
EMPTY = dict.fromkeys((*RENDERED, "body_html", "lead_caption", "lead_alternative", "lead_credit"), "") | {
    "lead_image": None,
    "related": [],
}

NO_TEXT = {"headline": "", "standfirst": "", "body_html": ""}  # of a version that readers may no longer read


@dataclass(frozen=True)
class Frozen:
    """An unsaved publication with what hangs on it."""

    publication: Publication
    bylines: list[PublicationByline]
    topic_ids: list[int]
    picture_ids: set[int]  # those that are in the library
    wanted_slug: str


def freeze(
    revision: Revision,
    *,
    publication: Publication | None = None,
    for_readers: bool = False,
    section: Section | None = None,
    pictures: Mapping[int, Image] | None = None,
) -> Frozen:
    """Fills a publication (a new, unsaved one if none is given) from a revision; writes nothing.

    The body is sanitised again: a revision may be older than today's allow-list. What is frozen `for_readers` keeps its
    pictures from being replaced or withdrawn until the transaction ends. `section` is the revision's and `pictures` are
    those that it may have, where they were read, and locked, before.
    """
    content, article = revision.content, revision.article
    section = section or _section(content["section_id"])
    publication = publication or Publication(article=article)
    publication.revision, publication.language = revision, content["language"]
    publication.section, publication.top_section = section, section.top
    publication.translation_group = _group(content, article)
    for name in RENDERED:
        setattr(publication, name, content[name])
    publication.body_html = bodies.sanitise(content["body"])
    publication.related = content["related"]
    keys = pictures_in(publication.body_html, lead=content["lead_image_id"])
    if pictures is None:
        pictures = read_pictures(keys, are_locked=for_readers) if keys else {}
    found = {key: pictures[key] for key in sorted(keys) if key in pictures}
    _freeze_lead(publication, filled(content), found)
    return Frozen(
        publication=publication,
        bylines=[_byline(publication, line, position) for position, line in enumerate(content["bylines"])],
        topic_ids=content["topics"],
        picture_ids=set(found),
        wanted_slug=content["slug"] or slugs.slugify(content["headline"]) or f"story-{article.pk}",
    )


def save(frozen: Frozen) -> None:
    """Stores a frozen publication with its terms, bylines, topics and pictures, in place of what was there."""
    publication = frozen.publication
    is_first = publication._state.adding  # nothing hangs on it yet that would have to be looked for
    publication.save()
    reader_terms.index([reader_terms.terms_of(publication, bylines=frozen.bylines, topics=frozen.topic_ids)])
    if not is_first:
        publication.bylines.all().delete()
    PublicationByline.objects.bulk_create(frozen.bylines)
    had = {"topics": [], "pictures": []} if is_first else _lists_of(publication)
    for name, keys in (("topics", frozen.topic_ids), ("pictures", frozen.picture_ids)):
        if set(had[name]) != set(keys):
            rows = getattr(publication, name)
            rows.set(keys) if had[name] else rows.add(*keys)


def save_new(some: Sequence[Frozen]) -> None:
    """Stores frozen publications, nothing of which is there yet, as `save` does each."""
    copying.store([frozen.publication for frozen in some])
    reader_terms.index_new([(one.publication, one.bylines, one.topic_ids) for one in some])
    for line in (line for frozen in some for line in frozen.bylines):
        line.publication_id = line.publication.pk
    copying.store([line for frozen in some for line in frozen.bylines])
    link = Publication.topics.through
    copying.store([link(publication_id=one.publication.pk, topic_id=key) for one in some for key in one.topic_ids])
    shown = Publication.pictures.through
    copying.store(
        [shown(publication_id=one.publication.pk, image_id=key) for one in some for key in sorted(one.picture_ids)]
    )


def pictures_in(body: str, *, lead: int | None) -> set[int]:
    """The numbers of the pictures that a story has: those of its body, and the one that leads it."""
    shown = bodies.references(body).pictures if REFERENCE.search(body) else frozenset()
    return shown | ({lead} - {None})


def read_pictures(keys: Collection[int], *, are_locked: bool) -> Mapping[int, Image]:
    """Those of them that the library has; locked, they are not replaced or withdrawn until the transaction ends."""
    images = Image.objects.order_by("pk")
    return (images.select_for_update(no_key=True) if are_locked else images).in_bulk(keys)


def _lists_of(publication: Publication) -> dict[str, list[int]]:
    """The topics and pictures that a stored publication has, in one query."""
    names = ("topics", "pictures")
    found = {name: ArrayAgg(name, filter=Q(**{f"{name}__isnull": False}), distinct=True, default=[]) for name in names}
    return Publication.objects.filter(pk=publication.pk).aggregate(**found)


def empty(publication: Publication) -> None:
    """Takes every rendered word and picture out of a publication that readers may no longer have, every word out of
    its earlier versions, and it out of their search."""
    for name, nothing in EMPTY.items():
        setattr(publication, name, nothing)
    if not publication._state.adding:
        reader_terms.forget(publication)
        PublishedVersion.objects.filter(publication=publication).update(**NO_TEXT)
    publication.save()
    publication.bylines.all().delete()
    publication.topics.clear()
    publication.pictures.clear()


def _section(key: int | None) -> Section:
    """For a draft without a section an empty one, with which nothing can be saved: it can be looked at all the same."""
    return Section.objects.select_related("parent").get(pk=key) if key else Section()


def _group(content: dict, article: Article) -> int:
    """The story that translations hang on: the one that is a translation of none."""
    key = content["translation_of_id"]
    original = Article.objects.filter(pk=key).values_list("translation_of_id", flat=True).first() if key else None
    return original or key or article.pk


def _freeze_lead(publication: Publication, content: Mapping, pictures: Mapping[int, Image]) -> None:
    """The story's own words of its lead picture, else the library's."""
    image, language = pictures.get(content["lead_image_id"]), publication.language
    publication.lead_image = image
    publication.lead_caption = (content["lead_caption"] or in_language(image.captions, language)) if image else ""
    publication.lead_alternative = (
        (content["lead_alternative"] or in_language(image.alternatives, language)) if image else ""
    )
    publication.lead_credit = image.credit if image else ""


def _byline(publication: Publication, line: dict, position: int) -> PublicationByline:
    return PublicationByline(
        publication=publication,
        author_id=line["author"],
        name=line["name"],
        role=line["role"],
        position=position,
    )

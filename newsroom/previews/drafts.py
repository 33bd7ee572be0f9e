"""A story as readers would have it if it were published now: frozen as publishing does, never stored."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import addresses
from articles.freezing import Frozen, freeze
from articles.models import Article, Author, Image, Publication, Rendition, Revision, Section, Topic
from articles.paths import story_path
from articles.workflow import DeskState
from newsroom.pages.pictures import CARDS, as_files
from newsroom.pages.queries import CORRECTIONS, IMAGE


@dataclass(frozen=True)
class Draft:
    """`publication` carries what readers' pages read of one; `current` is what readers have, if they have any."""

    publication: Publication
    current: Publication | None
    authors: list[Author]
    topics: list[Topic]

    @property
    def language(self) -> str:
        return self.publication.language

    @property
    def is_shown(self) -> bool:
        """Whether readers have this very revision now."""
        current = self.current
        return bool(current and current.status == "live" and current.revision_id == self.publication.revision.pk)


def drafted(revision: Revision, *, media: Callable[[str], str]) -> Draft:
    """Freezes a revision, a stored one or one that was never saved, and gathers what its pages show.

    `media` says where a rendition's file is, by its name: readers' own address has none of them yet.
    """
    article = revision.article
    current = Publication.objects.filter(article=article.pk).annotate(correction_rows=CORRECTIONS).first()
    frozen = freeze(revision)
    publication = frozen.publication
    _name_section(publication)
    _date(publication, article, current=current)
    _address(publication, wanted_slug=frozen.wanted_slug)
    authors = Author.objects.in_bulk([line.author_id for line in frozen.bylines if line.author_id])
    topics = list(Topic.objects.filter(pk__in=frozen.topic_ids).order_by("slug"))
    _dress(publication, frozen, authors=authors, topics=topics, media=media)
    publication.correction_rows = current.correction_rows if current else []
    return Draft(publication, current, authors=list(authors.values()), topics=topics)


def unsaved(article: Article, content: Mapping) -> Revision:
    """A content as a revision that nobody keeps."""
    return Revision(article=article, number=article.revision_number, content=content)


def typed_over(saved: Mapping, typed: Mapping) -> dict:
    """What is saved with what is being typed on top, but for a section and a language that there are not."""
    content = {**saved, **typed}
    if content["language"] not in settings.NEWSROOM_LANGUAGES:
        content["language"] = saved["language"]
    if not Section.objects.filter(pk=content["section_id"]).exists():
        content["section_id"] = saved["section_id"]
    return content


def _name_section(publication: Publication) -> None:
    """A story may be looked at before it has a section."""
    section = publication.section
    if not section.pk:
        section.slug, section.names = "section", {publication.language: _("No section yet")}


def _date(publication: Publication, article: Article, *, current: Publication | None) -> None:
    """The dates it would get now; the row that readers have lends its key, so that their lists leave it out."""
    now = timezone.now()
    if not current:
        dated = article.published_at_source if article.desk_state == DeskState.INCOMING else None
        publication.first_published_at = publication.updated_at = dated or now
        return
    publication.pk = current.pk
    publication.first_published_at = current.first_published_at
    is_same = publication.revision.pk == current.revision_id
    publication.updated_at = current.updated_at if is_same else now
    publication.stale_since = current.stale_since if is_same else None


def _address(publication: Publication, *, wanted_slug: str) -> None:
    publication.slug = addresses.free_slug(publication, wanted=wanted_slug)
    publication.path = story_path(
        language=publication.language,
        top_section=publication.top_section.slug,
        at=publication.first_published_at,
        slug=publication.slug,
    )


def _dress(
    publication: Publication,
    frozen: Frozen,
    *,
    authors: Mapping[int, Author],
    topics: Iterable[Topic],
    media: Callable[[str], str],
) -> None:
    """What `newsroom.pages.queries` adds to a stored publication, for one that is not."""
    publication.images = _images(frozen.picture_ids, media=media)
    publication.byline_rows = [_byline_row(line, authors.get(line.author_id)) for line in frozen.bylines]
    _dress_for_lists(publication, media=media)
    publication.letter_rows = publication.letters_chosen = None  # nobody writes about what is not published
    publication.versions_count = 0
    publication.topic_rows = [{"slug": topic.slug, "names": topic.names} for topic in topics]
    counterparts = Publication.objects.live().filter(translation_group=publication.translation_group)
    counterparts = counterparts.exclude(language=publication.language).order_by("-first_published_at")
    publication.counterparts = list(counterparts.values("language", "path", "article_id", "headline"))


def _dress_for_lists(publication: Publication, *, media: Callable[[str], str]) -> None:
    """What `newsroom.pages.story_rows` adds to one."""
    section = publication.section
    publication.section_slug, publication.section_names = section.slug, json.dumps(section.names)
    publication.parent_slug = section.parent.slug if section.parent else None
    publication.byline_text = json.dumps(publication.byline_rows)
    publication.lead_files = _lead_files(publication.lead_image_id, media=media)


def _lead_files(key: int | None, *, media: Callable[[str], str]) -> str:
    """The cards of the lead picture: an article's page, and so `images`, knows none of them."""
    rows = Rendition.objects.filter(image=key, image__withdrawn_at=None, use__in=CARDS) if key else ()
    shown = [{**vars(row), "address": media(row.name)} for row in rows]
    return as_files({"renditions": shown}, *CARDS)


def _images(keys: Iterable[int], *, media: Callable[[str], str]) -> list[dict]:
    images = list(Image.objects.in_use().filter(pk__in=keys).annotate(row=IMAGE).values_list("row", flat=True))
    for image in images:
        image["renditions"] = [row | {"address": media(row["name"])} for row in image["renditions"]]
    return images


def _byline_row(line, author: Author | None) -> dict:
    names, slug, kind = (author.names, author.slug, author.kind) if author else (None, None, None)
    return {"name": line.name, "role": line.role, "slug": slug, "names": names, "kind": kind}

"""A front as of a moment: its slots, what is live now, and what will go live or be taken back until then. Of a moment
that has passed, the stories are those that readers had and still have, as they are now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial

from django.db.models import Exists, OuterRef
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from articles.models import Article, Block, Publication, TimedChange
from articles.rights import Person
from articles.workflow import Action, Readers
from newsroom.fronts.models import Place
from newsroom.fronts.reading import BannerLine, banner_line, banner_rows
from newsroom.fronts.slots import Slot, standing
from newsroom.pages import lists
from newsroom.pages.frame import NOINDEX
from newsroom.pages.fronts import arrange
from newsroom.pages.queries import shown_sections
from newsroom.pages.story_rows import teasers
from newsroom.pages.surroundings import surroundings
from newsroom.pages.views.front import front_page, front_stories
from newsroom.pages.views.sections import laid_out, section_page

from .drafts import drafted

MOST = 100  # changes that are looked at: each of them freezes a story


@dataclass(frozen=True)
class Coming:
    """What timed changes will have done to the stories of a language: `stories` as readers will have them, `gone`
    the articles that they will have no more. `left_out` is how many changes concern stories that the person may not
    see."""

    stories: dict[int, Publication] = field(default_factory=dict)
    gone: set[int] = field(default_factory=set)
    left_out: int = 0


def coming(language: str, *, person: Person, at: datetime) -> Coming:
    """Reads what waits until a moment, in its order: nothing if it has passed. What is blocked will not run, and is not
    shown."""
    if at < timezone.now():
        return Coming()
    blocked = Exists(Block.objects.open().filter(article=OuterRef("article")))
    waiting = TimedChange.objects.waiting().filter(run_at__lte=at, revision__content__language=language)
    visible = Article.objects.visible_to(person).order_by().values("pk")
    seen = waiting.filter(article__in=visible).exclude(blocked).select_related("revision__article")
    found = Coming(left_out=waiting.exclude(article__in=visible).count())
    for change in seen.order_by("run_at", "pk")[:MOST]:
        if change.action == Action.PUBLISH:
            _publish(change, found)
        else:
            found.gone.add(change.article_id)
            found.stories.pop(change.article_id, None)
    return found


def _publish(change: TimedChange, found: Coming) -> None:
    """A held story stays held with the new text."""
    draft = drafted(change.revision, media=partial(_media_address, change.article_id))
    publication, current = draft.publication, draft.current
    is_first = current is None and change.article_id not in found.stories
    if change.article_id in found.gone or current and current.status != Readers.LIVE:
        return
    if is_first:
        publication.first_published_at = publication.updated_at = change.run_at
    publication.path = reverse("admin:articles_article_preview", args=[change.article_id])
    found.stories[change.article_id] = publication


def document(place: Place, *, slots: Sequence[Slot], at: datetime, person: Person, stylesheet: str) -> str:
    """The page as HTML, in the front's language, for the desk's frame."""
    with translation.override(place.language):
        found = coming(place.language, person=person, at=at)
        make = _section_front if place.section else _front_page
        context = make(place, slots=slots, at=at, found=found)
        context["page"] = replace(context["page"], robots=NOINDEX, shell="previews/framed.html")
        template = "pages/section.html" if place.section else "pages/front.html"
        return render_to_string(
            template, context | {"stylesheet": stylesheet, "banner": _banner(place.language, at=at)}
        )


def _front_page(place: Place, *, slots: Sequence[Slot], at: datetime, found: Coming) -> dict:
    around = surroundings(place.language)
    sections = around.top_sections
    live = front_stories(language=place.language, slots=slots, at=at, until=at)
    shown = arrange(_with_coming(live, found, at=at), sections=sections, slots=slots, at=at)
    return front_page(shown, sections=sections, around=around, language=place.language)


def _section_front(place: Place, *, slots: Sequence[Slot], at: datetime, found: Coming) -> dict:
    section, language = place.section, place.language
    own = Publication.objects.live().in_language(language).in_section(section)
    length = lists.LENGTH + 1 + len(slots) + len(found.gone)
    newest = _with_coming(own, found, at=at, length=length, section_id=section.pk)
    placed = Publication.objects.live().in_language(language).filter(article_id__in=standing(slots, at=at))
    top, listed = laid_out(newest, _with_coming(placed, found, at=at), slots=slots, at=at)
    return top | section_page(section, listed, sections=list(shown_sections()), language=language)


def _with_coming(
    stories, found: Coming, *, at: datetime, length: int | None = None, section_id: int | None = None
) -> list[Publication]:
    """Live stories of a moment without those that will be taken back, and with those that will be live, newest
    first."""
    live = stories.filter(first_published_at__lte=at).exclude(article_id__in=[*found.gone, *found.stories])
    rows = [*teasers(live).newest_first()[:length]]
    rows += [
        row
        for row in found.stories.values()
        if section_id is None or section_id in (row.section_id, row.top_section_id)
    ]
    return sorted(rows, key=lambda row: (row.first_published_at, row.pk or 0), reverse=True)


def _media_address(key: int, name: str) -> str:
    return reverse("admin:articles_article_preview_media", args=[key, name])


def _banner(language: str, *, at: datetime) -> BannerLine | None:
    return banner_line([found["row"] for found in banner_rows(language, at=at)], language)

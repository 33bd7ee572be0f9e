"""The stories in slots, and those to choose from, as somebody may see them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from articles import desk_search
from articles.admin.columns import annotated, said
from articles.admin.keys import key_of
from articles.admin.widgets import thumbnail_address
from articles.languages import is_right_to_left
from articles.models import Article, Publication
from articles.named import Names
from articles.questions import NEWEST, Question
from articles.rights import Person
from articles.search import search
from articles.workflow import DeskState, Readers
from newsroom.desk.periods import named
from newsroom.fronts.models import Place

FOUND = 12  # offered at once


@dataclass(frozen=True)
class StoryLine:
    """`headline` is empty for a story that the person may not see and readers do not have."""

    number: int
    headline: str = ""
    kicker: str = ""
    standfirst: str = ""
    language: str = ""
    direction: str = "auto"
    state: str = ""
    looks: str = ""
    section: str = ""
    picture: str = ""
    address: str = ""
    is_seen: bool = False
    is_live: bool = False
    is_taken_back: bool = False  # so that it comes back only if somebody brings it back


def lines_of(keys: Collection[int], *, person: Person) -> dict[int, StoryLine]:
    """A line for each of these stories, by number; what there is not, or may not be seen, says nothing but that."""
    lines = {key: StoryLine(key) for key in keys}
    live = Publication.objects.live().filter(article_id__in=keys)
    for publication in live.select_related("section").defer("body_html"):
        lines[publication.article_id] = _public(publication)
    for article in _shown(Article.objects.visible_to(person).filter(pk__in=keys)):
        lines[article.pk] = _line(article)
    return lines


def found(words: str, *, place: Place, person: Person, without: Collection[int]) -> tuple[list[StoryLine], bool]:
    """Stories of the front's language that the words find, the newest change first, and whether there are more; after
    those that the person may see on the desk, those that they may see as every reader does. Without words, those that
    are likely to be put there."""
    stories = Article.objects.visible_to(person).filter(language=place.language).exclude(pk__in=without)
    if not words.strip():
        return _offered(_likely(stories, place), words)
    own, are_more = _offered(stories, words)
    others = [] if are_more else _live_elsewhere(words, place=place, person=person, without=without)
    lines = [*own, *others]
    return lines[:FOUND], are_more or len(lines) > FOUND


def _live_elsewhere(words: str, *, place: Place, person: Person, without: Collection[int]) -> list[StoryLine]:
    """Live stories of other people's sections: found by what readers have, never by what is on the desk."""
    keys = search(Question(text=words, language=place.language, order=NEWEST), names=Names()).keys
    named = Q(pk__in=keys) | Q(article_id=key_of(words.strip()) or 0)
    live = Publication.objects.live().in_language(place.language).filter(named)
    is_own = Exists(Article.objects.visible_to(person).filter(pk=OuterRef("article")))  # asked for each one found alone
    live = live.exclude(article_id__in=without).filter(~is_own)
    return [_public(publication) for publication in live.select_related("section").newest_first()[: FOUND + 1]]


def found_for_banner(words: str, *, person: Person, without: Collection[int]) -> tuple[list[StoryLine], bool]:
    """Stories of any language to which a banner may lead, as `found`; without words, those that readers have."""
    stories = Article.objects.visible_to(person).exclude(pk__in=without)
    return _offered(stories if words.strip() else stories.filter(publication__status=Readers.LIVE), words)


def _offered(stories: QuerySet[Article], words: str) -> tuple[list[StoryLine], bool]:
    stories = desk_search.search(stories.exclude(desk_state=DeskState.SPIKED), words)
    rows = list(_shown(stories).order_by("-changed_at", "-pk")[: FOUND + 1])
    return [_line(article) for article in rows[:FOUND]], len(rows) > FOUND


def _likely(stories: QuerySet[Article], place: Place) -> QuerySet[Article]:
    """Of the section, and neither untouched nor taken back."""
    taken_back = Q(publication__status__in=(Readers.RETRACTED, Readers.REMOVED))
    stories = stories.exclude(taken_back).exclude(desk_state=DeskState.INCOMING)
    if not place.section:
        return stories
    return stories.filter(Q(section=place.section) | Q(section__parent=place.section))


def _shown(stories):
    return annotated(stories).select_related("section__parent", "publication")


def _line(article: Article) -> StoryLine:
    publication = getattr(article, "publication", None)
    readers = publication.status if publication else Readers.NONE
    return StoryLine(
        number=article.pk,
        headline=str(article),
        kicker=article.kicker,
        standfirst=article.standfirst,
        language=article.language,
        direction="rtl" if is_right_to_left(article.language) else "ltr",
        state=said(article),
        looks=f"desk-{article.desk_state} readers-{readers}",
        section=named(article.section) if article.section else "",
        picture=thumbnail_address(article.lead_image_id) if article.lead_image_id else "",
        address=reverse("admin:articles_article_change", args=[article.pk]),
        is_seen=True,
        is_live=readers == Readers.LIVE,
        is_taken_back=readers in (Readers.RETRACTED, Readers.REMOVED) or article.desk_state == DeskState.SPIKED,
    )


def _public(publication: Publication) -> StoryLine:
    return StoryLine(
        number=publication.article_id,
        headline=publication.headline,
        kicker=publication.kicker,
        standfirst=publication.standfirst,
        language=publication.language,
        direction="rtl" if is_right_to_left(publication.language) else "ltr",
        section=named(publication.section),
        is_live=True,
    )

"""The wire's list of incoming stories: newest first, the same story of several sources as one row."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Substr
from django.utils import timezone

from articles import desk_search
from articles.models import Article, Block, Publication
from articles.models.article import Embargo
from articles.rights import Person, may, may_see
from articles.workflow import MOVES, Action, DeskState, Readers
from newsroom.wire.models import WireItem, WireItemStatus

from .asked import SINCE, Asked, Place

A_PAGE = 30
MOST_FOLDED = 200  # on one page
PICTURED = 'data-picture="'
OPENING = 1500  # characters of a body that are read for its first words
BULKY = (
    *("source_text", "shingles", "old_addresses", "article__body"),
    *("same_story_as__source_text", "same_story_as__shingles", "same_story_as__article__body"),
)


@dataclass
class Row:
    """`folded` are other sources' versions of the same story, `like` one that the desk has in hand already."""

    item: WireItem
    may_take: bool
    may_spike: bool
    folded: list[Row] = field(default_factory=list)
    like: Article | None = None

    @property
    def article(self) -> Article:
        return self.item.article


@dataclass(frozen=True)
class Page:
    rows: list[Row]
    after: Place | None = None


def matching(person: Person, asked: Asked, *, now: datetime) -> QuerySet[WireItem]:
    """The records of incoming stories, narrowed as asked. Whoever works at the desk may see every incoming story: it
    is asked for by the story's own columns, so that its index gives them in order."""
    if not person.highest_rank and not person.reads_everything:
        return WireItem.objects.none()
    items = WireItem.objects.filter(status=WireItemStatus.FILED, article__desk_state=DeskState.INCOMING)
    for condition in _conditions(asked, now=now):
        items = items.filter(condition)
    return items


def listing(person: Person, asked: Asked, *, after: Place | None = None) -> Page:
    """A page of the list, in at most four queries, one of them for words."""
    matches = matching(person, asked, now=timezone.now())
    first_ones = matches.exclude(Exists(matches.filter(pk=OuterRef("same_story_as"))))
    if after:
        is_same = Q(article__created_at=after.at, article__gt=after.key)
        first_ones = first_ones.filter(is_same | Q(article__created_at__lt=after.at), article__created_at__lte=after.at)
    ordered = first_ones.order_by("-article__created_at", "article_id")
    found = list(ordered.values_list("pk", "article__created_at", "article_id")[: A_PAGE + 1])
    keys = [key for key, _at, _article in found[:A_PAGE]]
    rows = _rows(WireItem.objects.filter(pk__in=keys), person)
    shown = [rows[key] for key in keys if key in rows]
    _fold(shown, matches, person)
    _key, at, number = found[A_PAGE - 1] if len(found) > A_PAGE else (0, None, 0)
    return Page(shown, Place(at, number) if at else None)


def row_of(item: WireItem, person: Person) -> Row:
    """One record alone, with the others that tell the same story."""
    row = _rows(WireItem.objects.filter(pk=item.pk), person)[item.pk]
    _fold([row], matching(person, Asked(), now=timezone.now()), person)
    return row


def _conditions(asked: Asked, *, now: datetime):
    if asked.source:
        yield Q(source=asked.source)
    if asked.standing:
        yield Q(standing=asked.standing)
    if asked.section:
        yield Q(article__section=asked.section) | Q(article__section__parent=asked.section)
    if asked.language:
        yield Q(article__language=asked.language)
    if asked.since:
        yield Q(article__created_at__gt=now - SINCE[asked.since])
    if asked.embargoed:
        ends_later = Q(article__embargo=Embargo.UNTIL, article__embargo_until__gt=now)
        yield Q(article__embargo=Embargo.LIFTED) | ends_later
    if asked.picture:
        yield Q(article__lead_image__isnull=False) | Q(article__body__contains=PICTURED)
    if asked.q:
        incoming = Article.objects.filter(desk_state=DeskState.INCOMING).order_by()
        keys = desk_search.rare(asked.q)
        yield Q(article__in=desk_search.search(incoming, asked.q).values("pk") if keys is None else keys)


def _rows(items: QuerySet[WireItem], person: Person) -> dict[int, Row]:
    blocks = Block.objects.open().filter(article=OuterRef("article"))
    publications = Publication.objects.filter(article=OuterRef("article"), status__in=(Readers.LIVE, Readers.HELD))
    pictured = Article.objects.filter(Q(lead_image__isnull=False) | Q(body__contains=PICTURED))
    like = ("same_story_as__article__section__parent", "same_story_as__article__assignee")
    wanted = items.select_related("source", "article__section__parent", *like).defer(*BULKY)
    wanted = wanted.annotate(
        opening=Substr("article__body", 1, OPENING),
        has_picture=Exists(pictured.filter(pk=OuterRef("article"))),
        is_blocked=Exists(blocks),
        is_with_readers=Exists(publications),
    )
    return {item.pk: _row(item, person) for item in wanted}


def _row(item: WireItem, person: Person) -> Row:
    is_here = item.article.desk_state == DeskState.INCOMING
    like = item.same_story_as.article if item.same_story_as else None
    return Row(
        item,
        like=like if like and may_see(person, like.story) else None,
        may_take=is_here and may(person, MOVES[Action.TAKE], item.article.story),
        may_spike=is_here and not item.is_with_readers and may(person, MOVES[Action.SPIKE], item.article.story),
    )


def _fold(rows: list[Row], matches: QuerySet[WireItem], person: Person) -> None:
    by_item = {row.item.pk: row for row in rows}
    others = matches.filter(same_story_as__in=by_item).order_by("pk")[:MOST_FOLDED]
    for _key, row in sorted(_rows(others, person).items()) if by_item else ():
        by_item[row.item.same_story_as_id].folded.append(row)

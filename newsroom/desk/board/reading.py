"""Reads the board: one query says which stories are on which list and how many there are, one reads these stories."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery, Value, Window
from django.db.models.functions import RowNumber
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import desk_lists
from articles.admin.columns import annotated
from articles.models import Article, TimedChange
from articles.rights import Person
from newsroom.wire.models import ProposedUpdate, WireItem, WireItemStatus

from . import trouble
from .cards import Card, story_card
from .lists import StoryList, lists_for
from .reasons import reasons

SHOWN, MOST_COUNTED = 10, 1000
ORDER = ("waiting", "due", "trouble", "killed", "mine", "review", "coming", "changes", "stale", "wire")


@dataclass(frozen=True)
class Panel:
    """The most pressing rows of a list, how many it has in all, and where the rest is. `more` is one more door, as
    label and address."""

    key: str
    title: str
    nothing: str
    address: str
    count: int
    cards: tuple[Card, ...]
    is_alarm: bool = False
    more: tuple[str, str] | None = None

    @property
    def said(self) -> str:
        """The count in words."""
        return f"{self.count}+" if self.count >= MOST_COUNTED else str(self.count)

    @property
    def has_rest(self) -> bool:
        return self.count > len(self.cards)


def panels_for(person: Person) -> list[Panel]:
    """In six queries at most, however many stories there are; none for somebody who has nothing to do with stories."""
    lists, now = lists_for(person), timezone.now()
    if not lists:
        return []
    counts, keys = _found(lists)
    stories = _stories({key for listed in keys.values() for key in listed})
    coming = _next_changes(keys["coming"])
    panels = {"trouble": _troubled(person, now=now)}
    for wanted in lists:
        cards = [
            story_card(
                stories[key],
                now=now,
                change=coming.get(key) if wanted.key == "coming" else None,
                notes=reasons(stories[key], on=wanted.key, now=now),
            )
            for key in keys[wanted.key]
        ]
        panels[wanted.key] = _panel(wanted, count=counts[wanted.key], cards=cards)
    return [panels[key] for key in ORDER if key in panels]


def _panel(wanted: StoryList, *, count: int, cards: list[Card]) -> Panel:
    return Panel(
        key=wanted.key,
        title=wanted.title,
        nothing=wanted.nothing,
        address=wanted.address,
        count=count,
        cards=tuple(cards),
        is_alarm=wanted.is_alarm and count > 0,
        more=_unreadable() if wanted.key == "wire" else None,
    )


def _found(lists: list[StoryList]) -> tuple[dict[str, int], dict[str, list[int]]]:
    """How many stories each list has, and the keys of its first ones in its order."""
    first, *others = (_first(wanted) for wanted in lists)
    counts = dict.fromkeys((wanted.key for wanted in lists), 0)
    keys: dict[str, list[int]] = {key: [] for key in counts}
    for name, count, _place, key in sorted(first.union(*others, all=True)):
        counts[name] = count
        keys[name].append(key)
    return counts, keys


def _first(wanted: StoryList) -> QuerySet:
    """Counts as far as MOST_COUNTED: nobody needs to know more, and the wire may have brought any number."""
    order = [*wanted.order, "pk"]
    counted = Article.objects.filter(pk__in=wanted.stories.order_by(*order)[:MOST_COUNTED].values("pk"))
    rows = counted.order_by().annotate(
        on=Value(wanted.key), count=Window(Count("pk")), place=Window(RowNumber(), order_by=order)
    )
    return rows.order_by("place").values_list("on", "count", "place", "pk")[:SHOWN]


def _stories(keys: set[int]) -> dict[int, Article]:
    """With what their cards need, and the last move that says whose turn it is."""
    last = desk_lists.last_turn(OuterRef("pk"))
    newer = ProposedUpdate.objects.waiting().filter(item__article=OuterRef("pk"))
    stories = annotated(Article.objects.filter(pk__in=keys)).annotate(
        last_turn=Subquery(last.values("action")[:1]),
        last_reason=Subquery(last.values("reason")[:1]),
        has_newer=Exists(newer),
        killed_because=Subquery(desk_lists.kills_of(OuterRef("pk")).values("text")[:1]),
    )
    return {article.pk: article for article in stories}


def _next_changes(keys: list[int]) -> dict[int, TimedChange]:
    """The first change of each story that waits, or else is suspended."""
    changes = TimedChange.objects.open().filter(article__in=keys).order_by("-status", "run_at", "pk")
    return {change.article_id: change for change in reversed(changes)}


def _troubled(person: Person, *, now: datetime) -> Panel:
    count, cards = trouble.cards_for(person, now=now, most=SHOWN)
    return Panel(
        key="trouble",
        title=_("Late or failed"),
        nothing=_("Every timed change ran at its minute."),
        address=f"{reverse('admin:articles_article_changelist')}?scheduled=trouble",
        count=count,
        cards=cards,
        is_alarm=count > 0,
    )


def _unreadable() -> tuple[str, str] | None:
    """The door to the records of the wire that could not be read."""
    count = WireItem.objects.filter(status=WireItemStatus.FAILED).count()
    if not count:
        return None
    address = f"{reverse('admin:incoming')}?show=failed"
    return _("Records that could not be read: %(count)s") % {"count": count}, address

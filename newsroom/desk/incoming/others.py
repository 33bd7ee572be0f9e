"""What the wire's list has beside stories: newer versions that wait, records that could not be read, kills that came
before their stories, and how many there are of each."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Exists, OuterRef, QuerySet, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.languages import is_right_to_left
from articles.models import Article
from articles.rights import Person
from newsroom.desk.times import Moment, moment_of
from newsroom.wire.models import ProposedUpdate, WireItem, WireItemStatus

from .asked import AWAITED, FAILED, NEWER, Asked

A_PAGE = 50
MOST_COUNTED = 100
CLEARED = "cleared"
MOST_OF = {CLEARED: 10_000}
LATELY = timedelta(days=7)


@dataclass(frozen=True)
class Line:
    number: int
    address: str
    name: str
    source: str
    said: str
    at: Moment
    language: str = ""
    direction: str = "auto"


def lines(person: Person, asked: Asked, *, before: int | None) -> tuple[list[Line], int]:
    """A page of them, newest first, and the number before which the next page begins, 0 at the end."""
    rows = _newer(person) if asked.show == NEWER else _records(asked.show)
    if asked.source:
        rows = rows.filter(**{"item__source" if asked.show == NEWER else "source": asked.source})
    rows = rows.filter(pk__lt=before) if before else rows
    found = list(rows.order_by("-pk")[: A_PAGE + 1])
    line_of = _newer_line if asked.show == NEWER else _record_line
    shown = found[:A_PAGE]
    return [line_of(row) for row in shown], shown[-1].pk if len(found) > A_PAGE else 0


def counts(person: Person) -> dict[str, int]:
    """How many there are of each, and how many untouched stories were cleared away in the last days: as far as there
    is use in knowing, in one query."""
    lately = WireItem.objects.filter(cleared_at__gt=timezone.now() - LATELY)
    parts = {NEWER: _newer(person), FAILED: _records(FAILED), AWAITED: _records(AWAITED), CLEARED: lately}
    first, *others = (
        rows.order_by().annotate(tab=Value(name)).values_list("tab", flat=True)[: MOST_OF.get(name, MOST_COUNTED)]
        for name, rows in parts.items()
    )
    found = Counter(first.union(*others, all=True))
    return {name: found[name] for name in parts}


def _newer(person: Person) -> QuerySet[ProposedUpdate]:
    visible = Article.objects.visible_to(person).filter(pk=OuterRef("item__article"))
    return ProposedUpdate.objects.waiting().filter(Exists(visible)).select_related("item__source", "item__article")


def _records(show: str) -> QuerySet[WireItem]:
    """Those of no story: everybody at the desk may see them."""
    status = WireItemStatus.FAILED if show == FAILED else WireItemStatus.AWAITED
    return (
        WireItem.objects.filter(status=status, article=None).select_related("source").defer("source_text", "shingles")
    )


def _newer_line(proposal: ProposedUpdate) -> Line:
    article = proposal.item.article
    return Line(
        number=proposal.pk,
        address=reverse("admin:articles_article_proposed", args=[article.pk]),
        name=str(article),
        source=str(proposal.item.source),
        said=proposal.notes,
        at=moment_of(proposal.received_at, now=timezone.now()),
        language=article.language,
        direction="rtl" if is_right_to_left(article.language) else "ltr",
    )


def _record_line(item: WireItem) -> Line:
    return Line(
        number=item.pk,
        address=reverse("admin:wire_wireitem_change", args=[item.pk]),
        name=f"{item.path} ({item.number})",
        source=str(item.source),
        said="\n".join(filter(None, (item.reason, item.desk_note, _meant(item)))),
        at=moment_of(item.received_at, now=timezone.now()),
    )


def _meant(item: WireItem) -> str:
    """Which story a kill that waits is for, as its source names it."""
    if item.status != WireItemStatus.AWAITED:
        return ""
    return _("It means: %(name)s") % {"name": item.keyword or item.external_id}

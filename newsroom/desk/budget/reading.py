"""Reads a day's stories: due, scheduled or given to readers on it, and only what the person may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from articles import bodies
from articles.admin.columns import annotated, phrase_of
from articles.days import Span, span_of
from articles.languages import is_right_to_left
from articles.models import Article, Publication, Section, TimedChange
from articles.models.article import BylineRole
from articles.rights import Person
from articles.workflow import DeskState, Readers
from newsroom.desk.times import Moment, moment_of

MOST = 400  # on a page, and on paper


@dataclass(frozen=True)
class Line:
    """One story of the budget. `words` is its length; `out` is when readers got it on this day."""

    article: Article
    direction: str
    writer: str
    words: int
    credit: str
    state: str
    looks: str
    due: Moment | None
    scheduled: Moment | None
    out: Moment | None

    @property
    def has_art(self) -> bool:
        return self.article.lead_image_id is not None


@dataclass(frozen=True)
class Desk:
    """A section's stories of the day; None is the desk of what has no section yet."""

    section: Section | None
    lines: list[Line]

    @property
    def words(self) -> int:
        return sum(line.words for line in self.lines)


def desks_of(day: date, *, person: Person, section: Section | None = None) -> list[Desk]:
    """By section in the newsroom's order, each by time; at most MOST stories. In two queries."""
    span = span_of(day, zone=settings.NEWSROOM_ZONE)
    stories = _stories(Article.objects.visible_to(person), span=span, section=section)
    lines = [_line(article, span=span) for article in stories[:MOST]]
    lines.sort(key=_when)
    desks: dict[int | None, Desk] = {}
    for line in lines:
        desk = desks.setdefault(line.article.section_id, Desk(line.article.section, []))
        desk.lines.append(line)
    return sorted(desks.values(), key=lambda desk: _place(desk.section))


def _stories(visible: QuerySet[Article], *, span: Span, section: Section | None) -> QuerySet[Article]:
    start, end = span
    due = Article.objects.filter(due_at__gte=start, due_at__lt=end).order_by().values("pk")
    timed = TimedChange.objects.open().publishing().filter(run_at__gte=start, run_at__lt=end).order_by("run_at")
    out = Publication.objects.filter(
        Q(first_published_at__gte=start, first_published_at__lt=end) | Q(updated_at__gte=start, updated_at__lt=end)
    )
    keys = due.union(timed.order_by().values("article"), out.order_by().values("article"))
    stories = annotated(visible.filter(pk__in=keys).exclude(desk_state=DeskState.SPIKED))
    waiting = timed.waiting().filter(article=OuterRef("pk")).values("run_at")[:1]
    stories = stories.annotate(goes_out_at=Coalesce(Subquery(waiting), "scheduled_at"))
    if section:
        stories = stories.filter(Q(section=section) | Q(section__parent=section))
    stories = stories.defer(None).defer("publication__body_html").select_related("section__parent", "lead_image")
    return stories.prefetch_related("bylines__author").order_by("due_at", "pk")


def _line(article: Article, *, span: Span) -> Line:
    publication = getattr(article, "publication", None)
    readers = publication.status if publication else Readers.NONE
    out_at = (publication.updated_at, publication.first_published_at) if publication else ()
    return Line(
        article=article,
        direction="rtl" if is_right_to_left(article.language) else "ltr",
        writer=_writer(article),
        words=bodies.word_count(article.body),
        credit=article.lead_image.credit if article.lead_image else "",
        state=phrase_of(article, readers=readers, scheduled_at=None, blocked=article.is_blocked),
        looks=f"desk-{article.desk_state} readers-{readers}",
        due=_seen_from(span, article.due_at),
        scheduled=_seen_from(span, article.goes_out_at),
        out=_seen_from(span, next((at for at in out_at if span.start <= at < span.end), None)),
    )


def _seen_from(span: Span, at: datetime | None) -> Moment | None:
    return moment_of(at, now=span.start) if at else None


def _writer(article: Article) -> str:
    """Whoever is responsible for it, else whose names it carries, else where it comes from."""
    if article.assignee:
        return str(article.assignee)
    names = [str(byline) for byline in article.bylines.all() if byline.role in (BylineRole.BY, BylineRole.AGENCY)]
    return _(", ").join(names) or article.source


def _when(line: Line) -> tuple:
    first = line.scheduled or line.due or line.out
    return first is None, first.at.timestamp() if first else 0.0, line.article.pk


def _place(section: Section | None) -> tuple:
    if section is None:
        return (True,)
    return False, section.top.order, section.top.slug, bool(section.parent_id), section.order, section.slug

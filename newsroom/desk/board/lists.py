"""Which lists a person's board has, and in which order each has its stories: the most pressing first."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Case, F, Min, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext as _

from articles import desk_lists
from articles.models import Article, TimedChange
from articles.rights import Person
from articles.workflow import DeskState

OVERDUE_FIRST = Case(When(Q(due_at__lt=Now()), then=Value(0)), default=Value(1))
PRESSING = (OVERDUE_FIRST, F("priority").desc(), F("due_at").asc(nulls_last=True))
LONGEST, NEWEST = F("changed_at").asc(), F("changed_at").desc()


@dataclass(frozen=True)
class StoryList:
    """Stories that a person may see, their order, and where all of them are listed. `nothing` is said of none."""

    key: str
    title: str
    nothing: str
    address: str
    stories: QuerySet[Article]
    order: tuple
    is_alarm: bool = False


def lists_for(person: Person) -> list[StoryList]:
    """In the board's order; none for somebody who has nothing to do with stories."""
    visible = Article.objects.visible_to(person)
    if person.highest_rank:
        return [*_personal(visible, person), *_everybodys(visible)]
    return _everybodys(visible) if person.reads_everything else []


def _personal(visible: QuerySet[Article], person: Person) -> list[StoryList]:
    return [
        StoryList(
            key="waiting",
            title=_("Waiting for me"),
            nothing=_("Nothing waits for you. What is sent back or assigned to you, or what you may approve or "
                      "publish, is listed here."),
            address=_stories("for=waiting"),
            stories=desk_lists.waiting_for(visible, person),
            order=(*PRESSING, LONGEST),
        ),
        StoryList(
            key="mine",
            title=_("My stories"),
            nothing=_("Nothing of yours is being worked on. Take a story from the wire, or add one of your own."),
            address=_stories("for=working"),
            stories=desk_lists.own_at_work(visible, person),
            order=(*PRESSING, NEWEST),
        ),
    ]  # fmt: skip


def _everybodys(visible: QuerySet[Article]) -> list[StoryList]:
    return [*_hurrying(visible), *_finished(visible), *_arriving(visible)]


def _hurrying(visible: QuerySet[Article]) -> list[StoryList]:
    return [
        StoryList(
            key="due",
            title=_("Due today"),
            nothing=_("Nothing is due today and nothing is overdue."),
            address=_stories("due=by_tonight"),
            stories=desk_lists.due_by(visible, desk_lists.tomorrow()),
            order=(*PRESSING, LONGEST),
        ),
        StoryList(
            key="review",
            title=_("In review"),
            nothing=_("Nothing is in review. Stories come here when their writers submit them."),
            address=_stories("state=in_review"),
            stories=visible.filter(desk_state=DeskState.IN_REVIEW),
            order=(*PRESSING, LONGEST),
        ),
    ]


def _finished(visible: QuerySet[Article]) -> list[StoryList]:
    open_changes = TimedChange.objects.open().filter(article=OuterRef("pk")).order_by()
    soonest = Subquery(open_changes.values("article").annotate(first=Min("run_at")).values("first"))
    return [
        StoryList(
            key="coming",
            title=_("Approved and scheduled"),
            nothing=_("Nothing is approved and nothing waits for its minute."),
            address=_stories("scheduled=coming"),
            stories=desk_lists.coming(visible),
            order=(soonest.asc(nulls_last=True), *PRESSING, LONGEST),
        ),
        StoryList(
            key="changes",
            title=_("Live with changes"),
            nothing=_("Every live story is as readers have it."),
            address=_stories("changes=yes"),
            stories=desk_lists.live_with_changes(visible),
            order=(*PRESSING, NEWEST),
        ),
    ]


def _arriving(visible: QuerySet[Article]) -> list[StoryList]:
    return [
        StoryList(
            key="killed",
            title=_("Killed by their source"),
            nothing=_("No source has taken back a story that is on the desk."),
            address=_stories("way=kill"),
            stories=desk_lists.killed(visible),
            order=(Subquery(desk_lists.kills_of(OuterRef("pk")).values("raised_at")[:1]).desc(),),
            is_alarm=True,
        ),
        StoryList(
            key="stale",
            title=_("Stale translations"),
            nothing=_("Every translation is in step with its original."),
            address=_stories("stale=yes"),
            stories=visible.stale(),
            order=(F("priority").desc(), F("stale_since").asc()),
        ),
        StoryList(
            key="wire",
            title=_("From the wire"),
            nothing=_("Nothing from the wire is waiting to be taken."),
            address=reverse("admin:incoming"),
            stories=visible.filter(desk_state=DeskState.INCOMING),
            order=(F("created_at").desc(),),
        ),
    ]


def _stories(query: str) -> str:
    return f"{reverse('admin:articles_article_changelist')}?{query}"

"""What somebody finds on the desk's first page: own stories and what waits for review, only what they may see."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from articles.models import Article
from articles.rights import Person
from articles.workflow import DeskState

SHOWN = 10
AT_WORK = (DeskState.DRAFT, DeskState.IN_REVIEW, DeskState.APPROVED)


@dataclass(frozen=True)
class Panel:
    """A list of stories with how many there are in all, and the list in the admin that has the rest."""

    title: str
    stories: list[Article]
    count: int
    nothing: str


def panels(person: Person) -> list[Panel]:
    """None for somebody who has nothing to do with stories."""
    visible = Article.objects.visible_to(person)
    found = []
    if person.highest_rank:
        theirs = Q(created_by=person.id) | Q(assignee=person.id)
        own = visible.filter(theirs, desk_state__in=AT_WORK)
        found.append(_panel(own, title=_("My stories"), nothing=_("Nothing of yours is being worked on.")))
    if person.highest_rank or person.reads_everything:
        waiting = visible.filter(desk_state=DeskState.IN_REVIEW)
        found.append(_panel(waiting, title=_("Waiting for review"), nothing=_("Nothing waits for review.")))
    return found


def _panel(stories: QuerySet, *, title: str, nothing: str) -> Panel:
    newest = list(stories.select_related("section", "assignee").order_by("-priority", "-changed_at")[:SHOWN])
    count = len(newest) if len(newest) < SHOWN else stories.count()
    return Panel(title, newest, count, nothing)

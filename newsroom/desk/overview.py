"""What somebody finds on the desk's first page: own stories and what waits for review, only what they may see."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.models import Article
from articles.rights import Person
from articles.workflow import DeskState

SHOWN = 10
AT_WORK = (DeskState.DRAFT, DeskState.IN_REVIEW, DeskState.APPROVED)


@dataclass(frozen=True)
class Panel:
    """A list of stories with how many there are in all, and the list in the admin that has the rest.

    Where there are none, `nothing` says so; `door` is where to find some, as label and address.
    """

    title: str
    stories: list[Article]
    count: int
    address: str
    nothing: str
    door: tuple[str, str] | None = None


def panels(person: Person) -> list[Panel]:
    """None for somebody who has nothing to do with stories."""
    visible = Article.objects.visible_to(person)
    found = []
    if person.highest_rank:
        theirs = Q(created_by=person.id) | Q(assignee=person.id)
        own = visible.filter(theirs, desk_state__in=AT_WORK)
        incoming = (_("Stories from the wire"), _stories("state=incoming"))
        nothing = _("Nothing of yours is being worked on. Take a story from the wire, or add one of your own.")
        found.append(Panel(_("My stories"), *_newest(own), _stories("for=mine"), nothing, incoming))
    if person.highest_rank or person.reads_everything:
        waiting = visible.filter(desk_state=DeskState.IN_REVIEW)
        nothing = _("Nothing waits for review.")
        found.append(Panel(_("Waiting for review"), *_newest(waiting), _stories("state=in_review"), nothing))
    return found


def _newest(stories: QuerySet) -> tuple[list[Article], int]:
    """What is shown, and how many there are."""
    newest = list(stories.select_related("section", "assignee").order_by("-priority", "-changed_at")[:SHOWN])
    return newest, len(newest) if len(newest) < SHOWN else stories.count()


def _stories(query: str) -> str:
    return f"{reverse('admin:articles_article_changelist')}?{query}"

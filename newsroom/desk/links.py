"""The desk's own pages in the header of every page, for whoever may open them."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.db.models import Count, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.models import Membership
from articles.rights import Person
from newsroom.responses.models import Letter
from newsroom.responses.rights import may_look

from .models import InboxItem
from .reports.reach import may_report


@dataclass(frozen=True)
class DeskLink:
    """`count` is how much waits there; 0 shows nothing."""

    name: str
    address: str
    count: int = 0


def links_of(request: HttpRequest) -> list[DeskLink]:
    """In the header's order. Asks the database at most once."""
    person = _person_of(request)
    works_on_stories = bool(person.highest_rank or person.reads_everything)
    counts = _counts(person, works_on_stories=works_on_stories)
    links = []
    if works_on_stories:
        links.append(DeskLink(_("Inbox"), reverse("admin:inbox"), counts["unread"]))
        links.append(DeskLink(_("From the wire"), reverse("admin:incoming")))
        links.append(DeskLink(_("Budget"), reverse("admin:budget")))
        links.append(DeskLink(_("Fronts"), reverse("admin:fronts")))
    if may_report(person):
        links.append(DeskLink(_("Reports"), reverse("admin:reports")))
    if may_look(person):
        links.append(DeskLink(_("Letters"), reverse("admin:letters"), counts["letters"]))
    return links


def _counts(person: Person, *, works_on_stories: bool) -> Mapping[str, int]:
    waiting: dict[str, QuerySet] = {}
    if works_on_stories:
        waiting["unread"] = InboxItem.objects.listed_for(person).unread()
    if may_look(person):
        waiting["letters"] = Letter.objects.visible_to(person).waiting()
    counts = {name: _count(rows) for name, rows in waiting.items()}
    return get_user_model().objects.filter(pk=person.id).values(**counts).first() or {} if counts else {}


def _count(rows: QuerySet) -> Coalesce:
    """How many there are, as a part of another query."""
    in_one = rows.order_by().annotate(in_one=Value(1)).values("in_one")
    return Coalesce(Subquery(in_one.annotate(count=Count("pk")).values("count")), 0)


def _person_of(request: HttpRequest) -> Person:
    """As the list of models has read it for this page already. (`articles.admin`, which keeps it, is not loaded yet
    when the site is.)"""
    return getattr(request, "desk_person", None) or Membership.objects.person(request.user)

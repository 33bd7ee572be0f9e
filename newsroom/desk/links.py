"""The desk's own pages in the header of every page, for whoever may open them."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.models import Membership
from articles.rights import Person
from newsroom.responses.models import Letter
from newsroom.responses.rights import may_look

from .inbox.reading import count_unread
from .reports.reach import may_report


@dataclass(frozen=True)
class DeskLink:
    """`count` is how much waits there; 0 shows nothing."""

    name: str
    address: str
    count: int = 0


def links_of(request: HttpRequest) -> list[DeskLink]:
    """In the header's order. Asks the database at most once for each that counts."""
    person = _person_of(request)
    links = []
    if person.highest_rank or person.reads_everything:
        links.append(DeskLink(_("Inbox"), reverse("admin:inbox"), count_unread(person)))
        links.append(DeskLink(_("Budget"), reverse("admin:budget")))
        links.append(DeskLink(_("Fronts"), reverse("admin:fronts")))
    if may_report(person):
        links.append(DeskLink(_("Reports"), reverse("admin:reports")))
    if may_look(person):
        links.append(
            DeskLink(_("Letters"), reverse("admin:letters"), Letter.objects.visible_to(person).waiting().count())
        )
    return links


def _person_of(request: HttpRequest) -> Person:
    """As the list of models has read it for this page already. (`articles.admin`, which keeps it, is not loaded yet
    when the site is.)"""
    return getattr(request, "desk_person", None) or Membership.objects.person(request.user)

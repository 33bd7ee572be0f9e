"""The desk's own pages in the header of every page, for whoever may open them."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.models import Membership
from articles.rights import Person

from .inbox.reading import count_unread
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
    if not (person.highest_rank or person.reads_everything):
        return []
    links = [
        DeskLink(_("Inbox"), reverse("admin:inbox"), count_unread(person)),
        DeskLink(_("Budget"), reverse("admin:budget")),
    ]
    return [*links, DeskLink(_("Reports"), reverse("admin:reports"))] if may_report(person) else links


def _person_of(request: HttpRequest) -> Person:
    """As the list of models has read it for this page already. (`articles.admin`, which keeps it, is not loaded yet
    when the site is.)"""
    return getattr(request, "desk_person", None) or Membership.objects.person(request.user)

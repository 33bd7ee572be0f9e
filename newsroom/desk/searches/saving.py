"""Keeping searches: somebody's own, and with an editor's right for the whole desk."""

from __future__ import annotations

from collections.abc import Container
from urllib.parse import parse_qsl, urlencode

from django.db import transaction
from django.utils.translation import gettext as _

from articles.models import Membership
from articles.rights import RANKS, Person, Role
from articles.texts import clean_line
from articles.workflow import MoveIncomplete, RightMissing
from newsroom.desk.models import SavedSearch

MOST = 30  # of one person
LONGEST_NAME = SavedSearch._meta.get_field("name").max_length
LONGEST_QUERY = SavedSearch._meta.get_field("query").max_length
MOST_FIELDS = 30


def save_search(query: str, *, by, name: str, known: Container[str], is_shared: bool = False) -> SavedSearch:
    """Keeps a search under a name; one of the same name is replaced. `known` are the parameters that the list has.

    Raises `MoveIncomplete` for what cannot be kept, `RightMissing` for a reporter who wants to share.
    """
    name, query = clean_line(name), known_query(query, known=known)
    if not name or len(name) > LONGEST_NAME:
        raise MoveIncomplete(_("Give the search a name of at most %(most)s characters.") % {"most": LONGEST_NAME})
    if not query:
        raise MoveIncomplete(_("Search for something or choose a filter first: there is nothing to save yet."))
    if len(query) > LONGEST_QUERY:
        raise MoveIncomplete(_("This search is too long to be saved."))
    with transaction.atomic():
        person = Membership.objects.person(by)
        own = list(SavedSearch.objects.select_for_update().filter(person=by))
        _check(person, own, name=name, is_shared=is_shared)
        values = {"query": query, "is_shared": is_shared}
        return SavedSearch.objects.update_or_create(person=by, name=name, defaults=values)[0]


def delete_search(key: int, *, by) -> str:
    """Deletes one of somebody's own searches and returns its name. Raises `SavedSearch.DoesNotExist`."""
    found = SavedSearch.objects.get(pk=key, person=by)
    found.delete()
    return found.name


def may_share(person: Person) -> bool:
    return person.highest_rank >= RANKS[Role.EDITOR]


def known_query(query: str, *, known: Container[str]) -> str:
    """Of a query string, what the list knows, each parameter once and in one order; "" if nothing is left."""
    try:
        pairs = parse_qsl(query, max_num_fields=MOST_FIELDS, errors="strict")
    except ValueError:
        return ""
    kept = {name: clean_line(value) for name, value in pairs if name in known}
    return urlencode(sorted((name, value) for name, value in kept.items() if value))


def _check(person: Person, own: list[SavedSearch], *, name: str, is_shared: bool) -> None:
    if not (person.highest_rank or person.reads_everything):
        raise RightMissing(_("You have no list of stories to search."))
    if is_shared and not may_share(person):
        raise RightMissing(_("A search is shared with the whole desk by an editor."))
    if len(own) >= MOST and name not in {search.name for search in own}:
        raise MoveIncomplete(
            _("You have %(most)s saved searches, which is as many as there can be: delete one first.") % {"most": MOST}
        )

"""An inbox as its page shows it."""

from __future__ import annotations

from dataclasses import dataclass

from articles.admin.history import local
from articles.rights import Person

from ..models import InboxItem
from . import subjects
from .letters import address_of, picture_address_of, who_did
from .sentences import sentence

A_PAGE = 30
_APART = "\u2068{}\u2069"  # a name keeps its own direction inside a sentence of another one (UAX 9 isolates)


@dataclass(frozen=True)
class Line:
    """`about` is the name of the story or the front, `language` its language: "" for the desk's own. `picture` is the
    address of the picture that it is about as well."""

    item: InboxItem
    sentence: str
    at: str
    address: str
    about: str
    language: str
    direction: str
    picture: str


@dataclass(frozen=True)
class Listing:
    """Items, newest first; `older` is the number before which the next page begins, 0 at the end."""

    lines: list[Line]
    newest: int = 0
    older: int = 0


def listing(person: Person, *, only_unread: bool, kind: str = "", before: int | None = None) -> Listing:
    """A page of somebody's inbox, in one query."""
    items = InboxItem.objects.listed_for(person).select_related("article", "front__section", "actor")
    items = items.unread() if only_unread else items
    items = items.filter(kind=kind) if kind else items
    items = items.filter(pk__lt=before) if before else items
    rows = list(items.order_by("-pk")[: A_PAGE + 1])
    shown = rows[:A_PAGE]
    return Listing(
        lines=[line_of(row) for row in shown],
        newest=shown[0].pk if shown else 0,
        older=shown[-1].pk if len(rows) > A_PAGE else 0,
    )


def line_of(item: InboxItem) -> Line:
    who = who_did(item)
    return Line(
        item=item,
        sentence=sentence(item.happened, who=_APART.format(who) if who else ""),
        at=local(item.at),
        address=address_of(item),
        about=subjects.name_of(item),
        language=subjects.language_of(item),
        direction=subjects.direction_of(item),
        picture=picture_address_of(item),
    )

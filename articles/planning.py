"""Who writes a story, by when, and how urgent it is: planned by editors, and no part of the text's revisions."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from . import moments
from .models import Article, Membership
from .models.article import Priority
from .moves import Moving, making
from .phrases import newsroom_zone
from .texts import clean_text
from .workflow import Action, MoveIncomplete

PLANNED = ("assignee", "due_at", "priority")


def plan(article: Article, *, by, reason: str = "", **changes) -> bool:
    """Changes any of `PLANNED` in one move (an assignment, with its right and states) and says whether anything did
    change; the audit row keeps what, with a sentence where no reason is given.

    `assignee` is a user or None, `due_at` an aware moment or None, `priority` one of `Priority`.
    """
    with making(article, Action.ASSIGN, by=by, reason=reason) as move:
        changed = {name: value for name, value in changes.items() if getattr(move.article, name) != _known(name, value)}
        if not changed:
            return False
        move.touch()
        for name, value in changed.items():
            setattr(move.article, name, value)
        _describe(move, changed)
        move.record()
    return True


def _known(name: str, value):
    """The value, if it is one that a story can have. Raises `MoveIncomplete`."""
    if name not in PLANNED:
        raise TypeError(f"{name!r} is nothing that is planned")
    if name == "priority" and value not in Priority.values:
        raise MoveIncomplete(_("There is no such priority: choose low, normal or high."))
    if name == "assignee" and value and not Membership.objects.person(value).highest_rank:
        raise MoveIncomplete(_("%(name)s does not work at the desk.") % {"name": value})
    return value


def _describe(move: Moving, changed: dict) -> None:
    article = move.article
    move.reason = clean_text(move.reason) or _sentence(article, changed)
    move.details = {
        "assignee": article.assignee_id,
        "due_at": article.due_at.isoformat() if article.due_at else None,
        "priority": article.priority,
        "changed": sorted(changed),
    }


def _sentence(article: Article, changed: dict) -> str:
    """What was planned, as the history shows it."""
    parts = []
    if "due_at" in changed:
        parts.append(_("Due %(moment)s.") % {"moment": _printed(article.due_at)} if article.due_at else _("Not due."))
    if "priority" in changed:
        parts.append(_("Priority: %(priority)s.") % {"priority": article.get_priority_display()})
    return " ".join(parts)


def _printed(at: datetime) -> str:
    """A moment of the newsroom's zone with its date and label."""
    zone, language = settings.NEWSROOM_ZONE, get_language() or settings.LANGUAGE_CODE
    return moments.printed(at, zone=zone, language=language, label=newsroom_zone())

"""What the board shows of a story, or of a timed change that went wrong: values, so that two boards can be compared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from articles.admin.columns import phrase_of
from articles.desk_lists import AT_WORK
from articles.languages import is_right_to_left
from articles.models import Article, TimedChange
from articles.models.article import Priority
from articles.models.timed_change import TimedChangeStatus
from articles.workflow import Action, Readers
from newsroom.desk.times import Moment, moment_of


@dataclass(frozen=True)
class Note:
    """A sentence of the desk's and what somebody said, in whatever language they said it."""

    sentence: str
    words: str = ""
    is_grave: bool = False


@dataclass(frozen=True)
class Coming:
    """What happens to a story at its minute, or would if it were not suspended."""

    what: str
    moment: Moment
    is_suspended: bool
    why: str


@dataclass(frozen=True)
class Card:
    key: str
    address: str
    headline: str
    language: str
    direction: str
    state: str
    looks: str
    section: str
    who: str
    priority: str
    due: Moment | None
    is_late: bool
    changed: Moment
    coming: Coming | None = None
    notes: tuple[Note, ...] = ()


def story_card(
    article: Article, *, now: datetime, key: str = "", change: TimedChange | None = None, notes: Iterable[Note] = ()
) -> Card:
    """`article` comes annotated by `articles.admin.columns`; `change` is the next of its timed changes, where the
    list shows it. `key` tells the rows of a list apart: the story's own, if none is named."""
    publication = getattr(article, "publication", None)
    readers = publication.status if publication else Readers.NONE
    return Card(
        key=key or f"story-{article.pk}",
        address=address_of(article),
        headline=str(article),
        language=article.language,
        direction=direction_of(article),
        state=phrase_of(
            article,
            readers=readers,
            scheduled_at=None if change else article.scheduled_at,
            blocked=article.is_blocked,
        ),
        looks=f"desk-{article.desk_state} readers-{readers}",
        section=str(article.section or article.section_label),
        who=str(article.assignee or ""),
        priority="" if article.priority == Priority.NORMAL else str(Priority(article.priority).label),
        due=moment_of(article.due_at, now=now) if article.due_at else None,
        is_late=bool(article.due_at and article.due_at < now and article.desk_state in AT_WORK),
        changed=moment_of(article.changed_at, now=now),
        coming=coming_of(change, readers=readers, now=now) if change else None,
        notes=tuple(notes),
    )


def coming_of(change: TimedChange, *, readers: str, now: datetime) -> Coming:
    is_suspended = change.status == TimedChangeStatus.SUSPENDED
    return Coming(
        what=_suspended(change.action) if is_suspended else _planned(change.action, readers=readers),
        moment=moment_of(change.run_at, now=now),
        is_suspended=is_suspended,
        why=change.error if is_suspended else "",
    )


def address_of(article: Article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])


def direction_of(article: Article) -> str:
    return "rtl" if is_right_to_left(article.language) else "ltr"


def _planned(action: str, *, readers: str) -> str:
    match action:
        case Action.HOLD:
            return _("Is held")
        case Action.RETRACT:
            return _("Is retracted")
    return _("Goes live") if readers == Readers.NONE else _("Changes go live")


def _suspended(action: str) -> str:
    match action:
        case Action.HOLD:
            return _("Suspended: to be held")
        case Action.RETRACT:
            return _("Suspended: to be retracted")
    return _("Suspended: to go live")

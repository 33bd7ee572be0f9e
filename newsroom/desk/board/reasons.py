"""Why a story is on a list, where the list alone does not say it."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from articles.models import Article
from articles.workflow import Action, DeskState
from newsroom.desk.times import moment_of

from .cards import Note


def reasons(article: Article, *, on: str, now: datetime) -> list[Note]:
    """Of "waiting for me" what to do, of a stale translation what became of its original, of what its source took back
    why; and of every story that a newer version of it waits."""
    newer = [Note(_("Its source has sent a newer version"))] if article.has_newer else []
    match on:
        case "waiting":
            return [_turn(article), *newer]
        case "stale":
            return [_stale(article, now=now), *newer]
        case "killed":
            return [Note(_("Killed by its source"), words=article.killed_because, is_grave=True), *newer]
    return newer


def _turn(article: Article) -> Note:
    match article.desk_state:
        case DeskState.IN_REVIEW:
            return Note(_("Waits for your approval"))
        case DeskState.APPROVED:
            return Note(_("Ready for you to publish"))
    if article.last_turn == Action.SEND_BACK:
        return Note(_("Sent back:"), words=article.last_reason)
    return Note(_("Assigned to you"))


def _stale(article: Article, *, now: datetime) -> Note:
    words = {"what": article.get_stale_because_display(), "moment": moment_of(article.stale_since, now=now).whole}
    return Note(_("The other language: %(what)s, %(moment)s") % words, is_grave=True)

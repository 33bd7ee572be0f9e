"""What a story's page says of who else is there, in sentences."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from articles.admin.history import OtherLine, saved_line
from articles.models import Article
from articles.phrases import moment

from ..models import Presence, TakeOver

MOST_LINES = 200


def others(article: Article, *, user, window: str = "") -> list[dict]:
    """Who has the story open now, without the window that asks: each person once, whatever the number of their
    windows, since the first of them. One query."""
    rows = Presence.objects.now().filter(article=article).select_related("person").with_take_overs()
    first: dict[int, Presence] = {}
    for row in rows:
        if (row.person_id, row.window) == (user.pk, window):
            continue
        shown = first.setdefault(row.person_id, row)
        shown.has_changes = shown.has_changes or row.has_changes
        shown.is_taken_over = shown.is_taken_over or row.is_taken_over
    return [_other(row, user=user) for row in first.values()]


def taken_from(article: Article, *, user, since: datetime) -> list[dict]:
    """Who took the story over from this person since a moment, oldest first."""
    rows = TakeOver.objects.filter(article=article, taken_from=user, at__gte=since).select_related("taken_by")
    return [
        {"name": str(row.taken_by), "at": row.at.isoformat(), "reason": row.reason, "sentence": _taken(row)}
        for row in rows.order_by("at", "id")
    ]


def take_overs(article: Article) -> list[OtherLine]:
    """For the story's history."""
    rows = article.take_overs.select_related("taken_by", "taken_from")[:MOST_LINES]
    return [OtherLine(row.at, str(row.taken_by), _took(row), row.reason) for row in rows]


def newer_than(article: Article, started_from: int) -> dict | None:
    """The revision that somebody saved since the one that a form was opened with."""
    head = article.head_revision
    if not head or head.number <= started_from:
        return None
    words = {"saved": saved_line(head)}
    sentence = _("%(saved)s: newer than what you began with. Saving will show both texts; yours is kept.") % words
    return {"number": head.number, "at": head.saved_at.isoformat(), "sentence": sentence}


def _other(row: Presence, *, user) -> dict:
    return {
        "name": str(row.person),
        "is_self": row.person_id == user.pk,
        "since": row.opened_at.isoformat(),
        "has_changes": row.has_changes,
        "is_taken_over": row.is_taken_over,
        "sentence": _sentence(row, is_self=row.person_id == user.pk),
    }


def _sentence(row: Presence, *, is_self: bool) -> str:
    words = {"name": str(row.person), "time": moment(row.opened_at)}
    said = (
        _("You have this story open in another window, since %(time)s")
        if is_self
        else _("%(name)s has this story open since %(time)s")
    )
    parts = [said % words, _("with unsaved changes") if row.has_changes else _("nothing unsaved")]
    if row.is_taken_over:
        parts.append(_("taken over"))
    return _(", ").join(parts)


def _taken(row: TakeOver) -> str:
    words = {"name": str(row.taken_by), "time": moment(row.at), "reason": row.reason}
    if row.reason:
        return (
            _("%(name)s took this story over at %(time)s: “%(reason)s”. What you typed is kept; agree on who goes on.")
            % words
        )
    return _("%(name)s took this story over at %(time)s. What you typed is kept; agree on who goes on.") % words


def _took(row: TakeOver) -> str:
    if not row.taken_from:
        return _("Took the story over")
    words = {"name": str(row.taken_from)}
    if row.had_changes:
        return _("Took the story over from %(name)s, who had unsaved changes") % words
    return _("Took the story over from %(name)s") % words

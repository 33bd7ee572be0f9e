"""What waits for its minute: schedule it, give it another moment or a newer text, cancel it."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from . import checklist, moments, publishing, suspension
from .clock import database_now
from .due import MOST_ATTEMPTS, RUN, run_due
from .models import Article, Revision, TimedChange
from .models.timed_change import TimedChangeStatus
from .moves import Moving, check_revision, check_right, making, run_at_its_moment
from .rederiving import rederive
from .texts import clean_text
from .workflow import RETIMED_MOVES, TIMED_MOVES, Action, Move, MoveIncomplete, MoveNotAllowed, PublishKind, Readers

__all__ = ["MOST_ATTEMPTS", "RUN", "read_moment", "rederive", "row_of", "run_due", "schedule", "unschedule"]


def schedule(
    article: Article,
    *,
    by,
    run_at: datetime | str | None = None,
    zone: str = "",
    action: str = Action.PUBLISH,
    kind: str = "",
    text: str = "",
    reason: str = "",
    revision: Revision | int | str | None = None,
    change: TimedChange | int | None = None,
    fold: int | None = None,
    keeps_revision: bool = False,
) -> TimedChange:
    """Lets a publish, hold or retract wait for its moment, pinned to the newest revision.

    `run_at` is an aware moment, or a local time (naive, or as typed) in `zone`, the newsroom's if none is
    named; an hour that does not exist, or that occurs twice and has no `fold`, raises `MoveIncomplete`.
    `change` names a waiting change that this one replaces; it keeps its moment if none is given, and with
    `keeps_revision` the text that it was approved with, which is possible whatever is written on the desk by now.
    Without `change`, one that waits to do the same with the same revision is given the new moment: the earlier one
    would be kept by nobody who schedules again.
    """
    row, text = row_of(action, keeps_revision=keeps_revision), clean_text(text)
    given = read_moment(run_at, zone=zone, fold=fold) if run_at or not change else None
    with making(article, Action.SCHEDULE, by=by, reason=reason, row=row) as move:
        if revision:
            check_revision(move.article, revision)
        move.touch()
        planned = _waiting(move.article, change) if change else _same(move.article, action)
        move.details = {"instead_of": suspension.listed([planned])} if planned.pk else {}
        _set_moment(planned, given, zone=zone or settings.NEWSROOM_ZONE)
        _set_text(planned, move, action=action, keeps_revision=keeps_revision)
        _check_right_there(planned, move, row=row)
        _set_words(planned, move, kind=kind, text=text)
        _let_wait(planned, move)
    return planned


def row_of(action: str, *, keeps_revision: bool = False) -> Move:
    """The row of the table for letting something wait. Raises `MoveIncomplete` for what cannot wait."""
    if action not in TIMED_MOVES:
        raise MoveIncomplete(_("Only publish, hold and retract can wait for a moment."))
    return (RETIMED_MOVES if keeps_revision else TIMED_MOVES)[Action(action)]


def _set_moment(planned: TimedChange, given: tuple[datetime, str] | None, *, zone: str) -> None:
    if given:
        (planned.run_at, planned.local_time), planned.zone = given, zone
        planned.fold = moments.fold_of(planned.run_at, zone)
    if planned.run_at <= database_now():
        raise MoveIncomplete(_("That moment has passed: %(moment)s.") % {"moment": planned.local_time})


def _set_text(planned: TimedChange, move: Moving, *, action: str, keeps_revision: bool) -> None:
    """What was approved for one thing was not for another: a text that nobody approved could be published."""
    if not keeps_revision:
        planned.revision = move.article.head_revision
    elif not planned.pk:
        raise MoveIncomplete(_("Say which change keeps its text."))
    elif planned.action != action:
        raise MoveIncomplete(_("A change that is to do something else takes the newest text."))
    if planned.action != action:
        planned.kind = planned.text = ""
    planned.action = action


def _check_right_there(planned: TimedChange, move: Moving, *, row: Move) -> None:
    """What waits to be published may go to another section than the working copy's by now."""
    if planned.action == Action.PUBLISH:
        check_right(row, by=move.by, article=move.article, publication=move.publication, pinned=planned.revision)


def _let_wait(planned: TimedChange, move: Moving) -> None:
    """Saves the change and its audit row, and asks for its minute."""
    _start_anew(planned, move)
    move.details["replaced"] = bool(planned.pk)
    planned.save()
    move.details["scheduled"] = suspension.listed([planned])
    move.record()
    run_at_its_moment(planned)


def _start_anew(planned: TimedChange, move: Moving) -> None:
    """Whatever became of a change before, it waits now, for this person. What a hold has suspended stays so: the
    release asks about it."""
    is_behind_a_hold = planned.status == TimedChangeStatus.SUSPENDED and planned.action == Action.PUBLISH
    if not (is_behind_a_hold and move.readers is Readers.HELD):
        planned.status, planned.error = TimedChangeStatus.WAITING, ""
    planned.scheduled_by, planned.source, planned.attempts = move.by, "", 0
    planned.live_revision = move.publication and move.publication.revision


def _same(article: Article, action: str) -> TimedChange:
    """The change that waits to do this with the newest revision; a new one if there is none."""
    same = article.timed_changes.waiting().filter(action=action, revision=article.head_revision)
    return same.first() or TimedChange(article=article, revision=article.head_revision, action=action)


def read_moment(run_at: datetime | str | None, *, zone: str = "", fold: int | None = None) -> tuple[datetime, str]:
    """The instant (UTC) of a time that a form, a program or a person gave, and the local time as typed.

    A `MoveIncomplete` about an hour that is skipped or doubled has the `moments` error as its cause.
    """
    zone = zone or settings.NEWSROOM_ZONE
    if not run_at:
        raise MoveIncomplete(_("Say when: a date with a time, like 2025-01-04T19:12."))
    try:
        moments.local_parts(timezone.now(), zone)
        if isinstance(run_at, str):
            return moments.parse_run_at(run_at, zone=zone, fold=fold)
        if timezone.is_naive(run_at):
            return moments.to_instant(run_at, zone=zone, fold=fold), f"{run_at:%Y-%m-%dT%H:%M}"
        return run_at, moments.local_line(run_at, zone).replace(" ", "T")
    except ValueError as problem:
        raise MoveIncomplete(str(problem)) from problem


def _set_words(planned: TimedChange, move: Moving, *, kind: str, text: str) -> None:
    """Checked now, for at its minute nobody is there to ask. What is not given stays as it was."""
    planned.text = text or planned.text
    if planned.action == Action.RETRACT and not planned.text:
        raise MoveIncomplete(_("A retraction needs a notice: readers find it in place of the story."))
    if planned.action == Action.PUBLISH:
        publishing.check_unblocked(move.article, at=planned.run_at)
        checklist.check(move.article, revision=planned.revision, at=planned.run_at)
        kind, readers = kind or planned.kind, _readers_then(planned, move, kind=kind)
        planned.kind = publishing.check_kind(kind, text=planned.text, readers=readers)


def _readers_then(planned: TimedChange, move: Moving, *, kind: str) -> Readers:
    """What readers have by then: of several publications that wait, the later ones update or correct the first."""
    earlier = move.article.timed_changes.waiting().publishing().filter(run_at__lt=planned.run_at)
    is_more = kind not in ("", PublishKind.FIRST) and earlier.exclude(pk=planned.pk).exists()
    return Readers.LIVE if move.readers is Readers.NONE and is_more else move.readers


def unschedule(article: Article, *, by, change: TimedChange | int | None = None, reason: str = "") -> TimedChange:
    """Cancels a waiting or suspended change: the only one, if none is named."""
    with making(article, Action.UNSCHEDULE, by=by, reason=reason) as move:
        cancelled = _waiting(move.article, change)
        cancelled.status, cancelled.finished_at = TimedChangeStatus.CANCELLED, database_now()
        cancelled.error = _("%(who)s cancelled it.") % {"who": by}
        cancelled.save()
        move.details = {"cancelled": suspension.listed([cancelled])}
        move.record()
    return cancelled


def _waiting(article: Article, named: TimedChange | int | None) -> TimedChange:
    changes = list(article.timed_changes.open().select_related("revision"))
    if named is not None:
        changes = [row for row in changes if row.pk == (named.pk if isinstance(named, TimedChange) else named)]
    if not changes:
        raise MoveNotAllowed(_("No such change is waiting on this story."))
    if len(changes) > 1:
        raise MoveIncomplete(_("Several changes are waiting on this story: say which one."))
    return changes[0]

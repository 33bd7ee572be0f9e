"""What happens at its minute: schedule, unschedule, and run what is due, exactly once."""

from __future__ import annotations

import logging
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from . import moments, publishing, suspension
from .models import Article, Revision, TimedChange
from .models.timed_change import TimedChangeStatus
from .moves import Moving, check_revision, check_right, making, run_at_its_moment
from .rights import Source
from .texts import clean_text
from .workflow import MOVES, TIMED_MOVES, Action, DeskState, Move, MoveIncomplete, MoveNotAllowed, Readers

log = logging.getLogger(__name__)
MOST_ATTEMPTS = 5  # of a change that a fault of the machine, not of the desk, kept from running


def schedule(
    article: Article,
    *,
    by,
    run_at: datetime | str | None,
    zone: str = "",
    action: str = Action.PUBLISH,
    kind: str = "",
    text: str = "",
    reason: str = "",
    revision: Revision | int | str | None = None,
    change: TimedChange | int | None = None,
    fold: int | None = None,
) -> TimedChange:
    """Lets a publish, hold or retract wait for its moment, pinned to the newest revision.

    `run_at` is an aware moment, or a local time (naive, or as typed) in `zone`, the newsroom's if none is
    named; an hour that does not exist, or that occurs twice and has no `fold`, raises `MoveIncomplete`.
    `change` names a waiting change that this one replaces. Without it, one that waits to do the same with the
    same revision is given the new moment: the earlier one would be kept by nobody who schedules again.
    """
    row, zone = _row(action), zone or settings.NEWSROOM_ZONE
    moment, typed = read_moment(run_at, zone=zone, fold=fold)
    with making(article, Action.SCHEDULE, by=by, reason=reason, row=row) as move:
        if revision:
            check_revision(move.article, revision)
        if moment <= timezone.now():
            raise MoveIncomplete(_("That moment has passed: %(moment)s.") % {"moment": typed})
        move.touch()
        text = clean_text(text)
        planned = _waiting(move.article, change) if change else _same(move.article, action)
        _start_anew(planned, by=by, revision=move.article.head_revision)
        planned.action = action
        planned.kind, planned.text = _words(move, action, kind=kind, text=text, at=moment), text
        planned.run_at, planned.zone, planned.local_time = moment, zone, typed
        move.details = {"replaced": bool(planned.pk)}
        planned.save()
        move.details["scheduled"] = suspension.listed([planned])
        move.record()
        run_at_its_moment(planned)
    return planned


def _row(action: str) -> Move:
    if action not in TIMED_MOVES:
        raise MoveIncomplete(_("Only publish, hold and retract can wait for a moment."))
    return TIMED_MOVES[Action(action)]


def _start_anew(planned: TimedChange, *, by, revision: Revision) -> None:
    """Whatever became of a change before, it waits now, for this person and with this text."""
    planned.revision, planned.scheduled_by, planned.source = revision, by, ""
    planned.status, planned.attempts, planned.error = TimedChangeStatus.WAITING, 0, ""


def _same(article: Article, action: str) -> TimedChange:
    """The change that waits to do this with the newest revision; a new one if there is none."""
    same = article.timed_changes.waiting().filter(action=action, revision=article.head_revision)
    return same.first() or TimedChange(article=article)


def read_moment(run_at: datetime | str | None, *, zone: str, fold: int | None = None) -> tuple[datetime, str]:
    """The instant (UTC) of a time that a form, a program or a person gave, and the local time as typed."""
    if not run_at:
        raise MoveIncomplete(_("Say when: a date with a time, like 2025-01-04T19:12."))
    try:
        moments.local_parts(timezone.now(), zone)
        if isinstance(run_at, str):
            return moments.parse_run_at(run_at, zone=zone, fold=fold)
        if timezone.is_naive(run_at):
            return moments.to_instant(run_at, zone=zone, fold=fold), f"{run_at:%Y-%m-%dT%H:%M}"
        local = moments.local_parts(run_at, zone)
    except ValueError as problem:
        raise MoveIncomplete(str(problem)) from None
    return run_at, "{:04}-{:02}-{:02}T{:02}:{:02}".format(*local[:5])


def _words(move: Moving, action: str, *, kind: str, text: str, at: datetime) -> str:
    """The kind of a planned publication, checked now: at its minute nobody is there to ask."""
    if action == Action.PUBLISH:
        publishing.check_unblocked(move.article, at=at)
        return publishing.check_kind(kind, text=text, readers=move.readers)
    if action == Action.RETRACT and not text:
        raise MoveIncomplete(_("A retraction needs a notice: readers find it in place of the story."))
    return ""


def unschedule(article: Article, *, by, change: TimedChange | int | None = None, reason: str = "") -> TimedChange:
    """Cancels a waiting or suspended change: the only one, if none is named."""
    with making(article, Action.UNSCHEDULE, by=by, reason=reason) as move:
        cancelled = _waiting(move.article, change)
        cancelled.status, cancelled.finished_at = TimedChangeStatus.CANCELLED, timezone.now()
        cancelled.save()
        move.details = {"cancelled": suspension.listed([cancelled])}
        move.record()
    return cancelled


def _waiting(article: Article, named: TimedChange | int | None) -> TimedChange:
    changes = list(article.timed_changes.waiting() | article.timed_changes.suspended())
    if named is not None:
        changes = [row for row in changes if row.pk == (named.pk if isinstance(named, TimedChange) else named)]
    if not changes:
        raise MoveNotAllowed(_("No such change is waiting on this story."))
    if len(changes) > 1:
        raise MoveIncomplete(_("Several changes are waiting on this story: say which one."))
    return changes[0]


def run_due() -> list[TimedChange]:
    """Runs every change whose moment has come by the database's clock, in order; one that fails stops no other.

    Any number of processes may do this at once: each change runs once. Returns what ran here.
    """
    ran = []
    for key in TimedChange.objects.waiting().filter(run_at__lte=Now()).values_list("pk", flat=True):
        try:
            change = _run(key)
        except Exception as problem:  # whatever it is, the others still have to run
            log.exception("Timed change %s could not run", key)
            change = _give_up(key, problem)
        if change:
            ran.append(change)
    return ran


@transaction.atomic
def _run(key: int) -> TimedChange | None:
    """Runs one change, unless another process has; the story's row is locked before the change is read."""
    article_id = TimedChange.objects.values_list("article_id", flat=True).get(pk=key)
    article = Article.objects.locked().get(pk=article_id)
    due = TimedChange.objects.waiting().filter(pk=key, run_at__lte=Now())  # it may have been put off meanwhile
    change = due.select_related("scheduled_by", "revision").first()
    if not change:
        return None
    change.attempts += 1
    change.status, change.finished_at = TimedChangeStatus.DONE, timezone.now()
    change.save()  # a retraction cancels what waits, and this one does no longer
    try:
        with transaction.atomic():
            RUN[change.action](article, change)
    except MoveNotAllowed as refusal:
        change.status, change.error = TimedChangeStatus.FAILED, str(refusal)
        change.save()
        log.warning("Timed change %s was refused: %s", key, refusal)
    return change


def _give_up(key: int, problem: Exception) -> TimedChange | None:
    """Counts an attempt that a fault ended; after the last one the change has failed."""
    with transaction.atomic():
        change = TimedChange.objects.waiting().select_for_update().filter(pk=key).first()
        if not change:
            return None
        change.attempts, change.error = change.attempts + 1, f"{type(problem).__name__}: {problem}"[:1000]
        if change.attempts >= MOST_ATTEMPTS:
            change.status, change.finished_at = TimedChangeStatus.FAILED, timezone.now()
        change.save()
        return change


def _publish_due(article: Article, change: TimedChange) -> None:
    """Gives readers the pinned revision, never a later draft, with the right that its scheduler has now."""
    with making(article, Action.PUBLISH_DUE, by=change.scheduled_by) as move:
        if change.source:
            check_right(
                MOVES[Action.PUBLISH_IMPORT],
                by=Source(change.source, trusted_by_id=change.scheduled_by_id),
                article=move.article,
            )
        publishing.check_unblocked(move.article)
        _check_not_overtaken(move, change)
        kind = change.kind if move.readers is not Readers.NONE else ""
        kind = publishing.check_kind(kind, text=change.text, readers=move.readers)
        is_working_copy = move.article.head_revision.digest == change.revision.digest
        if is_working_copy:
            move.article.approved_revision = move.article.submitted_by = None
        move.details = {"change": change.pk, "kind": kind}
        if cancelled := suspension.supersede(move.article, revision=change.revision.number):
            move.details["cancelled"] = cancelled
        move.record(
            desk_to=DeskState.PUBLISHED if is_working_copy else DeskState(move.article.desk_state),
            revision=change.revision,
        )
        # What came dated from its source keeps that date, however late the worker is.
        dated = change.run_at if change.run_at == move.article.published_at_source else None
        publishing.put_before_readers(move, change.revision, kind=kind, text=change.text, published_at=dated)


def _check_not_overtaken(move: Moving, change: TimedChange) -> None:
    if move.publication and change.revision.number < move.publication.revision.number:
        raise MoveNotAllowed(
            _("Readers have revision %(live)s already; revision %(pinned)s, which was to be published, is older.")
            % {"live": move.publication.revision.number, "pinned": change.revision.number}
        )


def _hold_due(article: Article, change: TimedChange) -> None:
    publishing.hold(article, by=change.scheduled_by, text=change.text)


def _retract_due(article: Article, change: TimedChange) -> None:
    publishing.retract(article, by=change.scheduled_by, text=change.text)


RUN = {Action.PUBLISH: _publish_due, Action.HOLD: _hold_due, Action.RETRACT: _retract_due}

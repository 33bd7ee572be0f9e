"""What happens at its minute, exactly once: run what is due, with the rights that its scheduler has then."""

from __future__ import annotations

import logging

from django.db import OperationalError, connection, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app as jobs
from psycopg.errors import LockNotAvailable

from . import checklist, publishing, suspension
from .clock import database_now
from .models import Article, Revision, TimedChange
from .models.timed_change import TimedChangeStatus
from .moves import AFTER_FAILED_CHANGE, Moving, check_right, lock, making
from .rights import Source
from .workflow import MOVES, Action, DeskState, MoveNotAllowed, PublishKind, Readers

log = logging.getLogger(__name__)
LONGEST_WAIT = "3s"  # for a story that is locked; a move takes milliseconds
MOST_ATTEMPTS = 5  # of a change that a fault of the machine, not of the desk, kept from running


class StoryBusy(Exception):
    """Somebody keeps the story locked."""


def run_due() -> list[TimedChange]:
    """Runs every change whose moment has come by the database's clock, in order; one that fails stops no other.

    Any number of processes may do this at once: each change runs once. Returns what ran here. A story that somebody
    keeps locked is left, with all that is due on it, for the next time.
    """
    ran, busy = [], set()
    due = TimedChange.objects.waiting().filter(run_at__lte=Now())
    for key, article_id in list(due.values_list("pk", "article_id")):
        if article_id in busy:
            continue
        try:
            change = _run(key, article_id=article_id)
        except StoryBusy:
            log.warning("Timed change %s has to wait: somebody keeps its story locked", key)
            busy.add(article_id)
            continue
        except Exception as problem:  # whatever it is, the others still have to run
            log.exception("Timed change %s could not run", key)
            change = _give_up(key, problem)
        if change:
            ran.append(change)
    return ran


@transaction.atomic
def _run(key: int, *, article_id: int) -> TimedChange | None:
    """Runs one change, unless another process has; the story's row is locked before the change is read."""
    article = _lock_soon(article_id)
    due = TimedChange.objects.waiting().filter(pk=key, run_at__lte=Now())  # it may have been put off meanwhile
    change = due.select_related("scheduled_by", "revision").first()
    if not change:
        return None
    change.attempts += 1
    change.status, change.finished_at = TimedChangeStatus.DONE, database_now()
    change.save()  # a retraction cancels what waits, and this one does no longer
    try:
        with transaction.atomic():
            RUN[change.action](article, change)
    except MoveNotAllowed as refusal:
        _fail(change, str(refusal))
        log.warning("Timed change %s was refused: %s", key, refusal)
    return change


def _lock_soon(article_id: int) -> Article:
    """The story, locked. Raises `StoryBusy` rather than wait long: other stories have their minute, too."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [LONGEST_WAIT])
        try:
            article, _versions = lock(article_id)
        except OperationalError as problem:
            if isinstance(problem.__cause__, LockNotAvailable):
                raise StoryBusy from problem
            raise
        cursor.execute("SET LOCAL lock_timeout TO DEFAULT")
    return article


def _give_up(key: int, problem: Exception) -> TimedChange | None:
    """Counts an attempt that a fault ended; after the last one the change has failed."""
    with transaction.atomic():
        change = TimedChange.objects.waiting().select_for_update().filter(pk=key).first()
        if not change:
            return None
        change.attempts, change.error = change.attempts + 1, f"{type(problem).__name__}: {problem}"[:1000]
        if change.attempts >= MOST_ATTEMPTS:
            _fail(change, change.error)
        else:
            change.save()
        return change


def _fail(change: TimedChange, why: str) -> None:
    """Keeps why a change did not run, and has people told in the same transaction."""
    change.status, change.finished_at, change.error = TimedChangeStatus.FAILED, database_now(), why
    change.save()
    jobs.configure_task(AFTER_FAILED_CHANGE).defer(change_id=change.pk)


def _publish_due(article: Article, change: TimedChange) -> None:
    """Gives readers the pinned revision, never a later draft, with the right that its scheduler has now."""
    with making(article, Action.PUBLISH_DUE, by=change.scheduled_by, pinned=change.revision) as move:
        _check_source(change, move.article)
        publishing.check_unblocked(move.article)
        _check_not_overtaken(change, move)
        checklist.check(move.article, revision=change.revision)
        kind = publishing.check_kind(_kind_now(change, move.readers), text=change.text, readers=move.readers)
        before = move.publication and move.publication.revision
        move.details = {"change": change.pk, **publishing.of_revisions(before, change.revision), "kind": kind}
        _record(move, change.revision)
        # What came dated from its source keeps that date, however late the worker is.
        dated = change.run_at if change.run_at == move.article.published_at_source else None
        publishing.put_before_readers(move, change.revision, kind=kind, text=change.text, published_at=dated)
        suspension.expect(move.article, live=change.revision, instead_of=before)


def _kind_now(change: TimedChange, readers: Readers) -> str:
    """What waits may run in another order than was thought: the first publication is whichever comes first, and
    what was to be it updates what came before."""
    if readers is Readers.NONE:
        return ""
    return PublishKind.UPDATE if change.kind == PublishKind.FIRST else change.kind


def _check_source(change: TimedChange, article: Article) -> None:
    if change.source:
        source = Source(change.source, trusted_by_id=change.scheduled_by_id)
        check_right(MOVES[Action.PUBLISH_IMPORT], by=source, article=article, pinned=change.revision)


def _check_not_overtaken(change: TimedChange, move: Moving) -> None:
    live = move.publication and move.publication.revision
    if live and change.revision.number < live.number:
        raise MoveNotAllowed(
            _("Readers have revision %(live)s already; revision %(pinned)s, which was to be published, is older.")
            % {"live": live.number, "pinned": change.revision.number}
        )


def _record(move: Moving, revision: Revision) -> None:
    """The desk's copy is published too if it says what the pinned revision says; else it stays what it is."""
    is_working_copy = move.article.head_revision.digest == revision.digest
    if is_working_copy:
        move.article.approved_revision = move.article.submitted_by = None
    if cancelled := suspension.supersede(move.article, revision=revision.number):
        move.details["cancelled"] = cancelled
    state = DeskState.PUBLISHED if is_working_copy else DeskState(move.article.desk_state)
    move.record(desk_to=state, revision=revision)


def _hold_due(article: Article, change: TimedChange) -> None:
    publishing.hold(article, by=change.scheduled_by, text=change.text, pinned=change.revision)


def _retract_due(article: Article, change: TimedChange) -> None:
    publishing.retract(article, by=change.scheduled_by, text=change.text, pinned=change.revision)


RUN = {Action.PUBLISH: _publish_due, Action.HOLD: _hold_due, Action.RETRACT: _retract_due}

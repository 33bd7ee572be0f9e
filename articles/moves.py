"""The one function that every move goes through: lock, re-read, check, write the audit row, all in one
transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app as jobs

from . import copying, rights, snapshots
from .models import Article, Edition, Membership, Publication, Revision, Section, TimedChange, Transition
from .rights import Person, Source
from .texts import clean_text
from .workflow import (
    MOVES,
    Action,
    DeskState,
    Move,
    MoveIncomplete,
    MoveNotAllowed,
    Readers,
    RightMissing,
    StaleRevision,
)

AFTER_MOVE = "newsroom.desk.jobs.after_move"
AFTER_FAILED_CHANGE = "newsroom.desk.jobs.after_failed_change"
RUN_DUE = "newsroom.desk.jobs.run_due"
AHEAD_OF_ALL = 100  # the priority of what is due: no mail keeps it waiting


# What these do is felt by the story in its other languages: all of them are locked, always in one order.
FELT_BY_VERSIONS = {
    *(Action.PUBLISH, Action.PUBLISH_URGENT, Action.PUBLISH_IMPORT, Action.PUBLISH_DUE),
    *(Action.HOLD, Action.RELEASE, Action.RETRACT, Action.REMOVE, Action.BLOCK, Action.CLEAR_BLOCK),
}

_RECORD = """
    UPDATE articles_article AS article SET desk_state = told.state, history_length = told.length,
        history_head = told.hash, head_revision_id = told.revision, changed_at = %s
    FROM unnest(%s::bigint[], %s::text[], %s::int[], %s::text[], %s::bigint[])
        AS told(id, state, length, hash, revision)
    WHERE article.id = told.id
"""


@dataclass
class Moving:
    """A move under way: the locked article, where it stood, and the audit row once it is written. `versions` are
    the story in its other languages, for a move that they feel."""

    row: Move
    article: Article
    publication: Publication | None
    by: object
    reason: str
    transition: Transition | None = None
    is_quiet: bool = False  # nothing is sent for it
    is_seen: bool = False  # readers see a difference: a new edition
    details: dict = field(default_factory=dict)
    versions: list[Article] = field(default_factory=list)

    @property
    def readers(self) -> Readers:
        return Readers(self.publication.status) if self.publication else Readers.NONE

    @property
    def user(self):
        return None if isinstance(self.by, Source) else self.by

    @property
    def source(self) -> str:
        return self.by.name if isinstance(self.by, Source) else ""

    def touch(self) -> None:
        """Keeps what came in as the first revision, in its source's name, before anybody changes it."""
        if not self.article.head_revision_id:
            snapshots.take(self.article, source=self.first_source)

    @property
    def first_source(self) -> str:
        """In whose name what came in is kept."""
        return (self.source or self.article.source or self.article.credit_line or _("Wire"))[:200]

    def record(
        self,
        *,
        desk_to: DeskState | None = None,
        readers_to: Readers | None = None,
        revision: Revision | None = None,
    ) -> Transition:
        """Writes the audit row and the article's state; the verb writes the rest of the move after it."""
        self.transition = self.told(desk_to=desk_to, readers_to=readers_to, revision=revision)
        self.transition.save(force_insert=True)
        self.article.save()
        return self.transition

    def told(
        self,
        *,
        desk_to: DeskState | None = None,
        readers_to: Readers | None = None,
        revision: Revision | None = None,
    ) -> Transition:
        """The audit row, and the article in the state that it leads to, neither of them stored yet."""
        article, desk_from = self.article, DeskState(self.article.desk_state)
        desk_to = desk_to or self.row.desk[desk_from][0]
        readers_to = readers_to or self.row.readers[self.readers][0]
        assert desk_to in self.row.desk[desk_from]
        assert readers_to in self.row.readers[self.readers]
        row = _next(
            article,
            action=self.row.action,
            desk_from=desk_from if article.history_length or self.row.action is not Action.CREATE else "",
            desk_to=desk_to,
            readers_from=self.readers,
            readers_to=readers_to,
            actor=self.user,
            source=self.source,
            trusted_by_id=self.by.trusted_by_id if isinstance(self.by, Source) else None,
            revision_digest=(revision or article.head_revision).digest if revision or article.head_revision else "",
            reason=self.reason,
            details=self.details,
        )
        article.desk_state = desk_to
        return row


@contextmanager
def making(
    article: Article,
    action: Action,
    *,
    by,
    reason: str = "",
    row: Move | None = None,
    pinned: Revision | None = None,
) -> Iterator[Moving]:
    """Opens the transaction of a move on a freshly locked article, after right and state are checked.

    The right is asked for where the working copy is, or where a `pinned` revision goes. Raises `RightMissing`,
    `MoveNotAllowed` or `MoveIncomplete`. The caller's article shows the outcome.
    """
    row = row or MOVES[action]
    with transaction.atomic():
        locked, versions = lock(article.pk, with_versions=action in FELT_BY_VERSIONS)
        publication = Publication.objects.filter(article=locked).select_related("section").first()
        move = Moving(row=row, article=locked, publication=publication, by=by, reason=clean_text(reason))
        move.versions = versions
        check_right(row, by=by, article=locked, publication=publication, pinned=pinned)
        _check_state(move)
        if "reason" in row.needs and not move.reason:
            raise MoveIncomplete(_("Give a reason: it stays in the story's history."))
        yield move
        _follow([move])
    article.refresh_from_db()


@contextmanager
def making_all(keys: Sequence[int], action: Action, *, by) -> Iterator[list[Moving | MoveNotAllowed | None]]:
    """The same for many stories, in one transaction: for each its move, why it is refused, or None if it is not there
    or stands in a relation that has to be looked at (readers have it, or it has other languages)."""
    row = MOVES[action]
    with transaction.atomic():
        found = {one.pk: one for one in Article.objects.locked().order_by("pk").filter(pk__in=keys)}
        person = whose_rights(by)
        alone = set(_standing_alone(found.values()))
        moves = [_move_of(found[key], row, by=by, person=person) if key in alone else None for key in keys]
        yield moves
        _follow([move for move in moves if isinstance(move, Moving)])


def _standing_alone(articles: Collection[Article]) -> Iterator[int]:
    keys = [article.pk for article in articles]
    related = {
        *Publication.objects.filter(article__in=keys).values_list("article_id", flat=True),
        *Article.objects.filter(translation_of__in=keys).values_list("translation_of_id", flat=True),
    }
    yield from (one.pk for one in articles if one.pk not in related and not one.translation_of_id)


def _move_of(article: Article, row: Move, *, by, person: Person) -> Moving | MoveNotAllowed:
    move = Moving(row=row, article=article, publication=None, by=by, reason="")
    try:
        check_right(row, by=by, article=article, person=person)
        _check_state(move)
    except MoveNotAllowed as refusal:
        return refusal
    return move


def record_all(moves: Sequence[Moving]) -> None:
    """Stores the audit rows that moves were `told`, each with the state of its article, whose head it leaves."""
    copying.store([move.transition for move in moves])
    rows = [move.article for move in moves]
    columns = ("pk", "desk_state", "history_length", "history_head", "head_revision_id")
    with connection.cursor() as cursor:
        values = [[getattr(row, column) for row in rows] for column in columns]
        cursor.execute(_RECORD, [timezone.now(), *values])


def _follow(moves: Sequence[Moving]) -> None:
    """What a move's transaction ends with."""
    for move in moves:
        if move.transition and not move.is_quiet:
            jobs.configure_task(AFTER_MOVE).defer(transition_id=move.transition.pk)
    if any(move.is_seen for move in moves):
        Edition.bump()


def lock(key: int, *, with_versions: bool = True) -> tuple[Article, list[Article]]:
    """A story, and it in its other languages, locked until the transaction ends. Raises `Article.DoesNotExist`."""
    if not with_versions:
        return Article.objects.locked().get(pk=key), []
    found = {row.pk: row for row in Article.objects.locked().versions_of(key)}
    if key not in found:
        raise Article.DoesNotExist
    return found.pop(key), list(found.values())


def run_at_its_moment(change: TimedChange) -> None:
    """Wakes the worker for a timed change; the transaction that stores the change defers the job with it."""
    wake_at(change.run_at)


def wake_at(moment: datetime) -> None:
    """Has the worker run what is due at this moment, too, and not only once a minute."""
    task = jobs.configure_task(RUN_DUE, schedule_at=moment, priority=AHEAD_OF_ALL)
    task.defer(timestamp=int(moment.timestamp()))


def check_right(
    row: Move,
    *,
    by,
    article: Article,
    publication: Publication | None = None,
    pinned: Revision | None = None,
    person: Person | None = None,
) -> None:
    """Raises `RightMissing` unless the person, or the source, may make this move on this story now. `person` is whose
    rights count, where they were just read."""
    story = publication.story(article) if publication else article.story
    if pinned:
        story = replace(story, section_ids=_section_ids_of(pinned, article))
    allowed = row.by_source or not isinstance(by, Source)
    if not isinstance(by, Source) or row.action is Action.PUBLISH_IMPORT:
        allowed = allowed and rights.may(person or whose_rights(by), row, story)
    if not allowed:
        raise RightMissing(rights.missing(row))


def _section_ids_of(pinned: Revision, article: Article) -> frozenset[int]:
    """Where a revision would run: the working copy may have been moved to another section since."""
    key = pinned.content["section_id"]
    section = article.section if key == article.section_id else Section.objects.filter(pk=key).first()
    return section.family_ids() if section else frozenset()


def whose_rights(by) -> Person:
    """The person who acts, or the chief who lets a source publish, as they are now."""
    return (
        Membership.objects.person_by_id(by.trusted_by_id) if isinstance(by, Source) else Membership.objects.person(by)
    )


def check_revision(article: Article, named: Revision | int | str | None) -> None:
    """Raises `StaleRevision` if the newest revision is not the one that was named (by number, digest or itself).

    The sentence says who saved the newer one and what it changed.
    """
    head = article.head_revision
    if named is None or named == "":
        raise MoveIncomplete(_("Say which revision you have read."))
    if head and str(named) in (str(head.number), head.digest) or named == head:
        return
    if not head and str(named) == "0":
        return
    raise StaleRevision(_stale_sentence(article, named))


def _stale_sentence(article: Article, named) -> str:
    head = article.head_revision
    read = article.revisions.filter(number=named).first() if _is_number(str(named)) else None
    if isinstance(named, Revision):
        read = named
    if not head or not read:
        return _("This story has no revision %(named)s.") % {"named": str(named)[:64]}
    what = _(", ").join(snapshots.changed(read.content, head.content))
    return _(
        "Revision %(newest)s was saved by %(who)s after the one you have read; it changed: %(what)s. "
        "Read it, then decide again."
    ) % {"newest": head.number, "who": head.author or head.source or _("somebody"), "what": what}


def _is_number(named: str) -> bool:
    return named.isascii() and named.isdecimal() and len(named) < 9


def _check_state(move: Moving) -> None:
    if not move.row.starts_from(move.article.desk_state, move.readers):
        raise MoveNotAllowed(
            _(
                "“%(headline)s” cannot do this now (%(move)s): "
                "it is “%(desk)s” on the desk and “%(readers)s” for readers."
            )
            % {
                "headline": move.article,
                "move": move.row.action.label,
                "desk": DeskState(move.article.desk_state).label,
                "readers": move.readers.label,
            }
        )


def _next(article: Article, **values) -> Transition:
    """The article's next audit row, chained to the one before it."""
    row = Transition(article=article, number=article.history_length + 1, previous_hash=article.history_head, **values)
    row.hash = row.computed_hash()
    article.history_length, article.history_head = row.number, row.hash
    return row

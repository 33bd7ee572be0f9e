"""What happens to a story on the desk before readers come into it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from . import checklist, copying, indexing, rights, snapshots, suspension, versions
from .editing import discard_changes
from .models import Article, Block, Membership, Revision
from .models.article import Embargo
from .moves import Moving, check_revision, check_right, making
from .publishing import withhold
from .rights import Source
from .texts import clean_line, clean_text
from .workflow import (
    MOVES,
    Action,
    BlockKind,
    DeskState,
    MoveIncomplete,
    MoveNotAllowed,
    Readers,
    Right,
    RightMissing,
)

__all__ = [
    "approve",
    "assign",
    "block",
    "clear_block",
    "create",
    "create_all",
    "discard_changes",
    "lift_embargo",
    "send_back",
    "set_embargo",
    "spike",
    "submit",
    "take",
    "take_back",
    "unspike",
]


def create(article: Article, *, by, note: str = "", **lists) -> Article:
    """Stores a new story with its bylines, topics and related stories: a draft of the person's own, or, by a
    `Source`, an incoming story, which has neither revision nor move until somebody touches it."""
    by_source = isinstance(by, Source)
    with transaction.atomic():
        snapshots.clean(article)
        check_right(MOVES[Action.CREATE], by=by, article=article)
        article.desk_state = DeskState.INCOMING if by_source else DeskState.DRAFT
        article.created_by = None if by_source else by
        article.save(force_insert=True)
        snapshots.set_lists(article, lists)
        if by_source:
            indexing.index(article)
        else:
            snapshots.take(article, author=by, note=clean_line(note)[:300])
            Moving(row=MOVES[Action.CREATE], article=article, publication=None, by=by, reason="").record()
    return article


def create_all(stories: Sequence[tuple[Article, Mapping[str, list]]], *, by: Source) -> list[MoveNotAllowed | None]:
    """Stores new incoming stories of a source with their lists, each as `create` does, all in a few statements.
    Returns for each why it was refused, or None; one that is refused stops no other."""
    refusals = [_refusal(article, by=by) for article, _lists in stories]
    kept = [story for story, refusal in zip(stories, refusals, strict=True) if refusal is None]
    with transaction.atomic():
        copying.store([article for article, _lists in kept])
        bylines = snapshots.give_lists(kept)
        indexing.index_new(zip([article for article, _lists in kept], bylines, strict=True))
    return refusals


def _refusal(article: Article, *, by: Source) -> MoveNotAllowed | None:
    try:
        snapshots.clean(article)
        check_right(MOVES[Action.CREATE], by=by, article=article)
    except MoveNotAllowed as refusal:
        return refusal
    article.desk_state = DeskState.INCOMING
    return None


def take(article: Article, *, by, reason: str = "") -> None:
    """Takes an incoming story from the wire: it becomes a draft, and whoever takes it is assigned."""
    with making(article, Action.TAKE, by=by, reason=reason) as move:
        move.touch()
        move.article.assignee = by
        move.record()


def assign(article: Article, *, by, assignee, reason: str = "") -> None:
    """Makes somebody responsible for a story; None for nobody."""
    with making(article, Action.ASSIGN, by=by, reason=reason) as move:
        if assignee and not Membership.objects.person(assignee).highest_rank:
            raise MoveIncomplete(_("%(name)s does not work at the desk.") % {"name": assignee})
        move.touch()
        move.article.assignee = assignee
        move.details = {"assignee": assignee.pk if assignee else None}
        move.record()


def submit(article: Article, *, by, reason: str = "", revision: Revision | int | str | None = None) -> None:
    """Hands a draft in for review once the checklist passes."""
    with making(article, Action.SUBMIT, by=by, reason=reason) as move:
        if revision is not None:
            check_revision(move.article, revision)
        checklist.check(move.article)
        move.article.submitted_by = by
        move.record()


def take_back(article: Article, *, by, reason: str = "") -> None:
    """Takes a story out of review, to go on writing."""
    with making(article, Action.TAKE_BACK, by=by, reason=reason) as move:
        move.article.submitted_by = None
        move.record()


def send_back(article: Article, *, by, reason: str) -> None:
    """Sends a story back to its writer, with the reason."""
    with making(article, Action.SEND_BACK, by=by, reason=reason) as move:
        move.article.approved_revision = move.article.submitted_by = None
        move.record()


def approve(article: Article, *, by, revision: Revision | int | str | None, reason: str = "") -> None:
    """Approves the revision that was read: `StaleRevision`, with the difference, if there is a newer one.

    Where the section wants four eyes, neither the submitter nor the only person who edited may approve.
    """
    with making(article, Action.APPROVE, by=by, reason=reason) as move:
        check_revision(move.article, revision)
        checklist.check(move.article)
        _check_four_eyes(move)
        move.article.approved_revision = move.article.head_revision
        move.record()


def _check_four_eyes(move: Moving) -> None:
    article = move.article
    if not article.section.four_eyes:
        return
    since = move.publication.revision.number if move.publication else 0
    edits = article.revisions.filter(number__gt=since, author__isnull=False)
    editors = set(edits.values_list("author_id", flat=True))
    if article.submitted_by_id == move.by.pk or editors == {move.by.pk}:
        raise RightMissing(
            _("“%(section)s” wants four eyes: somebody else has to approve what you submitted or wrote alone.")
            % {"section": article.section}
        )


def spike(article: Article, *, by, reason: str = "") -> None:
    """Puts a story on the spike. Nothing is lost; whatever waited for its minute is cancelled."""
    with making(article, Action.SPIKE, by=by, reason=reason) as move:
        move.touch()
        move.article.approved_revision = move.article.submitted_by = None
        move.details = {"cancelled": suspension.cancel(move.article, why=_("The story was spiked."))}
        move.record()


def unspike(article: Article, *, by, reason: str = "") -> None:
    """Takes a story off the spike: a draft again, or incoming if nobody had worked on it."""
    with making(article, Action.UNSPIKE, by=by, reason=reason) as move:
        was_incoming = move.article.transitions.filter(action=Action.SPIKE).first().desk_from == DeskState.INCOMING
        move.record(desk_to=DeskState.INCOMING if was_incoming else DeskState.DRAFT)


def block(
    article: Article, *, by, kind: str, text: str = "", reason: str = "", hold: bool = False, notice: str = ""
) -> Block:
    """Keeps a story from being published until somebody clears the block; with `hold`, a live one is held too.

    Every waiting publish is suspended.
    """
    text = clean_text(text or reason)
    if kind not in BlockKind.values:
        kinds = _(", ").join(map(str, BlockKind.labels))
        raise MoveIncomplete(_("Say what kind of block it is: %(kinds)s.") % {"kinds": kinds})
    if not text:
        raise MoveIncomplete(_("Say why the story is blocked."))
    with making(article, Action.BLOCK, by=by, reason=reason or text) as move:
        move.touch()
        raised = Block.objects.create(
            article=move.article, kind=kind, text=text, raised_by=move.user, raised_by_source=move.source
        )
        holds = hold and move.readers is Readers.LIVE
        move.details = {
            "block": raised.pk,
            "kind": kind,
            "suspended": suspension.suspend(move.article, why=_("The story is blocked.")),
        }
        move.record(readers_to=Readers.HELD if holds else None)
        if holds:
            withhold(move, Readers.HELD, notice=notice)
        else:
            versions.alert_of_kill(move, kind=kind)
    return raised


def clear_block(
    article: Article, *, by, block: Block | int | None = None, reason: str = "", keep: Iterable[int] = ()
) -> None:
    """Clears one open block (the only one, if none is named); `keep` names suspended changes that wait again."""
    with making(article, Action.CLEAR_BLOCK, by=by, reason=reason) as move:
        cleared = _open_block(move.article, block)
        _check_may_clear(cleared, move)
        cleared.cleared_by, cleared.cleared_at = by, timezone.now()
        cleared.save(update_fields=["cleared_by", "cleared_at"])
        move.details = {"block": cleared.pk, "kind": cleared.kind}
        if not move.article.blocks.open().exists() and move.readers is not Readers.HELD:
            move.details |= suspension.resume(move.article, keep=keep)
        move.record()
        if move.readers is not Readers.HELD:
            versions.ease(move)


def _open_block(article: Article, named: Block | int | None) -> Block:
    blocks = list(article.blocks.open())
    if named is not None:
        blocks = [row for row in blocks if row.pk == (named.pk if isinstance(named, Block) else named)]
    if not blocks:
        raise MoveNotAllowed(_("No such block is open on this story."))
    if len(blocks) > 1:
        raise MoveIncomplete(_("Several blocks are open on this story: say which one is cleared."))
    return blocks[0]


def _check_may_clear(cleared: Block, move: Moving) -> None:
    person = Membership.objects.person(move.by)
    if cleared.kind == BlockKind.LEGAL and not rights.has_right(person, Right.CHIEF, move.article.story):
        raise RightMissing(_("A legal block is cleared by a chief of this section."))
    if cleared.kind == BlockKind.SECOND_PERSON and cleared.raised_by_id == move.by.pk:
        raise RightMissing(_("You asked for a second person: somebody else has to clear this block."))


def set_embargo(article: Article, *, by, run_at=None, reason: str = "") -> None:
    """Embargoes a story until an instant, or until somebody lifts it if none is given.

    A waiting publish that is earlier is suspended. To end one sooner than it does now is to lift it, which
    takes a chief, unless nobody at the desk has touched what a source sent.
    """
    if run_at and run_at <= timezone.now():
        raise MoveIncomplete(_("An embargo ends in the future."))
    with making(article, Action.SET_EMBARGO, by=by, reason=reason) as move:
        _check_not_sooner(move, run_at)
        move.article.embargo = Embargo.UNTIL if run_at else Embargo.LIFTED
        move.article.embargo_until = run_at
        if move.source and not move.article.history_length:
            move.article.save(update_fields=["embargo", "embargo_until"])  # as it came in: nobody's move yet
            return
        move.touch()
        suspended = suspension.suspend_before(move.article, run_at, why=_("The story is embargoed."))
        move.details = {"until": run_at.isoformat() if run_at else None, "suspended": suspended}
        move.record()


def _check_not_sooner(move: Moving, run_at) -> None:
    article = move.article
    is_sooner = run_at and (not article.embargo_until or run_at < article.embargo_until)
    if not article.is_embargoed or not is_sooner or (move.source and not article.history_length):
        return
    if move.source or not rights.may(Membership.objects.person(move.by), MOVES[Action.LIFT_EMBARGO], article.story):
        raise RightMissing(_("An embargo is ended sooner by a chief of this section."))


def lift_embargo(article: Article, *, by, reason: str = "", keep: Iterable[int] = ()) -> None:
    """Ends an embargo; `keep` names suspended changes that wait again."""
    with making(article, Action.LIFT_EMBARGO, by=by, reason=reason) as move:
        if move.article.embargo == Embargo.NONE:
            raise MoveNotAllowed(_("This story has no embargo."))
        move.touch()
        move.article.embargo, move.article.embargo_until = Embargo.NONE, None
        move.details = suspension.resume(move.article, keep=keep) if not move.article.blocks.open().exists() else {}
        move.record()

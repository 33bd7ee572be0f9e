"""The states of a story and the one table of allowed moves. Pure: no database, no people.

A story has two states that move independently: the *desk state* of the working copy, and the
*publication status*, which is what readers have. Each row of the table below says from which states a
move may start, where it may end, and what right and what words it asks for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DeskState(TextChoices):
    """The working copy's state."""

    INCOMING = "incoming", _("Incoming")
    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    APPROVED = "approved", _("Approved")
    PUBLISHED = "published", _("Published")
    SPIKED = "spiked", _("Spiked")


class Readers(TextChoices):
    """What readers have: the publication status."""

    NONE = "none", _("Not published")
    LIVE = "live", _("Live")
    HELD = "held", _("Held")
    RETRACTED = "retracted", _("Retracted")
    REMOVED = "removed", _("Removed")


class Right(StrEnum):
    """Who may make a move. `articles.rights` says what each means for a person and a story."""

    REPORTER = "reporter"  # of the story's section; anybody with a desk role where it has none
    OWN = "own"  # a reporter whose story it is or who is assigned; an editor
    OWN_DRAFT = "own_draft"  # a reporter whose draft it is; an editor
    EDITING = "editing"  # as OWN, but in review only the submitter and editors
    EDITOR = "editor"
    CHIEF = "chief"
    SPIKING = "spiking"  # an editor; a reporter for an own draft
    BLOCK_CLEARING = "block_clearing"  # depends on the kind of block


class Action(TextChoices):
    """The moves, as people see them on buttons and in the history."""

    CREATE = "create", _("Create")
    TAKE = "take", _("Take")
    ASSIGN = "assign", _("Assign")
    EDIT = "edit", _("Edit")
    SUBMIT = "submit", _("Submit for review")
    TAKE_BACK = "take_back", _("Take back")
    SEND_BACK = "send_back", _("Send back")
    APPROVE = "approve", _("Approve")
    PUBLISH = "publish", _("Publish")
    PUBLISH_URGENT = "publish_urgent", _("Publish urgently")
    FIX_TYPO = "fix_typo", _("Fix a typo")
    PUBLISH_IMPORT = "publish_import", _("Publish from the wire")
    SCHEDULE = "schedule", _("Schedule")
    PUBLISH_DUE = "publish_due", _("Publish as scheduled")
    UNSCHEDULE = "unschedule", _("Unschedule")
    HOLD = "hold", _("Hold")
    RELEASE = "release", _("Release")
    RETRACT = "retract", _("Retract")
    REINSTATE = "reinstate", _("Reinstate")
    REMOVE = "remove", _("Remove")
    BLOCK = "block", _("Block")
    CLEAR_BLOCK = "clear_block", _("Clear a block")
    SPIKE = "spike", _("Spike")
    UNSPIKE = "unspike", _("Unspike")
    DISCARD_CHANGES = "discard_changes", _("Discard changes")
    SET_EMBARGO = "set_embargo", _("Set an embargo")
    LIFT_EMBARGO = "lift_embargo", _("Lift the embargo")


class PublishKind(TextChoices):
    """What a publication is to readers."""

    FIRST = "first", _("First publication")
    UPDATE = "update", _("Update")
    CORRECTION = "correction", _("Correction")
    CLARIFICATION = "clarification", _("Clarification")
    TYPO = "typo", _("Typo (no new “updated” time)")


class BlockKind(TextChoices):
    """Why nothing of a story may be published."""

    WIRE_KILL = "wire_kill", _("Killed by its source")
    LEGAL = "legal", _("Legal")
    SECOND_PERSON = "second_person", _("Needs a second person")


class MoveNotAllowed(Exception):
    """A move that the table, a block, an embargo or a newer text forbids. Its text is for the person."""


class RightMissing(MoveNotAllowed):
    """The person may not make this move on this story."""


class StaleRevision(MoveNotAllowed):
    """Somebody saved a newer revision than the one that the person had read."""


class Blocked(MoveNotAllowed):
    """A block is open or an embargo has not passed."""


class MoveIncomplete(MoveNotAllowed):
    """Something that the move needs was not given or is not right, a reason for instance."""


D, R = DeskState, Readers
ANY_DESK = tuple(D)
NOT_SPIKED = tuple(state for state in D if state is not D.SPIKED)
ANY_READERS = tuple(R)


def unchanged(*states: DeskState | Readers) -> dict:
    return {state: (state,) for state in states}


def into(target: DeskState | Readers, *states: DeskState | Readers) -> dict:
    return dict.fromkeys(states, (target,))


@dataclass(frozen=True)
class Move:
    """One row: where the move may start, where it may end (the first is what happens unless the verb says
    otherwise), whose right it is and which words it needs."""

    action: Action
    right: Right
    desk: Mapping[DeskState, tuple[DeskState, ...]]
    readers: Mapping[Readers, tuple[Readers, ...]]
    needs: tuple[str, ...] = ()  # of reason, text, revision, kind, run_at
    by_source: bool = False

    @property
    def concerns_readers(self) -> bool:
        """Whether what readers have may change: then the right is needed where they have it, too."""
        return self.action in CONCERNING_READERS

    def starts_from(self, desk: str, readers: str) -> bool:
        return desk in self.desk and readers in self.readers


CONCERNING_READERS = {
    Action.PUBLISH,
    Action.PUBLISH_URGENT,
    Action.PUBLISH_IMPORT,
    Action.PUBLISH_DUE,
    Action.FIX_TYPO,
    Action.SCHEDULE,
    Action.UNSCHEDULE,
    Action.HOLD,
    Action.RELEASE,
    Action.RETRACT,
    Action.REINSTATE,
    Action.REMOVE,
}
MOVES: dict[Action, Move] = {
    move.action: move
    for move in (
        Move(Action.CREATE, Right.REPORTER, unchanged(D.DRAFT, D.INCOMING), unchanged(R.NONE), by_source=True),
        Move(Action.TAKE, Right.REPORTER, into(D.DRAFT, D.INCOMING), unchanged(*ANY_READERS)),
        Move(Action.ASSIGN, Right.EDITOR, unchanged(*NOT_SPIKED), unchanged(*ANY_READERS), ("assignee",)),
        Move(
            Action.EDIT,
            Right.EDITING,
            unchanged(D.DRAFT, D.IN_REVIEW) | into(D.DRAFT, D.APPROVED, D.PUBLISHED),
            unchanged(*ANY_READERS),
            ("revision",),
        ),
        Move(Action.SUBMIT, Right.OWN, into(D.IN_REVIEW, D.DRAFT), unchanged(*ANY_READERS)),
        Move(Action.TAKE_BACK, Right.OWN, into(D.DRAFT, D.IN_REVIEW), unchanged(*ANY_READERS)),
        Move(
            Action.SEND_BACK,
            Right.EDITOR,
            into(D.DRAFT, D.IN_REVIEW, D.APPROVED),
            unchanged(*ANY_READERS),
            ("reason",),
        ),
        Move(
            Action.APPROVE,
            Right.EDITOR,
            into(D.APPROVED, D.IN_REVIEW),
            unchanged(*ANY_READERS),
            ("revision",),
        ),
        Move(
            Action.PUBLISH,
            Right.EDITOR,
            into(D.PUBLISHED, D.APPROVED),
            {R.NONE: (R.LIVE,), R.LIVE: (R.LIVE,), R.HELD: (R.HELD,)},
            ("kind",),
        ),
        Move(
            Action.PUBLISH_URGENT,
            Right.CHIEF,
            into(D.PUBLISHED, D.DRAFT, D.IN_REVIEW),
            {R.NONE: (R.LIVE,), R.LIVE: (R.LIVE,), R.HELD: (R.HELD,)},
            ("kind", "reason"),
        ),
        Move(Action.FIX_TYPO, Right.EDITOR, unchanged(D.PUBLISHED), unchanged(R.LIVE), ("reason",)),
        Move(
            Action.PUBLISH_IMPORT,
            Right.CHIEF,
            # One dated in the future stays, and waits for its time; a newer version takes the place of what came.
            {D.INCOMING: (D.PUBLISHED, D.INCOMING), D.PUBLISHED: (D.PUBLISHED,)},
            {R.NONE: (R.LIVE, R.NONE), R.LIVE: (R.LIVE,), R.HELD: (R.HELD,)},
            by_source=True,
        ),
        Move(
            Action.SCHEDULE,
            Right.EDITOR,
            unchanged(D.APPROVED),
            unchanged(R.NONE, R.LIVE, R.HELD),
            ("run_at",),
        ),
        Move(
            Action.PUBLISH_DUE,
            Right.EDITOR,
            {state: (state, D.PUBLISHED) for state in NOT_SPIKED},
            {R.NONE: (R.LIVE,), R.LIVE: (R.LIVE,)},
        ),
        Move(Action.UNSCHEDULE, Right.EDITOR, unchanged(*ANY_DESK), unchanged(*ANY_READERS)),
        Move(Action.HOLD, Right.EDITOR, unchanged(*ANY_DESK), into(R.HELD, R.LIVE)),
        Move(Action.RELEASE, Right.EDITOR, unchanged(*ANY_DESK), into(R.LIVE, R.HELD)),
        Move(Action.RETRACT, Right.CHIEF, unchanged(*ANY_DESK), into(R.RETRACTED, R.LIVE, R.HELD), ("text",)),
        Move(
            Action.REINSTATE,
            Right.CHIEF,
            unchanged(*NOT_SPIKED),
            into(R.HELD, R.RETRACTED, R.REMOVED),
            ("reason",),
        ),
        Move(
            Action.REMOVE,
            Right.CHIEF,
            unchanged(*ANY_DESK),
            into(R.REMOVED, R.LIVE, R.HELD, R.RETRACTED, R.REMOVED),
        ),
        Move(
            Action.BLOCK,
            Right.EDITOR,
            unchanged(*ANY_DESK),
            unchanged(*ANY_READERS) | {R.LIVE: (R.LIVE, R.HELD)},
            ("kind", "text"),
            by_source=True,
        ),
        Move(Action.CLEAR_BLOCK, Right.BLOCK_CLEARING, unchanged(*ANY_DESK), unchanged(*ANY_READERS)),
        Move(
            Action.SPIKE,
            Right.SPIKING,
            into(D.SPIKED, D.INCOMING, D.DRAFT, D.IN_REVIEW, D.APPROVED),
            unchanged(R.NONE, R.RETRACTED, R.REMOVED),
        ),
        Move(
            Action.UNSPIKE,
            Right.SPIKING,
            {D.SPIKED: (D.DRAFT, D.INCOMING)},
            unchanged(R.NONE, R.RETRACTED, R.REMOVED),
        ),
        Move(
            Action.DISCARD_CHANGES,
            Right.OWN_DRAFT,
            into(D.PUBLISHED, D.DRAFT, D.IN_REVIEW, D.APPROVED),
            unchanged(R.LIVE, R.HELD),
        ),
        Move(Action.SET_EMBARGO, Right.OWN_DRAFT, unchanged(*ANY_DESK), unchanged(R.NONE), by_source=True),
        Move(Action.LIFT_EMBARGO, Right.CHIEF, unchanged(*ANY_DESK), unchanged(R.NONE)),
    )
}

# As it came a story is published once; the newer version that takes its place is its source's, and no button's.
AS_IT_CAME = replace(MOVES[Action.PUBLISH_IMPORT], desk={D.INCOMING: (D.PUBLISHED, D.INCOMING)})
BY_BUTTON: dict[Action, Move] = MOVES | {Action.PUBLISH_IMPORT: AS_IT_CAME}

# "schedule" in the table stands for three moves that may wait for their minute; each is the right of that move.
TIMED_MOVES: dict[Action, Move] = {
    Action.PUBLISH: MOVES[Action.SCHEDULE],
    **{
        action: Move(
            Action.SCHEDULE,
            right,
            unchanged(*NOT_SPIKED),
            unchanged(R.NONE, R.LIVE, R.HELD),
            ("run_at", *needs),
        )
        for action, right, needs in (
            (Action.HOLD, Right.EDITOR, ()),
            (Action.RETRACT, Right.CHIEF, ("text",)),
        )
    },
}

# What waits already may be given another moment wherever the working copy has got to: its text stays as approved.
RETIMED_MOVES: dict[Action, Move] = {
    action: replace(move, desk=unchanged(*NOT_SPIKED)) for action, move in TIMED_MOVES.items()
}


def states() -> Iterator[tuple[DeskState, Readers]]:
    """Every pair of states that a story can be in: what was never published is not "published" on the desk,
    and what readers have is not on the spike."""
    for desk in D:
        for readers in R:
            if desk is D.PUBLISHED and readers is R.NONE:
                continue
            if desk is D.SPIKED and readers in (R.LIVE, R.HELD):
                continue
            yield desk, readers

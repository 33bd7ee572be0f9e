"""Which moves somebody can make on a story now: the table, their rights, and what is in the way. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from .rights import Person, Right, Story, has_right, may
from .workflow import BY_BUTTON, MOVES, TIMED_MOVES, Action, BlockKind, DeskState, Readers

BY_NOBODY = (Action.CREATE, Action.EDIT, Action.PUBLISH_DUE)  # no button: the form and the clock make these
GIVES_TO_READERS = (
    Action.PUBLISH,
    Action.PUBLISH_URGENT,
    Action.PUBLISH_IMPORT,
    Action.FIX_TYPO,
    Action.RELEASE,
)


@dataclass(frozen=True)
class OpenBlock:
    kind: str
    raised_by_id: int | None = None


@dataclass(frozen=True)
class Standing:
    """What a move depends on beside the person: both states and what is in the way or waits.

    `embargo` is the story's own word ("none", "until", "lifted"); `editors` are those who edited since readers
    last got it.
    """

    story: Story
    readers: Readers = Readers.NONE
    blocks: tuple[OpenBlock, ...] = ()
    embargo: str = "none"
    embargo_until: datetime | None = None
    waits: bool = False  # a timed change waits or is suspended
    four_eyes: bool = False
    editors: frozenset[int] = frozenset()
    dated_by_source: bool = False
    at: datetime = field(default_factory=lambda: datetime.now(UTC))

    @property
    def is_embargoed(self) -> bool:
        return self.embargo == "lifted" or (self.embargo_until is not None and self.at < self.embargo_until)


def available_moves(person: Person, standing: Standing) -> list[Action]:
    """The moves of the table that this person can make now, in the table's order."""
    return [action for action in MOVES if action not in BY_NOBODY and can_make(person, action, standing=standing)]


def can_make(person: Person, action: Action, *, standing: Standing) -> bool:
    """Whether right, both states and the facts allow a move; words that it asks for may still be missing."""
    if action is Action.SCHEDULE:
        return bool(timed_moves(person, standing))
    move = BY_BUTTON[action]
    if not move.starts_from(standing.story.desk_state, standing.readers) or not may(person, move, standing.story):
        return False
    if action in GIVES_TO_READERS and (standing.blocks or standing.is_embargoed):
        return False
    return FACTS.get(action, _nothing_more)(person, standing)


def timed_moves(person: Person, standing: Standing) -> list[Action]:
    """What this person can let wait for its minute. Nothing is taken from readers who have and await nothing."""
    desk, readers = standing.story.desk_state, standing.readers
    found = []
    for action, move in TIMED_MOVES.items():
        if not move.starts_from(desk, readers) or not may(person, move, standing.story):
            continue
        if action is Action.PUBLISH:
            possible = not standing.blocks and standing.embargo != "lifted"
        else:
            possible = readers is not Readers.NONE or standing.waits
        if possible:
            found.append(action)
    return found


def may_clear(person: Person, block: OpenBlock, *, story: Story) -> bool:
    """A legal block is a chief's to clear, a second person's is not for whoever asked for it."""
    if block.kind == BlockKind.LEGAL:
        return has_right(person, Right.CHIEF, story)
    return block.kind != BlockKind.SECOND_PERSON or block.raised_by_id != person.id


def _nothing_more(person: Person, standing: Standing) -> bool:
    return True


def _may_approve(person: Person, standing: Standing) -> bool:
    alone = standing.story.submitted_by_id == person.id or standing.editors == {person.id}
    return not (standing.four_eyes and alone)


FACTS: Mapping[Action, Callable[[Person, Standing], bool]] = {
    Action.APPROVE: _may_approve,
    Action.PUBLISH_IMPORT: lambda person, standing: standing.dated_by_source,
    Action.UNSCHEDULE: lambda person, standing: standing.waits,
    Action.CLEAR_BLOCK: lambda person, standing: any(
        may_clear(person, block, story=standing.story) for block in standing.blocks
    ),
    Action.LIFT_EMBARGO: lambda person, standing: standing.embargo != "none",
    Action.SET_EMBARGO: lambda person, standing: standing.story.desk_state != DeskState.SPIKED,
}

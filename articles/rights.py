"""Who may make which move: pure over role, section and story.

A superuser has no editorial right here without a Membership; reading is the one thing that is open to them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .workflow import DeskState, Move, Right


class Role(TextChoices):
    """What a Membership gives, in one section or everywhere. A moderator stands apart (responses only)."""

    REPORTER = "reporter", gettext_lazy("Reporter")
    EDITOR = "editor", gettext_lazy("Editor")
    CHIEF = "chief", gettext_lazy("Chief")
    MODERATOR = "moderator", gettext_lazy("Moderator")


RANKS = {Role.REPORTER: 1, Role.EDITOR: 2, Role.CHIEF: 3}  # a moderator has no rank on the desk


@dataclass(frozen=True)
class Source:
    """A wire or an archive that acts for itself; it may publish only if a chief (`trusted_by`) said so."""

    name: str
    trusted_by_id: int | None = None

    @property
    def may_publish(self) -> bool:
        return self.trusted_by_id is not None


@dataclass(frozen=True)
class Person:
    """Somebody at the desk: their rank by section id; None is the rank that they have everywhere. `moderates` are the
    sections whose letters they moderate, None all of them: no rank at the desk."""

    id: int
    ranks: Mapping[int | None, int] = field(default_factory=dict)
    reads_everything: bool = False
    moderates: frozenset[int | None] = frozenset()

    def rank_in(self, section_ids: frozenset[int]) -> int:
        return max((self.ranks.get(section, 0) for section in (None, *section_ids)), default=0)

    @property
    def highest_rank(self) -> int:
        return max(self.ranks.values(), default=0)


@dataclass(frozen=True)
class Story:
    """What rights depend on: the section with its parent (the working copy's, and where readers have it, if they
    do), whose story it is, and where it stands."""

    section_ids: frozenset[int] = frozenset()
    created_by_id: int | None = None
    assignee_id: int | None = None
    submitted_by_id: int | None = None
    desk_state: str = DeskState.DRAFT
    published_section_ids: frozenset[int] | None = None

    def is_own_of(self, person: Person) -> bool:
        return self.created_by_id == person.id

    def is_worked_on_by(self, person: Person) -> bool:
        return person.id in (self.created_by_id, self.assignee_id)


def may_see(person: Person, story: Story) -> bool:
    """Own and assigned stories, those of own sections, and incoming ones; an administrator reads everything."""
    if person.reads_everything:
        return True
    if not person.highest_rank:
        return False
    return (
        story.is_worked_on_by(person) or story.desk_state == DeskState.INCOMING or person.rank_in(story.section_ids) > 0
    )


def may(person: Person, move: Move, story: Story) -> bool:
    """Whether the person has the right that a row of the table asks for, whatever state the story is in.

    For what readers have, the right is needed in their section as well: moving the working copy to a section
    of one's own gives no right over what another section has published.
    """
    if not has_right(person, move.right, story):
        return False
    if not move.concerns_readers or story.published_section_ids is None:
        return True
    return has_right(person, move.right, replace(story, section_ids=story.published_section_ids))


def has_right(person: Person, right: Right, story: Story) -> bool:
    rank, any_rank = person.rank_in(story.section_ids), person.highest_rank
    is_editor = rank >= RANKS[Role.EDITOR]
    match right:
        case Right.REPORTER:
            return rank > 0 or (not story.section_ids and any_rank > 0)
        case Right.OWN:
            return is_editor or (any_rank > 0 and story.is_worked_on_by(person))
        case Right.EDITING:
            in_review = story.desk_state == DeskState.IN_REVIEW
            theirs = story.submitted_by_id == person.id if in_review else story.is_worked_on_by(person)
            return is_editor or (any_rank > 0 and theirs)
        case Right.OWN_DRAFT:
            is_draft = story.desk_state == DeskState.DRAFT
            return is_editor or (any_rank > 0 and is_draft and story.is_own_of(person))
        case Right.SPIKING:
            is_draft = story.desk_state in (DeskState.DRAFT, DeskState.SPIKED)
            return is_editor or (any_rank > 0 and is_draft and story.is_own_of(person))
        case Right.EDITOR | Right.BLOCK_CLEARING:
            return is_editor
        case Right.CHIEF:
            return rank >= RANKS[Role.CHIEF]


def missing(move: Move) -> str:
    """The sentence for somebody who lacks the right."""
    who = {
        Right.REPORTER: _("a reporter of this section"),
        Right.OWN: _("the person whose story it is, or an editor of this section"),
        Right.EDITING: _("the person who is working on it, or an editor of this section"),
        Right.OWN_DRAFT: _("the person whose draft it is, or an editor of this section"),
        Right.SPIKING: _("the person whose draft it is, or an editor of this section"),
        Right.EDITOR: _("an editor of this section"),
        Right.BLOCK_CLEARING: _("an editor of this section"),
        Right.CHIEF: _("a chief of this section"),
    }[move.right]
    return _("You may not do this (%(move)s): it takes %(who)s.") % {"move": move.action.label, "who": who}

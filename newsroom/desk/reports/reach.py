"""Who may read reports, and over which sections."""

from __future__ import annotations

from articles.rights import RANKS, Person, Role


def may_report(person: Person) -> bool:
    """Editors and chiefs for their sections, administrators for all."""
    return person.reads_everything or bool(edited_by(person))


def edited_by(person: Person) -> set[int | None]:
    """The sections where somebody is an editor or above; None among them means everywhere."""
    return {section for section, rank in person.ranks.items() if rank >= RANKS[Role.EDITOR]}

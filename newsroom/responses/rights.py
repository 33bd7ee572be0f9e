"""Who may do what with readers' letters: pure over the person and the story's section.

A moderator decides, in their sections or everywhere, and so does a chief. An editor closes and opens the letters of
their section. An administrator reads the letters and looks after readers' rights in them (giving out, erasing), and
decides none.
"""

from __future__ import annotations

from collections.abc import Iterable

from articles.rights import RANKS, Person, Role


def may_look(person: Person) -> bool:
    """Whether the letters are this person's to read at all."""
    return person.reads_everything or bool(decided_sections(person))


def may_decide(person: Person, section_ids: Iterable[int]) -> bool:
    """Approve, reject, answer and block, and the block list of everybody."""
    return not decided_sections(person).isdisjoint({None, *section_ids})


def may_close(person: Person, section_ids: frozenset[int]) -> bool:
    return may_decide(person, section_ids) or person.rank_in(section_ids) >= RANKS[Role.EDITOR]


def decided_sections(person: Person) -> frozenset[int | None]:
    """The sections, sub-sections too, whose letters somebody decides on; None is everywhere."""
    led = (section for section, rank in person.ranks.items() if rank >= RANKS[Role.CHIEF])
    return person.moderates | frozenset(led)

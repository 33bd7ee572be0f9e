"""Who may arrange a front, and who may break the news. Pure."""

from __future__ import annotations

from articles.rights import RANKS, Person, Role


def may_arrange(person: Person, section_ids: frozenset[int]) -> bool:
    """An editor of the section or of its parent; of everything where it is the front page (no section at all)."""
    return person.rank_in(section_ids) >= RANKS[Role.EDITOR]


def may_arrange_anything(person: Person) -> bool:
    return person.highest_rank >= RANKS[Role.EDITOR]


def may_break_news(person: Person) -> bool:
    """The banner is on every page: it takes an editor of everything."""
    return may_arrange(person, frozenset())


def may_break_news_for_long(person: Person) -> bool:
    return person.rank_in(frozenset()) >= RANKS[Role.CHIEF]


def may_look(person: Person) -> bool:
    """Whoever works with stories may see how fronts are arranged, though not every story on them."""
    return person.reads_everything or person.highest_rank > 0

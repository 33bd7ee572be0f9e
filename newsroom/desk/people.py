"""The people at the desk with their rights as they are now, for whoever has to choose among them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from articles.models import Article
from articles.rights import RANKS, Person, Role, may_see


@dataclass(frozen=True)
class Colleague:
    """Somebody active with what they may do. The ranks are those of the memberships alone: what is asked of them is
    `may_see`, `may` or `rank_in` for a story, which knows its parent section."""

    user: object
    person: Person


def colleagues(*, ids: Collection[int] | None = None, names: Collection[str] | None = None) -> list[Colleague]:
    """Active people by user name: those with these keys, those with these user names in whatever case, or all."""
    people = get_user_model().objects.filter(is_active=True)
    if ids is not None:
        people = people.filter(pk__in=ids)
    if names is not None:
        # The database lowers some letters differently (İ): the same ones are found in any case.
        is_named = Q(username__in=names) | Q(lower__in={name.lower() for name in names})
        people = people.annotate(lower=Lower("username")).filter(is_named)
    return _with_rights(people)


def who_may_see(article: Article) -> list[Colleague]:
    """Everybody who may see a story now."""
    return [row for row in _at_work() if may_see(row.person, article.story)]


def of_rank(article: Article, rank: int) -> list[Colleague]:
    """Those who have at least this rank in the story's section."""
    sections = article.story.section_ids
    return [row for row in who_may_see(article) if row.person.rank_in(sections) >= rank]


def of_rank_in(section_ids: Collection[int], rank: int) -> list[Colleague]:
    """Those who have at least this rank in one of the sections, or everywhere."""
    return [row for row in _at_work() if row.person.rank_in(section_ids) >= rank]


def _at_work() -> list[Colleague]:
    """Everybody who has to do with stories."""
    people = get_user_model().objects.filter(Q(memberships__role__in=RANKS) | Q(is_superuser=True), is_active=True)
    return _with_rights(people.distinct())


def _with_rights(people: QuerySet) -> list[Colleague]:
    rows = people.order_by("username").prefetch_related("memberships")
    return [Colleague(user, _person(user)) for user in rows]


def _person(user) -> Person:
    ranks: dict[int | None, int] = {}
    rows = user.memberships.all()
    for row in rows:
        ranks[row.section_id] = max(ranks.get(row.section_id, 0), RANKS.get(row.role, 0))
    moderates = frozenset(row.section_id for row in rows if row.role == Role.MODERATOR)
    return Person(id=user.pk, ranks=ranks, reads_everything=user.is_superuser, moderates=moderates)

"""What the kill or correction of a story means to those who work on it in another language: they are told."""

from __future__ import annotations

from collections.abc import Iterable

from articles.models import Article, Transition
from articles.rights import RANKS, Role
from articles.workflow import Action, BlockKind, PublishKind

from .inbox.telling import Event, tell
from .people import of_rank

MENDING = (PublishKind.CORRECTION, PublishKind.CLARIFICATION)


def tell_of_original(transition: Transition) -> int:
    """Tells of a kill whoever works on the story in another language, and the editors there; of a correction those who
    work on a translation, or else its editors. Nobody of one that is in step. Returns how many were told."""
    happened = _happened(transition)
    return sum(len(_tell(transition, row, happened)) for row in _concerned(transition, happened))


def _happened(transition: Transition) -> str:
    kind = transition.details.get("kind")
    if transition.action == Action.BLOCK:
        return "original_killed" if kind == BlockKind.WIRE_KILL else ""
    return "original_corrected" if kind in MENDING else ""


def _concerned(transition: Transition, happened: str) -> Iterable[Article]:
    """As the move has flagged them: nobody has to act on the others."""
    if not happened:
        return ()
    rows = Article.objects.exclude(stale_because="").select_related("section__parent")
    if happened == "original_corrected":
        return rows.filter(translation_of=transition.article_id)
    return rows.versions_of(transition.article_id).exclude(pk=transition.article_id)


def _tell(transition: Transition, row: Article, happened: str) -> list:
    event = Event(
        key=f"move:{transition.pk}:{row.pk}",
        article=row,
        happened=happened,
        at=transition.at,
        by=transition.actor,
        by_name=transition.source,
        words=transition.details.get("text") or transition.reason,
    )
    writers = row.revisions.order_by().values_list("author_id", flat=True).distinct()
    people = {row.created_by_id, row.assignee_id, *writers}
    if happened == "original_killed":
        return tell(event, people | _editors(row))
    return tell(event, people) or tell(event, _editors(row))


def _editors(row: Article) -> set[int]:
    return {each.user.pk for each in of_rank(row, RANKS[Role.EDITOR])}

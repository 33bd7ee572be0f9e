"""What follows a move once it is committed: the people whose story it is are told, in their inbox and by mail."""

from __future__ import annotations

from dataclasses import replace

from articles.models import TimedChange, Transition
from articles.rights import RANKS, Role
from articles.workflow import Action, BlockKind, DeskState, PublishKind, Readers

from .after_original import tell_of_original
from .inbox.telling import Event, tell
from .people import of_rank

TOLD = {
    Action.ASSIGN,
    Action.SEND_BACK,
    Action.APPROVE,
    Action.PUBLISH,
    Action.PUBLISH_URGENT,
    Action.PUBLISH_DUE,
    Action.HOLD,
    Action.RETRACT,
    Action.REMOVE,
    Action.BLOCK,
    Action.SPIKE,
    Action.SET_EMBARGO,
    Action.LIFT_EMBARGO,
}
MENDED = {PublishKind.CORRECTION: "correct", PublishKind.CLARIFICATION: "clarify"}


def tell_people(transition: Transition) -> int:
    """Tells those whom a move concerns, also those who work on the story in another language, but never whoever made
    it, and nobody who may not see the story now.

    Returns how many were told. Doing it again tells nobody twice.
    """
    elsewhere = tell_of_original(transition)
    if transition.action not in TOLD:
        return elsewhere
    event = _event(transition)
    happened = "second_person" if _kind_of_block(transition) == BlockKind.SECOND_PERSON else event.happened
    editors = tell(replace(event, happened=happened), _editors_called(transition))
    writers = tell(event, _concerned(transition, event.happened) - {user.pk for user in editors})
    return len(editors) + len(writers) + elsewhere


def _event(transition: Transition) -> Event:
    return Event(
        key=f"move:{transition.pk}",
        article=transition.article,
        happened=_happened(transition),
        at=transition.at,
        by=transition.actor,
        by_name=transition.source,
        words=_words(transition),
    )


def _happened(transition: Transition) -> str:
    details = transition.details
    if transition.action == Action.ASSIGN and "assignee" not in details.get("changed", ["assignee"]):
        return "plan"
    if _kind_of_block(transition) == BlockKind.WIRE_KILL:
        return "killed"
    return MENDED.get(details.get("kind"), transition.action)


def _words(transition: Transition) -> str:
    """The reason; of a correction, what readers were told."""
    details = transition.details
    if _happened(transition) not in MENDED.values():
        return transition.reason
    if text := details.get("text"):
        return text
    changes = TimedChange.objects.filter(pk=details.get("change"), article=transition.article_id)
    return changes.values_list("text", flat=True).first() or transition.reason


def _concerned(transition: Transition, happened: str) -> set[int | None]:
    """Whose story it is: the writer, whoever is assigned and whoever submitted it. A correction concerns
    everybody who wrote in it; an assignment whoever is assigned."""
    article = transition.article
    if transition.action == Action.ASSIGN:
        return {transition.details.get("assignee")}
    people = {article.created_by_id, article.assignee_id}
    if happened in MENDED.values():
        return people | set(article.revisions.order_by().values_list("author_id", flat=True).distinct())
    submitted = article.transitions.filter(action=Action.SUBMIT, number__lt=transition.number)
    return people | set(submitted.values_list("actor_id", flat=True)[:1])


def _editors_called(transition: Transition) -> set[int]:
    """The editors of the section: they may clear what waits for a second person, and decide what becomes of a story
    that its source took back when the desk had it in hand or readers had it."""
    is_untouched = transition.desk_from == DeskState.INCOMING and transition.readers_from == Readers.NONE
    kind = _kind_of_block(transition)
    if kind == BlockKind.SECOND_PERSON or (kind == BlockKind.WIRE_KILL and not is_untouched):
        return {row.user.pk for row in of_rank(transition.article, RANKS[Role.EDITOR])}
    return set()


def _kind_of_block(transition: Transition) -> str:
    return transition.details.get("kind", "") if transition.action == Action.BLOCK else ""

"""One move on many stories: each by itself, all of it or nothing, through its verb and with its own outcome."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from .models import Article, BulkMove, BulkOutcome, Membership
from .workflow import MoveNotAllowed

log = logging.getLogger(__name__)
Move = Callable[[Article], object]  # a verb with everything but the story


@dataclass(frozen=True)
class Outcome:
    """What became, or would become, of a story; an empty refusal means done."""

    article_id: int
    refusal: str = ""


class _Undone(Exception):
    """Takes back what was only tried."""


def try_out(keys: Iterable[int], *, by, move: Move) -> list[Outcome]:
    """What the move would come to on each story, by making it and taking it back: nothing stays, nobody is told."""
    outcomes = []
    for key in keys:
        try:
            with transaction.atomic():
                outcome = Outcome(key, _made(key, by=by, move=move))
                raise _Undone
        except _Undone:
            outcomes.append(outcome)
    return outcomes


def carry_out(keys: Iterable[int], *, by, name: str, key: UUID, move: Move) -> BulkMove:
    """Makes the move on each story that this bulk move has not reached yet.

    A second request with the same key, at the same time or after a crash, goes on where the first is: each story
    has one outcome, written in the transaction of its move.
    """
    bulk_move, _created = BulkMove.objects.get_or_create(key=key, defaults={"name": name, "person": by})
    reached = set(bulk_move.outcomes.values_list("article_id", flat=True))
    for article_id in keys:
        if article_id not in reached:
            _reach(bulk_move, article_id, by=by, move=move)
    return bulk_move


def _reach(bulk_move: BulkMove, article_id: int, *, by, move: Move) -> None:
    """The outcome is claimed before the move: whoever comes second waits here, and then finds it taken."""
    try:
        with transaction.atomic():
            outcome = BulkOutcome.objects.create(bulk_move=bulk_move, article_id=article_id)
            if refusal := _made(article_id, by=by, move=move):
                outcome.refusal = refusal
                outcome.save(update_fields=["refusal"])
    except IntegrityError:
        log.info("Story %s was reached by another request, or is gone", article_id)


def _made(article_id: int, *, by, move: Move) -> str:
    """Makes the move in a transaction of its own; returns why not, if it could not be made."""
    try:
        with transaction.atomic():
            person = Membership.objects.person(by)
            move(Article.objects.visible_to(person).select_related("section__parent").get(pk=article_id))
    except Article.DoesNotExist:
        return _("It is not there any more, or no longer yours to see.")
    except MoveNotAllowed as refusal:
        return str(refusal)
    except Exception:  # a fault with one story is no reason to leave the others
        log.exception("Bulk move of story %s failed", article_id)
        return _("Something went wrong with this story: nothing was done to it.")
    return ""

"""Deciding on letters: approve, reject, block, and undo. One audit row for each decision, in its transaction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Edition, Membership
from articles.rights import Person
from articles.workflow import MoveIncomplete, MoveNotAllowed, RightMissing

from . import banning
from .models import Decision, DecisionAction, Letter, LetterStatus
from .rights import may_decide

LEADS_TO = {
    DecisionAction.APPROVE: LetterStatus.APPROVED,
    DecisionAction.REJECT: LetterStatus.REJECTED,
    DecisionAction.BLOCK: LetterStatus.BLOCKED,
    DecisionAction.UNDO: LetterStatus.WAITING,
}
MOST_AT_ONCE = 20  # what stands on one page


class LetterGone(MoveNotAllowed):
    """It is not there, or not this person's to see."""


class DecidedAlready(MoveNotAllowed):
    """Somebody else was faster."""


@dataclass(frozen=True)
class Outcome:
    """What became of one letter of several; `refusal` is None where it was done."""

    number: int
    refusal: MoveNotAllowed | None = None


def decide(number: int, *, action: str, by, reason: str = "", lasts: str = "month") -> Letter:
    """Decides on one letter. A rejection and a block say why; a block also how long (`banning.FOR`).

    Raises `RightMissing`, `LetterGone`, `DecidedAlready`, `MoveIncomplete`.
    """
    (outcome,) = decide_all([number], action=action, by=by, reason=reason, lasts=lasts)
    if outcome.refusal:
        raise outcome.refusal
    return Letter.objects.get(pk=number)


def decide_all(numbers: Iterable[int], *, action: str, by, reason: str = "", lasts: str = "month") -> list[Outcome]:
    """Decides the same on several letters; one that is refused stops no other. Raises `MoveIncomplete` for what is
    wrong with all of them."""
    numbers = sorted(set(numbers))
    if action not in LEADS_TO:
        raise MoveIncomplete(_("Choose what to do with the letter."))
    if not numbers or len(numbers) > MOST_AT_ONCE:
        raise MoveIncomplete(_("Choose between one and %(most)s letters.") % {"most": MOST_AT_ONCE})
    if action in (DecisionAction.REJECT, DecisionAction.BLOCK):
        reason = banning.checked_reason(reason)
    with transaction.atomic():
        deciding = _Deciding(action=action, by=by, reason=reason, lasts=lasts)
        outcomes = [deciding.on(number) for number in numbers]
        if deciding.readers_see_it:
            Edition.bump()
    return outcomes


def locked_letter(number: int, person: Person) -> Letter:
    """A letter that somebody may decide on, until the transaction ends. Raises `LetterGone`, `RightMissing`."""
    letters = Letter.objects.select_related("publication__section").select_for_update(of=("self",))
    letter = letters.visible_to(person).filter(pk=number).first()
    if not letter:
        raise LetterGone(_("There is no such letter, or it is not yours to see."))
    if not may_decide(person, letter.publication.section.family_ids()):
        raise RightMissing(_("Letters are decided on by a moderator or a chief of the section."))
    return letter


class _Deciding:
    def __init__(self, *, action: str, by, reason: str, lasts: str):
        self.action, self.by, self.reason, self.lasts = action, by, reason, lasts
        self.person = Membership.objects.person(by)
        self.readers_see_it = False

    def on(self, number: int) -> Outcome:
        try:
            with transaction.atomic():
                self._decide(number)
        except MoveNotAllowed as refusal:
            return Outcome(number, refusal)
        return Outcome(number)

    def _decide(self, number: int) -> None:
        letter = locked_letter(number, self.person)
        before, after = letter.status, LEADS_TO[self.action]
        _check_moment(letter, action=self.action)
        letter.status = after
        is_decided = after != LetterStatus.WAITING
        letter.decided_at, letter.decided_by = (timezone.now(), self.by) if is_decided else (None, None)
        letter.save(update_fields=["status", "decided_at", "decided_by"])
        Decision.objects.create(
            action=self.action,
            letter_number=letter.pk,
            publication_id=letter.publication_id,
            by=self.by,
            reason=self.reason,
            details={"before": before, "after": after} | self._bans(letter),
        )
        self.readers_see_it |= LetterStatus.APPROVED in (before, after)

    def _bans(self, letter: Letter) -> dict:
        if self.action == DecisionAction.BLOCK:
            bans = banning.bans_of(letter, by=self.by, reason=self.reason, lasts=self.lasts)
            return {"blocks": [ban.pk for ban in bans]}
        if self.action == DecisionAction.UNDO and (ended := banning.end(letter.bans.all(), by=self.by)):
            return {"blocks_ended": ended}
        return {}


def _check_moment(letter: Letter, *, action: str) -> None:
    is_waiting = letter.status == LetterStatus.WAITING
    if action == DecisionAction.UNDO and is_waiting:
        raise DecidedAlready(_("This letter is among the waiting ones already."))
    if action != DecisionAction.UNDO and not is_waiting:
        raise DecidedAlready(
            _("%(who)s was faster: this letter is decided already (%(status)s). Undo that first, if it was wrong.")
            % {"who": letter.decided_by, "status": letter.get_status_display()}
        )

"""Letters that were written to another site about a story that has come here: no limits, no mail, each on record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models.functions import Greatest
from django.utils import timezone

from articles.models import Edition, Membership, Publication

from . import sameness
from .models import Decision, DecisionAction, Digest, Letter, LetterStatus
from .models.letter import LONGEST_NAME
from .rights import may_decide

BY = "import"


@dataclass(frozen=True, kw_only=True)
class Written:
    """What somebody wrote elsewhere, as plain text; `is_approved` is what that site had decided. `key` is what it is
    called there, and `in_reply_to` what another is that it answers."""

    name: str
    email: str
    text: str
    at: datetime
    is_approved: bool
    key: str = ""
    in_reply_to: str = ""


@transaction.atomic
def bring_in(
    publication: Publication, written: Sequence[Written], *, by, there: Mapping[str, int] | None = None
) -> list[Letter]:
    """Keeps letters in the order of their days, and returns them in that of `written`. What the other site showed is
    shown, decided on by `by`; where that is nobody, or somebody who may not decide on letters of the section, it waits
    with the others. Moderators are not mailed of them. `there` are letters that came before, by their keys."""
    may = by is not None and may_decide(Membership.objects.person(by), publication.section.family_ids())
    kept = [(one, _letter(publication, one, by=by if may and one.is_approved else None)) for one in written]
    letters = [letter for _one, letter in sorted(kept, key=lambda pair: pair[0].at)]
    Letter.objects.bulk_create(letters)
    _thread(kept, there or {})
    shown = [letter for letter in letters if letter.status == LetterStatus.APPROVED]
    Decision.objects.bulk_create(_decision(letter) for letter in shown)
    if letters:
        newest = max(letter.pk for letter in letters)
        Digest.objects.update(newest_told=Greatest("newest_told", newest))
    if shown:
        Edition.bump()
    return [letter for _one, letter in kept]


def _thread(kept: Sequence[tuple[Written, Letter]], there: Mapping[str, int]) -> None:
    """Lets replies name what they answer. A thread that leads back to itself ends where it would."""
    numbers = {**there, **{one.key: letter.pk for one, letter in kept if one.key}}
    above: dict[int, int] = {}
    replies = []
    for one, letter in kept:
        parent = numbers.get(one.in_reply_to)
        if parent and not _leads_back(parent, above, to=letter.pk):
            above[letter.pk] = letter.in_reply_to_id = parent
            replies.append(letter)
    if replies:
        Letter.objects.bulk_update(replies, ["in_reply_to"])


def _leads_back(number: int, above: Mapping[int, int], *, to: int) -> bool:
    while number != to and number in above:
        number = above[number]
    return number == to


def _letter(publication: Publication, one: Written, *, by) -> Letter:
    decided = {"status": LetterStatus.APPROVED, "decided_by": by, "decided_at": timezone.now()} if by else {}
    return Letter(
        publication=publication,
        name=one.name[:LONGEST_NAME],
        email=one.email,
        text=one.text,
        sent_at=one.at,
        text_key=sameness.text_key(one.text),
        **decided,
    )


def _decision(letter: Letter) -> Decision:
    return Decision(
        action=DecisionAction.APPROVE,
        letter_number=letter.pk,
        publication_id=letter.publication_id,
        by=letter.decided_by,
        source=BY,
        details={"before": LetterStatus.WAITING, "after": LetterStatus.APPROVED},
    )

"""What is kept of one reader, by mail address or by the number of a letter: given out, and erased.

(General Data Protection Regulation, articles 15, 17 and 20.) Whoever gave no address cannot be told from others; the
number of their letter, which the desk sees, still finds it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from articles.models import Edition

from .models import Ban, BanKind, Decision, DecisionAction, Letter, LetterStatus, Reply


@dataclass(frozen=True)
class Reader:
    """Somebody as readers' letters know them: by an address, or as the sender of one letter."""

    email: str = ""
    letter_number: int | None = None

    @property
    def letters(self):
        if self.letter_number is not None:
            return Letter.objects.filter(pk=self.letter_number)
        return Letter.objects.filter(email=self.email) if self.email else Letter.objects.none()

    @property
    def bans(self):
        own = Ban.objects.filter(letter__in=self.letters)
        return own | Ban.objects.filter(kind=BanKind.MAIL, value=self.email) if self.email else own

    @property
    def decisions(self):
        return Decision.objects.filter(letter_number__in=self.letters.values("pk"))


@dataclass
class Erased:
    """How much of each was erased."""

    letters: int = 0
    replies: int = 0
    blocks: int = 0
    numbers: list[int] = field(default_factory=list)


def reader_of(email: str) -> Reader:
    """The address as it is kept: without case."""
    return Reader(email=email.strip().lower())


def holdings(reader: Reader) -> dict:
    """Everything that is kept of a reader, as plain values for JSON, the desk's own names left out."""
    replies = Reply.objects.filter(letter__in=reader.letters)
    return {
        "email": reader.email,
        "letters": [_letter(row) for row in reader.letters.select_related("publication").order_by("pk")],
        "replies": [_reply(row) for row in replies.order_by("pk")],
        "decisions": [_decision(row) for row in reader.decisions.order_by("pk")],
        "blocks": [_ban(row) for row in reader.bans.order_by("pk")],
    }


def give_out(reader: Reader, *, by=None, source: str = "") -> dict:
    """What `holdings` says, and a record of which letters were given out."""
    held = holdings(reader)
    details = {"letters": [row["number"] for row in held["letters"]], "blocks": len(held["blocks"])}
    Decision.objects.create(action=DecisionAction.EXPORT, by=by, source=source, details=details)
    return held


@transaction.atomic
def erase(reader: Reader, *, by=None, source: str = "") -> Erased:
    """Erases everything that is kept of a reader, from readers' pages too. What stays is that somebody decided on a
    letter, and that letters were erased: numbers and moments, no words."""
    letters = list(reader.letters.select_for_update().order_by("pk"))
    bans = Ban.objects.filter(pk__in=list(reader.bans.values_list("pk", flat=True)))
    erased = Erased(letters=len(letters), numbers=[letter.pk for letter in letters])
    erased.blocks = bans.delete()[0]
    erased.replies = Reply.objects.filter(letter__in=erased.numbers).count()
    was_shown = any(letter.status == LetterStatus.APPROVED for letter in letters)
    delete_letters(Q(pk__in=erased.numbers))
    Decision.objects.create(
        action=DecisionAction.ERASE,
        by=by,
        source=source,
        details={"letters": erased.numbers, "replies": erased.replies, "blocks": erased.blocks},
    )
    if was_shown:
        Edition.bump()
    return erased


def delete_letters(which: Q) -> int:
    """Deletes letters with their answers, and the reasons given for what was decided on them."""
    numbers = list(Letter.objects.filter(which).values_list("pk", flat=True))
    Decision.objects.filter(letter_number__in=numbers).exclude(reason="").update(reason="")
    Letter.objects.filter(pk__in=numbers).delete()
    return len(numbers)


def _letter(letter: Letter) -> dict:
    return {
        "number": letter.pk,
        "story": letter.publication.path,
        "in_reply_to": letter.in_reply_to_id,
        "name": letter.name,
        "email": letter.email,
        "text": letter.text,
        "shortened": letter.shortened,
        "status": letter.status,
        "sent_at": _moment(letter.sent_at),
        "decided_at": _moment(letter.decided_at),
        "network_is_kept_hashed": bool(letter.place_key),
    }


def _reply(reply: Reply) -> dict:
    return {
        "letter": reply.letter_id,
        "text": reply.text,
        "at": _moment(reply.at),
        "status": reply.status,
        "sent_at": _moment(reply.sent_at),
    }


def _decision(decision: Decision) -> dict:
    return {
        "letter": decision.letter_number,
        "action": decision.action,
        "at": _moment(decision.at),
        "reason": decision.reason,
    }


def _ban(ban: Ban) -> dict:
    return {
        "kind": ban.kind,
        "value": ban.value,
        "reason": ban.reason,
        "at": _moment(ban.at),
        "until": _moment(ban.until),
        "ended_at": _moment(ban.ended_at),
    }


def _moment(at: datetime | None) -> str | None:
    return at.isoformat(timespec="seconds") if at else None

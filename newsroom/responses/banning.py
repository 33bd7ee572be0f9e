"""The block list: who and what is on it, put there and taken off by somebody with a reason."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Membership
from articles.texts import clean_text
from articles.workflow import MoveIncomplete, MoveNotAllowed, RightMissing

from . import sameness
from .models import Ban, BanKind, Decision, DecisionAction, Letter
from .models.ban import LONGEST_WORDS
from .models.decision import LONGEST_REASON
from .refusals import SenderBanned
from .rights import decided_sections

FOR = {"week": timedelta(days=7), "month": timedelta(days=30), "year": timedelta(days=365), "ever": None}


class BanOver(MoveNotAllowed):
    """It was ended before."""


def check_not_banned(*, email: str, place_keys: list[str], said: str) -> None:
    """Raises `SenderBanned` for a sender or words on the block list."""
    bans = list(Ban.objects.in_force().values_list("kind", "value"))
    senders = {(BanKind.MAIL, email), *((BanKind.PLACE, key) for key in place_keys)}
    if senders & {(kind, value) for kind, value in bans}:
        raise SenderBanned(_("The desk takes no letters from you for now. Your text is still here: keep it."))
    words = sameness.words_of(said)
    if any(kind == BanKind.WORDS and sameness.has_words(words, value) for kind, value in bans):
        raise SenderBanned(_("There are words in your letter that we do not print. Say it in other words."))


def bans_of(letter: Letter, *, by, reason: str, lasts: str) -> list[Ban]:
    """Puts the sender of a letter on the block list: by mail address, and by network while that is known (no longer
    than it can be compared). Raises `MoveIncomplete` where neither is."""
    until = _until(lasts)
    last_day = timezone.now() + timedelta(days=settings.LETTERS_KEEP_DAYS)
    bans = []
    if letter.email:
        bans.append(Ban(kind=BanKind.MAIL, value=letter.email, until=until))
    if letter.place_key:
        bans.append(Ban(kind=BanKind.PLACE, value=letter.place_key, until=min(until or last_day, last_day)))
    if not bans:
        raise MoveIncomplete(_("Nothing is known any more of who sent this letter: reject it, nobody can be blocked."))
    for ban in bans:
        ban.letter, ban.by, ban.reason = letter, by, reason
    return Ban.objects.bulk_create(bans)


@transaction.atomic
def ban_words(typed: str, *, by, reason: str, lasts: str = "ever") -> Ban:
    """Puts words on the block list. Raises `RightMissing`, `MoveIncomplete`."""
    check_may_ban(by)
    words, reason = sameness.barred_words(typed), checked_reason(reason)
    if not words or len(words) > LONGEST_WORDS:
        raise MoveIncomplete(_("Write the words to block, in at most %(most)s characters.") % {"most": LONGEST_WORDS})
    ban = Ban.objects.create(kind=BanKind.WORDS, value=words, reason=reason, by=by, until=_until(lasts))
    Decision.objects.create(action=DecisionAction.BAN, by=by, reason=reason, details={"block": ban.pk})
    return ban


@transaction.atomic
def end_ban(number: int, *, by) -> Ban:
    """Takes something off the block list. Raises `RightMissing`, `BanOver`, and `Ban.DoesNotExist`."""
    check_may_ban(by)
    ban = Ban.objects.select_for_update().get(pk=number)
    if ban.ended_at:
        raise BanOver(_("This block was ended already, by %(who)s.") % {"who": ban.ended_by})
    Decision.objects.create(action=DecisionAction.UNBAN, by=by, details={"block": ban.pk})
    end(Ban.objects.filter(pk=ban.pk), by=by)
    return ban


def end(bans, *, by) -> int:
    return bans.filter(ended_at=None).update(ended_at=timezone.now(), ended_by=by)


def check_may_ban(by) -> None:
    """The block list is one for all stories: whoever decides on letters anywhere keeps it."""
    if not decided_sections(Membership.objects.person(by)):
        raise RightMissing(_("The block list is kept by moderators and chiefs."))


def checked_reason(reason: str) -> str:
    reason = clean_text(reason)
    if not reason:
        raise MoveIncomplete(_("Give a reason: it stays with the desk, and readers do not see it."))
    if len(reason) > LONGEST_REASON:
        raise MoveIncomplete(_("The reason is longer than %(most)s characters.") % {"most": LONGEST_REASON})
    return reason


def _until(lasts: str) -> datetime | None:
    if lasts not in FOR:
        raise MoveIncomplete(_("Choose how long to block."))
    span = FOR[lasts]
    return timezone.now() + span if span else None

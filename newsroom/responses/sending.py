"""Taking a letter: held for somebody to read, unless there is a reason not to take it at all."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Publication
from articles.turns import take_turns

from . import limits, sameness
from .banning import check_not_banned
from .models import Letter
from .places import keys_of
from .refusals import SentBefore

PRESSED_TWICE = timedelta(minutes=10)
COMPARED = 50  # of the story's letters and of the sender's, the newest


def send(publication: Publication, *, name: str, email: str, text: str, address: str) -> Letter:
    """Keeps a letter among the waiting ones. The same one sent twice (a button pressed twice) is kept once.

    `address` is where it comes from; it is hashed at once. Raises `LetterRefused`.
    """
    place_keys, email = keys_of(address), email.lower()
    written = {"publication": publication, "name": name, "email": email, "text": text}
    if sent := _sent_a_moment_ago(place_keys, **written):
        return sent
    limits.count(place_keys[0], story_id=publication.pk)
    check_not_banned(email=email, place_keys=place_keys, said=f"{name} {text}")
    text_key = sameness.text_key(text)
    with transaction.atomic():
        take_turns(text_key)  # two requests with the same words come one after the other
        if sent := _sent_a_moment_ago(place_keys, **written):
            return sent
        _check_not_sent_before(publication, text=text, text_key=text_key, sender=_of_sender(email, place_keys))
        return Letter.objects.create(place_key=place_keys[0], text_key=text_key, **written)


def _sent_a_moment_ago(place_keys: list[str], **written) -> Letter | None:
    lately = timezone.now() - PRESSED_TWICE
    return Letter.objects.filter(place_key__in=place_keys, sent_at__gt=lately, **written).first()


def _of_sender(email: str, place_keys: list[str]) -> Q:
    same_place = Q(place_key__in=place_keys)
    return same_place | Q(email=email) if email else same_place


def _check_not_sent_before(publication: Publication, *, text: str, text_key: str, sender: Q) -> None:
    """The same words on any story, or nearly the same on this one or by this sender."""
    if Letter.objects.filter(text_key=text_key).exists():
        raise SentBefore(_("We have a letter with these very words already. If it is yours, it is with the desk."))
    others = [*_texts(publication.letters.all()), *_texts(Letter.objects.filter(sender))]
    if sameness.is_like_any(text, others):
        raise SentBefore(_("We have nearly the same letter already. Say it in words of your own, or add what is new."))


def _texts(letters: QuerySet[Letter]) -> list[str]:
    return list(letters.newest_first().values_list("text", flat=True)[:COMPARED])

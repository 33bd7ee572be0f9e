"""What may stand in the slots of a front: cleaned, or refused with a sentence that names the slot."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext as _

from articles.models import Article
from articles.texts import clean_line
from articles.workflow import MoveIncomplete

from .models import Place
from .slots import LONGEST, Slot, article_ids

LONGEST_NOTE = 300


def clean(slots: Iterable[Slot], *, place: Place, at: datetime, before: Sequence[Slot]) -> tuple[Slot, ...]:
    """The slots with tidy words. Raises `MoveIncomplete` for what cannot stand on this front from the moment `at`.

    A pin that is over may stay where it was `before`: its slot is filled with the newest.
    """
    cleaned = tuple(_tidy(slot) for slot in slots)
    _check_number(cleaned, place)
    for number, slot in enumerate(cleaned, start=1):
        _check_slot(slot, number=number)
        if slot.until and slot.until.at <= at and slot not in before:
            raise MoveIncomplete(
                _("Slot %(number)s is pinned until a moment that has passed by then: %(moment)s.")
                % {"number": number, "moment": slot.until.local}
            )
    _check_stories(cleaned, place)
    return cleaned


def clean_note(note: str) -> str:
    """The note as it is kept. Raises `MoveIncomplete` for one that is too long."""
    note = clean_line(note)
    if len(note) > LONGEST_NOTE:
        raise MoveIncomplete(_("The note has more than %(most)s characters.") % {"most": LONGEST_NOTE})
    return note


def _tidy(slot: Slot) -> Slot:
    return replace(slot, **{name: clean_line(words) for name, words in slot.words.items()})


def _check_number(slots: Sequence[Slot], place: Place) -> None:
    if len(slots) > place.most_slots:
        raise MoveIncomplete(_("This front has at most %(most)s slots.") % {"most": place.most_slots})
    if not slots and place.section is None:
        raise MoveIncomplete(_("The front page needs a slot for its lead."))


def _check_slot(slot: Slot, *, number: int) -> None:
    for name, words in slot.words.items():
        if len(words) > LONGEST[name]:
            raise MoveIncomplete(
                _("The words in slot %(number)s are longer than %(most)s characters.")
                % {"number": number, "most": LONGEST[name]}
            )
    if slot.is_automatic and (slot.words or slot.until):
        raise MoveIncomplete(
            _("Slot %(number)s is filled by itself: words and a pin belong to a story.") % {"number": number}
        )


def _check_stories(slots: Sequence[Slot], place: Place) -> None:
    keys = article_ids(slots)
    languages = dict(Article.objects.filter(pk__in=keys).values_list("pk", "language"))
    seen: set[int] = set()
    for number, slot in enumerate(slots, start=1):
        key = slot.article_id
        if key is None:
            continue
        if key not in languages:
            raise MoveIncomplete(_("There is no story No. %(key)s (slot %(number)s).") % {"key": key, "number": number})
        if languages[key] != place.language:
            raise MoveIncomplete(_("The story in slot %(number)s is in another language.") % {"number": number})
        if key in seen:
            raise MoveIncomplete(_("The story in slot %(number)s stands on this front twice.") % {"number": number})
        seen.add(key)

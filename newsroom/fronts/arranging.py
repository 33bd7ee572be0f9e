"""Arranging a front: each save is a new numbered version of the whole; going back is one more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from articles.clock import database_now
from articles.models import Edition
from articles.workflow import MoveIncomplete, StaleRevision

from . import checking, slots
from .allowed import check_may_arrange
from .models import Arrangement, Front, Place
from .slots import Slot
from .waking import wake_for


class StaleFront(StaleRevision):
    """Somebody arranged the front after the version that the person had read; `newest` is theirs."""

    def __init__(self, newest: Arrangement) -> None:
        self.newest = newest
        super().__init__(
            _("%(who)s arranged this front meanwhile: it is version %(number)s now. Look at both, then save again.")
            % {"who": newest.by, "number": newest.number}
        )


def arrange(place: Place, *, filled: Iterable[Slot], by, started_from: int, note: str = "") -> Arrangement | None:
    """Gives readers these slots from now on; returns the new version, None if nothing differs from the one in force.

    `started_from` is the number of the version that the person has read, 0 for a front that nobody had arranged.
    Raises `RightMissing`, `StaleFront`, and `MoveIncomplete` for slots that cannot be.
    """
    with transaction.atomic():
        front = locked(place)
        check_may_arrange(by, place)
        check_is_newest(front, started_from)
        before = in_force(front)
        cleaned = checking.clean(filled, place=place, at=database_now(), before=before)
        if cleaned == before:
            return None
        made = record(front, cleaned, by=by, note=checking.clean_note(note))
        Edition.bump()
    return made


def undo(place: Place, *, to: int, by, started_from: int, note: str = "") -> Arrangement:
    """Goes back to an earlier version, 0 for the front that nobody had arranged: a new version that equals it."""
    with transaction.atomic():
        front = locked(place)
        check_may_arrange(by, place)
        check_is_newest(front, started_from)
        earlier = slots_of(front, to)
        if earlier is None or to == front.number:
            raise MoveIncomplete(_("This front has no earlier version %(number)s.") % {"number": to})
        made = record(front, earlier, by=by, note=checking.clean_note(note), restores=to)
        Edition.bump()
    return made


def record(front: Front, filled: Sequence[Slot], *, by, note: str, restores: int | None = None) -> Arrangement:
    """Keeps a version of a locked front, which readers have with the edition that ends the caller's transaction."""
    front.number += 1
    front.save(update_fields=["number"])
    made = Arrangement.objects.create(
        front=front,
        number=front.number,
        slots=slots.written(filled),
        digest=slots.digest(filled),
        by=by,
        note=note,
        restores=restores,
    )
    now = database_now()
    wake_for(end for end in slots.ends(filled) if end > now)
    return made


def locked(place: Place) -> Front:
    """The front's row, until the transaction ends; made if this is the first time."""
    found = Front.objects.get_or_create(section=place.section, language=place.language)[0]
    return Front.objects.select_for_update(no_key=True).get(pk=found.pk)


def in_force(front: Front) -> tuple[Slot, ...]:
    """The slots that readers have now."""
    return slots_of(front, front.number) or ()


def slots_of(front: Front, number: int) -> tuple[Slot, ...] | None:
    """The slots of a version; None if there is none of this number."""
    if number == 0:
        return front.place.usual_slots
    found = front.arrangements.filter(number=number).first()
    return found.places if found else None


def check_is_newest(front: Front, started_from: int) -> None:
    if started_from == front.number:
        return
    newest = front.arrangements.select_related("by").filter(number=front.number).first()
    if not newest or started_from > front.number:
        raise MoveIncomplete(_("This front has no version %(number)s.") % {"number": started_from})
    raise StaleFront(newest)

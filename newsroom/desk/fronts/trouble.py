"""Changes of fronts that did not come at their minute, for the board of whoever has to see to them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models.timed_change import TimedChangeStatus
from articles.rights import Person
from newsroom.desk.times import moment_of
from newsroom.fronts.models import TimedArrangement
from newsroom.fronts.rights import may_arrange, may_arrange_anything

from . import places

MOST = 10


@dataclass(frozen=True)
class Trouble:
    """One change; `words` are why it failed."""

    number: int
    front: str
    address: str
    sentence: str
    words: str


def troubles_for(person: Person) -> tuple[Trouble, ...]:
    """On the fronts that somebody may arrange, the newest first. In one query, none for whoever arranges nothing."""
    if not may_arrange_anything(person):
        return ()
    changes = TimedArrangement.objects.in_trouble().select_related("front__section__parent")
    rows = changes.order_by("-run_at", "-pk")
    theirs = (row for row in rows if may_arrange(person, row.front.place.section_ids))
    return tuple(_trouble(row) for row in islice(theirs, MOST))


def _trouble(change: TimedArrangement) -> Trouble:
    moment = {"moment": moment_of(change.run_at, now=timezone.now()).whole}
    has_failed = change.status == TimedChangeStatus.FAILED
    return Trouble(
        number=change.pk,
        front=places.title_of(change.front.place),
        address=places.address_of(change.front.place),
        sentence=(_("The change of %(moment)s failed.") if has_failed else _("The change of %(moment)s is late."))
        % moment,
        words=change.error,
    )

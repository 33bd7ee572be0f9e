"""The fields that say when, which of the changes that wait, and with which text."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import moments, timed
from ..available import timed_moves
from ..models import TimedChange
from ..models.timed_change import TimedChangeStatus
from ..workflow import Action, MoveIncomplete
from .asked import word
from .changes import local_of, what_of
from .situation import Situation
from .zones import zone_choices, zone_name

LONGEST_ZONE = 60


def of_change(situation: Situation) -> dict:
    """What a change that gets another moment says now."""
    change = situation.change
    if not change or situation.action is not Action.SCHEDULE:
        return {"change": change.pk} if change else {}
    return {
        "what": change.action,
        "run_at": moments.local_line(change.run_at, change.zone).replace(" ", "T"),
        "zone": change.zone,
        "kind": change.kind,
        "text": change.text,
        "change": change.pk,
        "keeps_revision": "1" if situation.keeps_revision else "",
    }


def what(situation: Situation):
    possible = timed_moves(situation.person, situation.standing)
    kept = [Action(situation.change.action)] if situation.change else []
    choices = [(action.value, action.label) for action in dict.fromkeys((*kept, *possible))]
    return forms.ChoiceField(label=_("What happens"), choices=choices)


def run_at(situation: Situation):
    is_embargo = situation.action is Action.SET_EMBARGO
    return forms.CharField(
        label=_("Embargoed until") if is_embargo else _("When"),
        required=not is_embargo,
        help_text=_("Left empty: until somebody lifts it.") if is_embargo else "",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
    )


def zone(situation: Situation):
    typed = situation.posted.get("zone", "") if situation.posted else ""
    named = typed or (situation.change.zone if situation.change else "")
    return forms.ChoiceField(
        label=_("Time zone"),
        choices=zone_choices(also=named[:LONGEST_ZONE]),
        initial=settings.NEWSROOM_ZONE,
        help_text=_("The time above is what clocks show there."),
    )


def fold(situation: Situation):
    """Asked only once a time was typed that clocks show twice."""
    posted = situation.posted
    choices = fold_choices(word(posted, "run_at"), zone=word(posted, "zone")) if posted else []
    if not choices:
        return None
    return forms.ChoiceField(
        label=_("Clocks show this time twice. Which one?"), choices=choices, widget=forms.RadioSelect
    )


def fold_choices(run_at: str, *, zone: str) -> list[tuple[str, str]]:
    """Both instants of a typed time that clocks in the zone show twice, to choose from; empty for any other time."""
    twice = _hour_twice(run_at, zone=zone)
    if not twice:
        return []
    zone, instants = zone or settings.NEWSROOM_ZONE, (twice.first_at, twice.second_at)
    labels = (_("The first: %(offset)s, that is %(utc)s UTC"), _("The second: %(offset)s, that is %(utc)s UTC"))
    return [
        (str(fold), label % {"offset": moments.offset_label(at, zone), "utc": moments.local_line(at, "UTC")})
        for fold, (label, at) in enumerate(zip(labels, instants, strict=True))
    ]


def _hour_twice(run_at: str, *, zone: str) -> moments.HourTwice | None:
    try:
        timed.read_moment(run_at, zone=zone)
    except MoveIncomplete as refusal:
        return refusal.__cause__ if isinstance(refusal.__cause__, moments.HourTwice) else None
    return None


def change(situation: Situation):
    changes = situation.changes
    if situation.action is Action.UNSCHEDULE:
        return forms.ChoiceField(
            label=_("Which change"), choices=[(row.pk, _change_line(row)) for row in changes], widget=forms.RadioSelect
        )
    choices = [("", _("Nothing: it comes on top")), *((row.pk, _change_line(row)) for row in changes)]
    return forms.ChoiceField(label=_("Replaces"), choices=choices, required=False) if changes else None


def _change_line(change: TimedChange) -> str:
    words = {
        "what": what_of(change),
        "when": local_of(change.run_at, change.zone),
        "zone": zone_name(change.zone, at=change.run_at),
        "number": change.revision.number,
    }
    return _("%(what)s · %(when)s %(zone)s · revision %(number)s") % words


def keeps_revision(situation: Situation):
    change, newest = situation.change, situation.article.revision_number
    if not change or change.revision.number == newest:
        return None
    choices = [
        ("1", _("As it was scheduled: revision %(number)s") % {"number": change.revision.number}),
        ("", _("What is written now: revision %(number)s") % {"number": newest}),
    ]
    return forms.ChoiceField(
        label=_("Which text"),
        choices=choices,
        widget=forms.RadioSelect,
        required=False,
        help_text=_("For readers, what is written now has to be approved first."),
    )


def keep(situation: Situation):
    """What was suspended is offered again; what has passed meanwhile cannot be kept, and is said to be so."""
    suspended = [row for row in situation.changes if row.status == TimedChangeStatus.SUSPENDED]
    to_come = [row for row in suspended if row.run_at > timezone.now()]
    if not to_come:
        return None
    return forms.MultipleChoiceField(
        label=_("Suspended changes that wait again; the others are cancelled"),
        choices=[(row.pk, _change_line(row)) for row in to_come],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

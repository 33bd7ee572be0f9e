"""The fields that a bulk move's page shows; the parsers in `asked` read them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django import forms
from django.contrib.auth import get_user_model
from django.http import QueryDict
from django.utils.translation import gettext as _

from ..rights import RANKS, Person
from ..workflow import Action, PublishKind
from . import step_times
from .asked import LONGEST_TEXT, NOBODY
from .bulk_steps import BulkStep
from .forms import sections_of


@dataclass(frozen=True)
class Asking:
    """Who is asked; `posted` is what was typed and refused, if anything was."""

    person: Person
    step: BulkStep
    posted: QueryDict | None = None
    change = None  # no single change is given another moment here


def bulk_form(asking: Asking) -> forms.Form:
    """Empty, or with what was typed. It validates nothing; the parsers and the verb do."""
    form = forms.Form(initial=asking.posted.dict() if asking.posted else None)
    for name in asking.step.fields:
        if made := FIELDS[name](asking):
            form.fields[name] = made
    return form


def _assignee(asking: Asking) -> forms.Field:
    people = get_user_model().objects.filter(is_active=True, memberships__role__in=RANKS).distinct()
    rows = [(person.pk, str(person)) for person in people.order_by("username")]
    choices = [("", _("Choose somebody")), *rows, (NOBODY, _("Nobody"))]
    return forms.ChoiceField(label=_("Who is responsible"), choices=choices)


def _section(asking: Asking) -> forms.Field:
    rows = [(section.pk, str(section)) for section in sections_of(asking.person)]
    return forms.ChoiceField(label=_("Section"), choices=[("", _("Choose a section")), *rows])


def _what(asking: Asking) -> forms.Field:
    choices = [(action.value, action.label) for action in (Action.PUBLISH, Action.HOLD)]
    return forms.ChoiceField(label=_("What happens"), choices=choices)


def _run_at(asking: Asking) -> forms.Field:
    return forms.CharField(label=_("When"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}))


def _kind(asking: Asking) -> forms.Field:
    """Without a correction: its text would be the same for every story."""
    choices = [(kind.value, kind.label) for kind in (PublishKind.UPDATE, PublishKind.TYPO)]
    return forms.ChoiceField(
        label=_("For stories that readers have already, this is"), choices=choices, initial=PublishKind.UPDATE
    )


def _text(asking: Asking) -> forms.Field:
    return _area(_("Notice to readers of what is held"))


def _reason(asking: Asking) -> forms.Field:
    return _area(_("Reason, for the desk's history"))


def _area(label: str) -> forms.Field:
    widget = forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST_TEXT, "dir": "auto"})
    return forms.CharField(label=label, required=False, widget=widget)


FIELDS: Mapping = {
    "assignee": _assignee,
    "section": _section,
    "what": _what,
    "run_at": _run_at,
    "zone": step_times.zone,
    "fold": step_times.fold,
    "kind": _kind,
    "text": _text,
    "reason": _reason,
}

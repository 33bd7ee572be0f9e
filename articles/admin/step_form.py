"""The fields that a move's page shows, in the order in which people decide. The parsers in `asked` read them."""

from __future__ import annotations

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _

from ..available import may_clear
from ..languages import is_right_to_left
from ..rights import RANKS
from ..workflow import MOVES, Action, BlockKind, PublishKind, Readers
from . import step_times, together
from .asked import LONGEST_TEXT, NOBODY
from .bodies_editor import BodyWidget
from .situation import Situation
from .standing import open_blocks
from .steps import STEPS
from .widgets import direction_of


def step_form(situation: Situation) -> forms.Form:
    """The move's form: empty, or with what was typed, or with what a named change says. It validates nothing; the
    verb does."""
    posted = situation.posted
    form = forms.Form(initial=step_times.of_change(situation) if posted is None else posted.dict())
    for name, make in FIELDS.items():
        if name in _names(situation.action) and (made := make(situation)):
            form.fields[name] = made
    form.fields |= together.fields_of(situation)
    if posted and "keep" in form.fields:
        form.initial["keep"] = posted.getlist("keep")
    return form


def _names(action: Action) -> set[str]:
    step = STEPS[action]
    names = {step.posted_as.get(name, name) for name in step.asks}
    return names | {"zone", "fold"} if "run_at" in names else names


def _kind(situation: Situation):
    if situation.action is Action.BLOCK:
        return forms.ChoiceField(label=_("Why"), choices=BlockKind.choices, widget=forms.RadioSelect)
    if not situation.asks_kind_for_readers and not situation.comes_after_another:
        return None if situation.action is Action.SCHEDULE else _first_publication()
    choices = [choice for choice in PublishKind.choices if choice[0] != PublishKind.FIRST]
    required = situation.action is not Action.SCHEDULE
    return forms.ChoiceField(
        label=_("What this is to readers"), choices=choices, widget=forms.RadioSelect, required=required
    )


def _first_publication():
    kind = PublishKind.FIRST
    return forms.ChoiceField(
        label=_("What this is to readers"), choices=[(kind.value, kind.label)], initial=kind, widget=forms.RadioSelect
    )


def _text(situation: Situation):
    is_first = situation.standing.readers is Readers.NONE
    if is_first and situation.action in (Action.PUBLISH, Action.PUBLISH_URGENT):
        return None
    required = situation.action in (Action.RETRACT, Action.BLOCK)
    return _area(
        {
            Action.RETRACT: _("Notice to readers, in place of the story"),
            Action.HOLD: _("Notice to readers"),
            Action.BLOCK: _("What is the matter"),
            Action.SCHEDULE: _("Text for readers: what was corrected, or the notice of a hold or retraction"),
        }.get(situation.action, _("For a correction or clarification: what was wrong and what is right, for readers")),
        required=required,
        attrs=direction_of(situation.article.language, right_to_left=is_right_to_left),
    )


def _reason(situation: Situation):
    required = "reason" in MOVES[situation.action].needs
    return _area(_("Reason, for the desk's history"), required=required, attrs={"dir": "auto"})


def _area(label: str, *, required: bool, attrs: dict):
    widget = forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST_TEXT, **attrs})
    return forms.CharField(label=label, required=required, widget=widget)


def _assignee(situation: Situation):
    family = situation.article.section.family_ids() if situation.article.section else frozenset()
    people = (
        get_user_model().objects.filter(is_active=True, memberships__role__in=RANKS).distinct().order_by("username")
    )
    rows = [(person.pk, str(person)) for person in people.prefetch_related("memberships") if _works(person, family)]
    current = situation.article.assignee_id
    return forms.ChoiceField(
        label=_("Who is responsible"), choices=[(NOBODY, _("Nobody")), *rows], initial=current or NOBODY
    )


def _works(person, family: frozenset[int]) -> bool:
    """Whether somebody works in these sections; anybody of the desk where there are none."""
    return not family or any(row.section_id is None or row.section_id in family for row in person.memberships.all())


def _block(situation: Situation):
    rows = [
        row
        for row in open_blocks(situation.article)
        if may_clear(situation.person, row, story=situation.standing.story)
    ]
    choices = [(row.pk, str(row)) for row in rows]
    initial = choices[0][0] if len(choices) == 1 else None
    return forms.ChoiceField(label=_("Which block"), choices=choices, initial=initial, widget=forms.RadioSelect)


def _hold(situation: Situation):
    is_live = situation.standing.readers is Readers.LIVE
    return forms.BooleanField(label=_("Hold it too: take it from readers now"), required=False) if is_live else None


def _headline(situation: Situation):
    attrs = direction_of(situation.article.language, right_to_left=is_right_to_left)
    widget = forms.TextInput(attrs={"class": "vTextField", **attrs})
    return forms.CharField(label=_("Headline"), initial=situation.article.headline, max_length=300, widget=widget)


def _body(situation: Situation):
    language = situation.article.language
    widget = BodyWidget(language=language, story=situation.article.pk)
    widget.attrs |= direction_of(language, right_to_left=is_right_to_left)
    return forms.CharField(label=_("Body"), initial=situation.article.body, widget=widget)


def _revision(situation: Situation):
    return forms.CharField(initial=situation.article.revision_number, widget=forms.HiddenInput, required=False)


FIELDS = {
    "what": step_times.what,
    "run_at": step_times.run_at,
    "zone": step_times.zone,
    "fold": step_times.fold,
    "kind": _kind,
    "headline": _headline,
    "body": _body,
    "assignee": _assignee,
    "block": _block,
    "change": step_times.change,
    "keeps_revision": step_times.keeps_revision,
    "keep": step_times.keep,
    "hold": _hold,
    "text": _text,
    "reason": _reason,
    "in_step": together.in_step_field,
    "revision": _revision,
}

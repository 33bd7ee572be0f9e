"""The fields that a move's page shows, in the order in which people decide. The parsers in `asked` read them."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _

from ..available import Standing, may_clear, timed_moves
from ..languages import is_right_to_left
from ..models import Article, Publication
from ..rights import RANKS, Person
from ..workflow import MOVES, Action, BlockKind, PublishKind, Readers
from .asked import LONGEST_TEXT, NOBODY
from .bodies_editor import BodyWidget
from .standing import open_blocks, open_changes
from .steps import STEPS
from .widgets import direction_of


@dataclass(frozen=True)
class Situation:
    """Who stands before which move of which story."""

    person: Person
    article: Article
    publication: Publication | None
    standing: Standing
    action: Action

    @property
    def asks_kind_for_readers(self) -> bool:
        return self.standing.readers is not Readers.NONE


def step_form(situation: Situation, posted=None) -> forms.Form:
    """The move's form: empty, or with what was typed. It validates nothing; the verb does."""
    form = forms.Form(initial=posted.dict() if posted else None)
    for name, make in FIELDS.items():
        if name in _names(situation.action) and (made := make(situation)):
            form.fields[name] = made
    if posted and "keep" in form.fields:
        form.initial["keep"] = posted.getlist("keep")
    return form


def _names(action: Action) -> set[str]:
    step = STEPS[action]
    names = {step.posted_as.get(name, name) for name in step.asks}
    return names | {"zone", "fold"} if "run_at" in names else names


def _what(situation: Situation):
    choices = [(action.value, action.label) for action in timed_moves(situation.person, situation.standing)]
    return forms.ChoiceField(label=_("What happens"), choices=choices)


def _run_at(situation: Situation):
    is_embargo = situation.action is Action.SET_EMBARGO
    return forms.CharField(
        label=_("Embargoed until") if is_embargo else _("When"),
        required=not is_embargo,
        help_text=_("Left empty: until somebody lifts it.") if is_embargo else "",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
    )


def _fold(situation: Situation):
    choices = [("", _("It occurs once")), ("0", _("The first")), ("1", _("The second"))]
    return forms.ChoiceField(label=_("If the clocks show this hour twice"), choices=choices, required=False)


def _kind(situation: Situation):
    if situation.action is Action.BLOCK:
        return forms.ChoiceField(label=_("Why"), choices=BlockKind.choices, widget=forms.RadioSelect)
    if not situation.asks_kind_for_readers:
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


def _change(situation: Situation):
    changes = open_changes(situation.article)
    if situation.action is Action.UNSCHEDULE:
        return forms.ChoiceField(
            label=_("Which change"), choices=[(row.pk, str(row)) for row in changes], widget=forms.RadioSelect
        )
    choices = [("", _("Nothing: it comes on top")), *((row.pk, str(row)) for row in changes)]
    return forms.ChoiceField(label=_("Replaces"), choices=choices, required=False) if changes else None


def _block(situation: Situation):
    rows = [
        row
        for row in open_blocks(situation.article)
        if may_clear(situation.person, row, story=situation.standing.story)
    ]
    choices = [(row.pk, str(row)) for row in rows]
    initial = choices[0][0] if len(choices) == 1 else None
    return forms.ChoiceField(label=_("Which block"), choices=choices, initial=initial, widget=forms.RadioSelect)


def _keep(situation: Situation):
    suspended = [row for row in open_changes(situation.article) if row.status == "suspended"]
    if not suspended:
        return None
    return forms.MultipleChoiceField(
        label=_("Suspended changes that wait again; the others are cancelled"),
        choices=[(row.pk, str(row)) for row in suspended],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


def _hold(situation: Situation):
    is_live = situation.standing.readers is Readers.LIVE
    return forms.BooleanField(label=_("Hold it too: take it from readers now"), required=False) if is_live else None


def _headline(situation: Situation):
    attrs = direction_of(situation.article.language, right_to_left=is_right_to_left)
    widget = forms.TextInput(attrs={"class": "vTextField", **attrs})
    return forms.CharField(label=_("Headline"), initial=situation.article.headline, max_length=300, widget=widget)


def _body(situation: Situation):
    language = situation.article.language
    widget = BodyWidget(language=language)
    widget.attrs |= direction_of(language, right_to_left=is_right_to_left)
    return forms.CharField(label=_("Body"), initial=situation.article.body, widget=widget)


def _revision(situation: Situation):
    return forms.CharField(initial=situation.article.revision_number, widget=forms.HiddenInput, required=False)


def _zone(situation: Situation):
    return forms.CharField(widget=forms.HiddenInput, required=False)


FIELDS = {
    "what": _what,
    "run_at": _run_at,
    "zone": _zone,
    "fold": _fold,
    "kind": _kind,
    "headline": _headline,
    "body": _body,
    "assignee": _assignee,
    "block": _block,
    "change": _change,
    "keep": _keep,
    "hold": _hold,
    "text": _text,
    "reason": _reason,
    "revision": _revision,
}

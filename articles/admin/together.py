"""One step for a story and its other languages: what the page of a move asks about them, and making it on all."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _

from .. import versions
from ..available import can_make
from ..languages import is_right_to_left, language_name
from ..models import Article, Membership
from ..models.article import StaleBecause
from ..moves import lock
from ..rights import Person, may_see
from ..workflow import Action
from . import asked
from .situation import Situation
from .standing import publication_of, standing_of
from .steps import Step
from .widgets import direction_of

TOGETHER = (Action.HOLD, Action.RELEASE, Action.RETRACT, Action.REMOVE)
WITH_NOTICE = (Action.HOLD, Action.RETRACT)
PREFILLED = ("reason", "both")
LONGEST_PREFILL = 500


class Tick(forms.CheckboxInput):
    """A box whose value is in its attributes, whatever the form was filled with."""

    def format_value(self, value):
        return None


def companions(person: Person, article: Article, action: Action) -> list[Article]:
    """The story in its other languages, as far as the person may see it and make the same move on it now."""
    if action not in TOGETHER:
        return []
    others = Article.objects.versions_of(article.pk).exclude(pk=article.pk)
    others = others.select_related("section__parent", "head_revision")
    return [row for row in others if may_see(person, row.story) and _can_make(person, row, action)]


def fields_of(situation: Situation) -> dict[str, forms.Field]:
    """A tick for the companions, by name, with a notice in the language of each where there is one to write."""
    found = companions(situation.person, situation.article, situation.action)
    if not found:
        return {}
    names = _(", ").join(f"“{row}” ({language_name(row.language)})" for row in found)
    label = _("The same in the other languages, in this one step: %(stories)s") % {"stories": names}
    fields: dict[str, forms.Field] = {"both": forms.BooleanField(label=label, required=False)}
    for row in found if situation.action in WITH_NOTICE else ():
        attrs = {"rows": 3, "maxlength": asked.LONGEST_TEXT}
        attrs |= direction_of(row.language, right_to_left=is_right_to_left)
        fields[f"text_{row.language}"] = forms.CharField(
            label=_("Notice to readers in %(language)s") % {"language": language_name(row.language)},
            help_text=_("Left empty, readers find the notice above there, too."),
            required=False,
            widget=forms.Textarea(attrs=attrs),
        )
    return fields


def in_step_field(situation: Situation) -> forms.Field | None:
    """Of a translation: whether what is published follows the original as it is now. Ticked where the translation
    was saved since it became stale, and for one that is not stale."""
    article = situation.article
    original = versions.original_revision(article)
    is_alert = article.stale_because and article.stale_because not in versions.OF_TEXT
    if not original or is_alert or not may_see(situation.person, article.translation_of.story):
        return None
    head = article.head_revision
    is_since = not article.stale_since or bool(head and head.saved_at > article.stale_since)
    return forms.BooleanField(
        label=_("It is in step with revision %(number)s of the original") % {"number": original.number},
        help_text=_("Readers are not told of a newer version in the other language then."),
        required=False,
        initial=is_since,
        widget=Tick(attrs={"value": original.number}),
    )


def prefilled(query: Mapping) -> dict[str, str]:
    """What an address suggests for the form of a move; nothing is done before somebody sends it."""
    return {name: query[name][:LONGEST_PREFILL] for name in PREFILLED if query.get(name)}


def make(step: Step, article: Article, action: Action, *, by, posted) -> list[Article]:
    """Makes a move on a story and, if that was ticked, on its companions, all or none. Returns those."""
    arguments = step.arguments(posted)
    if not was_asked(posted, action):
        step.verb(article, by=by, **arguments)
        return []
    with transaction.atomic():
        lock(article.pk)
        others = companions(Membership.objects.person(by), article, action)
        step.verb(article, by=by, **arguments)
        for other in others:
            step.verb(other, by=by, **_arguments_for(other, arguments, posted=posted))
    return others


def was_asked(posted, action: Action) -> bool:
    """Whether somebody ticked that the story is moved in its other languages, too."""
    return action in TOGETHER and asked.yes(posted, "both")


def _can_make(person: Person, article: Article, action: Action) -> bool:
    standing = standing_of(article, publication=publication_of(article))
    return can_make(person, action, standing=standing)


def _arguments_for(other: Article, arguments: Mapping, *, posted) -> dict:
    """The same words, the notice in the story's own language; what was suspended there waits again at release."""
    own = dict(arguments)
    if "text" in own:
        own["text"] = asked.text(posted, f"text_{other.language}") or own["text"]
    if "keep" in own:
        own["keep"] = list(other.timed_changes.suspended().values_list("pk", flat=True))
    return own


def like_move(because: str) -> Action | None:
    """The move that answers an alert in kind."""
    return {
        StaleBecause.HELD: Action.HOLD,
        StaleBecause.BLOCKED: Action.HOLD,
        StaleBecause.RETRACTED: Action.RETRACT,
        StaleBecause.REMOVED: Action.REMOVE,
    }.get(because)

"""The form by which each person chooses what comes to the inbox, what as mail, and in which language."""

from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from ..models import Choices, Kind


@dataclass(frozen=True)
class Row:
    """One kind with both of its ticks."""

    kind: str
    label: str
    in_inbox: bool
    by_mail: bool


class ChoicesForm(forms.Form):
    """Nothing ticked is a choice, too."""

    inbox = forms.MultipleChoiceField(choices=Kind.choices, required=False)
    mail = forms.MultipleChoiceField(choices=Kind.choices, required=False)
    language = forms.ChoiceField(required=False)

    def __init__(self, posted=None, *, stored):
        initial = {"inbox": stored.listed, "mail": stored.mailed, "language": stored.language}
        super().__init__(posted, initial=initial)
        self.fields["language"].label = _("Language of the mail")
        self.fields["language"].choices = [("", _("The newsroom's")), *settings.LANGUAGES]

    def rows(self):
        inbox, mail = self["inbox"].value() or (), self["mail"].value() or ()
        return [Row(kind, label, kind in inbox, kind in mail) for kind, label in Kind.choices]


def choices_of(user) -> Choices:
    """What somebody has chosen, or what goes for whoever has not."""
    return Choices.objects.filter(person=user).first() or Choices(person=user)


@transaction.atomic
def choose(user, *, inbox: list[str], mail: list[str], language: str) -> None:
    """Keeps somebody's choices: they go for what happens from now on."""
    chosen = {"inbox": inbox, "mail": mail, "known": Kind.values, "language": language}
    Choices.objects.update_or_create(person=user, defaults=chosen)
